import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { isFromElsewhere, isFromPage } from '../../../core/console/access.ts';

/** What of a request tells who asks, and for what. */
export type PhoneRequest = Pick<IncomingMessage, 'headers' | 'httpVersion' | 'method' | 'url'>;

/** Where a request leads within the page, and the page's own origin for it. */
export interface PhoneWay {
  /** Without the key: `/`, `/api/…`. */
  path: string;
  query: URLSearchParams;
  origin: string;
}

/** Why a request is not answered: `host`: under another name; `key`: without the key; `elsewhere`: another page asks. */
export type PhoneRefusal = 'host' | 'key' | 'elsewhere';

/** This machine's own names; a name of the world that leads here is none of them. */
const ownNames = /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d{1,5})?$/;

/**
 * Who may use the phones: who knows the key, which is the first part of every address. It is in no cookie, as a browser would
 * bring that to every other program of this machine, too.
 */
export function wayOf(request: PhoneRequest, key: string): PhoneWay | { refused: PhoneRefusal } {
  const { headers, method, url = '/' } = request;
  const host = headers.host?.toLowerCase() ?? '';
  if (!ownNames.test(host)) return { refused: 'host' };
  const origin = `http://${host}`;
  if (!URL.canParse(url, origin)) return { refused: 'key' };
  const { pathname, searchParams: query } = new URL(url, origin);
  const [, given = '', rest = ''] = /^\/([^/]*)(\/.*)?$/.exec(pathname) ?? [];
  if (!isSame(given, key)) return { refused: 'key' };
  const path = rest === '' ? '/' : rest;
  const isRead = method === 'GET' || method === 'HEAD';
  // A link from a page to this one, as a terminal in a browser makes it, changes nothing.
  const isOpened = path === '/' && headers['sec-fetch-mode'] === 'navigate' && isDocument(headers);
  const asked = { headers, httpVersion: request.httpVersion, socket: { remoteAddress: undefined } };
  const isStrange = isRead ? isFromElsewhere(asked) && !isOpened : !isFromPage(asked, origin);
  return isStrange ? { refused: 'elsewhere' } : { path, query, origin };
}

function isDocument(headers: PhoneRequest['headers']): boolean {
  return headers['sec-fetch-dest'] === 'document';
}

/** In a time that tells nothing of either. */
function isSame(one: string, other: string): boolean {
  const digest = (word: string): Buffer => createHash('sha256').update(word).digest();
  return timingSafeEqual(digest(one), digest(other));
}
