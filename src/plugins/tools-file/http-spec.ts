import { fieldsOf } from '../../core/plugin-api/failures.ts';
import type { YamlPath } from '../../core/plugin-api/files.ts';
import { dataTemplate, type DataTemplate } from './body-template.ts';
import type { FileFaults, Fields } from './faults.ts';
import { functionSpec, type FunctionSpec } from './function-spec.ts';
import { headersIn } from './headers.ts';
import { pickOf, type Pick, type Picks } from './pick.ts';
import type { Resolver } from './resolver.ts';
import { piecesOf } from './template.ts';
import { urlTemplate, type UrlTemplate } from './url-template.ts';

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/** One request, with places for what a call brings. */
export interface HttpCall {
  method: (typeof methods)[number];
  url: UrlTemplate;
  headers: Readonly<Record<string, string>>;
  query: DataTemplate | undefined;
  /** Absent: the arguments themselves. */
  body: DataTemplate | undefined;
  /** Whether the body is written as forms are, not as JSON. */
  isForm: boolean;
  result: Picks | undefined;
  /** Whether the host may be at an address of an inner network although its name does not say so. */
  isPrivate: boolean;
  /** Arguments that stand in the address already. */
  named: ReadonlySet<string>;
}

/** A function, and the request that it is. */
export interface HttpFunction extends FunctionSpec {
  http: HttpCall;
}

const functionKeys = [
  'name',
  'description',
  'effect',
  'parameters',
  'http',
  'confirm',
  'timeout',
] as const;
const callKeys = ['method', 'url', 'headers', 'query', 'body', 'result', 'private'] as const;

/** What a function of the file is; undefined, with faults, where something is wrong. */
export function httpFunction(
  value: unknown,
  path: YamlPath,
  faults: FileFaults,
  resolver: Resolver,
): HttpFunction | undefined {
  const fields = faults.fields(value, path, functionKeys);
  if (!fields) return undefined;
  const spec = functionSpec(fields, path, faults);
  const { http, effect, parameters } = fields;
  if (http === undefined) return faults.add(path, '"http" is missing');
  const call = faults.fields(http, [...path, 'http'], callKeys);
  if (!call) return undefined;
  const isRead = effect === 'read';
  const known = httpCall(call, [...path, 'http'], { faults, resolver, parameters, isRead });
  return spec && known && { ...spec, http: known };
}

interface Around {
  faults: FileFaults;
  resolver: Resolver;
  parameters: unknown;
  isRead: boolean;
}

function httpCall(fields: Fields, path: YamlPath, around: Around): HttpCall | undefined {
  const { faults, resolver, parameters, isRead } = around;
  const fallback = isRead ? 'GET' : 'POST';
  const written = fields['method'];
  const upper = typeof written === 'string' ? { method: written.toUpperCase() } : fields;
  const method = faults.word(upper, path, 'method', { words: methods, fallback }) ?? fallback;
  const headers = headersIn(fields['headers'], [...path, 'headers'], faults, resolver);
  const data = (value: unknown, key: string): DataTemplate | undefined =>
    value === undefined || value === null
      ? undefined
      : dataTemplate(value, (pieces, within) =>
          resolver.resolve(pieces, [...path, key, ...within], parameters),
        );
  const asked = fields['query'] ?? undefined;
  if (asked !== undefined) faults.fields(asked, [...path, 'query']);
  const body = data(bodyIn(fields, path, around), 'body');
  if (body !== undefined && method === 'GET')
    faults.add([...path, 'body'], '"body" does not go with method: GET');
  const address = addressIn(fields, path, around);
  if (!address) return undefined;
  return {
    method,
    headers,
    ...address,
    query: data(asked, 'query'),
    body,
    isForm: /^application\/x-www-form-urlencoded\b/i.test(headers['content-type'] ?? ''),
    result: picksIn(fields['result'], [...path, 'result'], faults),
    isPrivate: faults.yes(fields, path, 'private'),
  };
}

/** The address, and which arguments stand in it or in the query. */
function addressIn(
  fields: Fields,
  path: YamlPath,
  { faults, resolver, parameters }: Around,
): Address | undefined {
  const text = faults.text(fields, path, 'url');
  if (text === undefined) return undefined;
  const pieces = resolver.resolve(piecesOf(text), [...path, 'url'], parameters);
  const url = urlTemplate(pieces);
  if ('problem' in url) return faults.add([...path, 'url'], url.problem);
  const places = [text, JSON.stringify(fields['query'] ?? '')].flatMap(piecesOf);
  const named = new Set(places.flatMap((piece) => ('from' in piece ? (piece.from[0] ?? []) : [])));
  return { url, named };
}

type Address = Omit<
  HttpCall,
  'method' | 'headers' | 'query' | 'body' | 'isForm' | 'result' | 'isPrivate'
>;

/** Data, or a text that is JSON. */
function bodyIn(fields: Fields, path: YamlPath, { faults }: Around): unknown {
  const { body } = fields;
  if (typeof body !== 'string') return body;
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return faults.add(
      [...path, 'body'],
      '"body" must be a mapping, a list, or a text that is JSON',
    );
  }
}

function picksIn(value: unknown, path: YamlPath, faults: FileFaults): Picks | undefined {
  const wrong = (within: YamlPath): undefined =>
    faults.add(within, '"result" must be a way into the answer, such as data.items[0].name');
  const one = (way: unknown, within: YamlPath): Pick | undefined =>
    (typeof way === 'string' ? pickOf(way) : undefined) ?? wrong(within);
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string') {
    const pick = one(value, path);
    return pick && { one: pick };
  }
  const ways = Object.entries(fieldsOf(value));
  if (ways.length === 0) return wrong(path);
  return {
    several: ways.flatMap(([name, way]) => {
      const pick = one(way, [...path, name]);
      return pick ? [[name, pick] as const] : [];
    }),
  };
}
