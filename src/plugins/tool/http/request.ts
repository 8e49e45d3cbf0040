import type { JsonObject, ToolContext } from '../../../core/kinds/tool.ts';
import { asParameters, filledData } from '../../tools-file/body-template.ts';
import type { HttpFunction } from '../../tools-file/http-spec.ts';
import type { CallValues } from '../../tools-file/template.ts';
import { filledUrl } from '../../tools-file/url-template.ts';

/** A request as it goes out. */
export interface HttpRequest {
  url: string;
  method: string;
  headers: Record<string, string>;
  body?: string;
}

/** The request of a call; undefined where an argument would lead it elsewhere, or is missing in the path. */
export function httpRequestOf(
  { http, effect }: HttpFunction,
  args: JsonObject,
  context: ToolContext,
): HttpRequest | undefined {
  const { phone = '', name = '', chat } = context.customer;
  const given: CallValues = { ...args, customer: { phone, name, chat } };
  const { method, url, query, named } = http;
  const unnamed = Object.fromEntries(Object.entries(args).filter(([key]) => !named.has(key)));
  const isAsked = method === 'GET' && query === undefined;
  const parameters = asParameters(isAsked ? unnamed : query && filledData(query, given));
  const address = filledUrl(url, parameters, given);
  if (address === undefined) return undefined;
  const body = bodyOf(http, { args, unnamed, given });
  const type = http.isForm ? {} : { 'content-type': 'application/json' };
  return {
    url: address,
    method,
    headers: {
      accept: 'application/json, text/plain;q=0.9, */*;q=0.5',
      'user-agent': 'wabot',
      ...(body === undefined ? {} : type),
      ...http.headers,
      ...(effect === 'write' ? { 'idempotency-key': context.key } : {}),
    },
    ...(body === undefined ? {} : { body }),
  };
}

interface Brought {
  args: JsonObject;
  /** Arguments that stand neither in the address nor in the query. */
  unnamed: JsonObject;
  given: CallValues;
}

/** What is sent: the owner's body, or the arguments; a DELETE has none when its address says it all. */
function bodyOf(
  { method, body, isForm }: HttpFunction['http'],
  { args, unnamed, given }: Brought,
): string | undefined {
  if (method === 'GET') return undefined;
  if (method === 'DELETE' && !body && Object.keys(unnamed).length === 0) return undefined;
  const data = body ? filledData(body, given) : args;
  return isForm ? asParameters(data).toString() : JSON.stringify(data ?? null);
}
