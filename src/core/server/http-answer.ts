import type { IncomingMessage, ServerResponse } from 'node:http';
import { dropRest } from './request-body.ts';

/** Ends a call with a status, a body that goes as JSON, and further headers; what the caller still sends is dropped. */
export function answer(
  response: ServerResponse,
  status: number,
  body: object,
  headers: Record<string, string> = {},
): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
    ...headers,
  });
  response.end(text);
  dropRest(response.req, status);
}

/** Ends a call whose method this address does not take. */
export function refuseMethod(response: ServerResponse, allow: string): void {
  answer(response, 405, { error: 'method not allowed' }, { allow });
}

/** Ends a call of somebody who has not shown the right token. */
export function refuseUnauthorized(response: ServerResponse): void {
  answer(response, 401, { error: 'unauthorized' }, { 'www-authenticate': 'Bearer' });
}

/** Whether a caller would use its connection for further calls. */
export function wantsKeepAlive({ headers, httpVersion }: IncomingMessage): boolean {
  return httpVersion === '1.1' && !/\bclose\b/i.test(headers.connection ?? '');
}

/** The path of an address as it stands in a request, without query and slashes at its end; in one pass over it. */
export function pathOf(target: string): string {
  const query = target.indexOf('?');
  let end = query === -1 ? target.length : query;
  while (end > 1 && target.charCodeAt(end - 1) === slash) end -= 1;
  return target.slice(0, end);
}

const slash = '/'.charCodeAt(0);

/** The longest address that is looked at, characters; the webhook's is a path of eight and perhaps a key. */
const longestTarget = 2048;

/** Most headers of a call; Node leaves out what is after the two thousandth, which may be what a proxy has added. */
const mostHeaders = 200;

/** Why a call is not looked at, whatever it is for; undefined: it is. */
export function refusedShape({
  headers,
  httpVersion,
  rawHeaders,
  url = '/',
}: IncomingMessage): { status: number; error: string } | undefined {
  if (headers.host === undefined && httpVersion === '1.1') return { status: 400, error: 'no host' };
  if (rawHeaders.length > 2 * mostHeaders) return { status: 431, error: 'too many headers' };
  return url.length > longestTarget ? { status: 414, error: 'address too long' } : undefined;
}
