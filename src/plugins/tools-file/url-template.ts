import { filled, type CallValues, type Piece, type Template } from './template.ts';

/** An address whose origin stands fast, and whose path and query have places. */
export interface UrlTemplate {
  /** `https://crm.example.kz`, as it was written. */
  origin: string;
  /** Between the slashes, the first one empty. */
  segments: readonly Template[];
  /** Behind `?`; empty where there is none. */
  query: Template;
}

/** Scheme, host and port; a name or a password is none of them. */
const originThenPath = /^(https?:\/\/[^/?#@\s{}\\]+)((?:[/?][^#]*)?)$/i;

/** Where nothing more may be sent in an address. */
const longestUrl = 8000;

/** An address with places, its secrets known; or why it cannot be one. A secret may be its beginning, and then holds the origin. */
export function urlTemplate(pieces: Template): UrlTemplate | { problem: string } {
  const [first, ...rest] = pieces.map((piece, index) =>
    index === 0 && 'secret' in piece ? { text: piece.secret.replace(/(?<!\/)\/+$/, '') } : piece,
  );
  const head = first && 'text' in first ? first.text : '';
  const [, origin, path = ''] = originThenPath.exec(head) ?? [];
  const next = rest[0];
  const goesOn = next === undefined || ('text' in next && /^[/?]/.test(next.text));
  if (origin === undefined || !URL.canParse(origin) || (path === '' && !goesOn))
    return {
      problem:
        '"url" must begin with http:// or https:// and a host that is written out, without a name or a password',
    };
  const behind: Piece[] = [...(path === '' ? [] : [{ text: path }]), ...rest];
  if (behind.some((piece) => 'text' in piece && /[#\\\s]/.test(piece.text)))
    return { problem: '"url" must have no spaces, no # and no \\' };
  const { segments, query } = dividedPath(behind);
  if (segments.some((segment) => isDots(filled(segment, {}))))
    return { problem: '"url" must have no "." or ".." between its slashes' };
  return { origin: new URL(origin).origin, segments, query };
}

/** Path and query apart: the first `?` ends the path. */
function dividedPath(pieces: Template): { segments: Template[]; query: Piece[] } {
  const segments: Piece[][] = [[]];
  const query: Piece[] = [];
  let isQuery = false;
  for (const piece of pieces) {
    if (isQuery || !('text' in piece)) {
      (isQuery ? query : (segments.at(-1) ?? query)).push(piece);
      continue;
    }
    const end = piece.text.indexOf('?');
    const [first = '', ...others] = (end < 0 ? piece.text : piece.text.slice(0, end)).split('/');
    if (first !== '') segments.at(-1)?.push({ text: first });
    for (const other of others) segments.push(other === '' ? [] : [{ text: other }]);
    if (end < 0) continue;
    isQuery = true;
    if (end + 1 < piece.text.length) query.push({ text: piece.text.slice(end + 1) });
  }
  return { segments, query };
}

/** The address of a call; undefined where an argument would change where it leads, or makes it too long. */
export function filledUrl(
  { origin, segments, query }: UrlTemplate,
  more: URLSearchParams,
  given: CallValues,
): string | undefined {
  const parts: string[] = [];
  for (const segment of segments) {
    const part = filled(segment, given, encodeURIComponent);
    const hasPlace = segment.some((piece) => 'from' in piece);
    if (hasPlace && (part === '' || isDots(part))) return undefined;
    parts.push(part);
  }
  const asked = [filled(query, given, encodeURIComponent), more.toString()];
  const search = asked.filter((each) => each !== '').join('&');
  const path = parts.join('/') || '/';
  const address = `${origin}${path}${search === '' ? '' : `?${search}`}`;
  // What the system makes of it leads where it was written to, to the letter of the path.
  const { origin: leadsTo, pathname } = new URL(address);
  return leadsTo === origin && isSamePath(pathname, path) && address.length <= longestUrl
    ? address
    : undefined;
}

function isSamePath(one: string, other: string): boolean {
  return one.split('/').length === other.split('/').length;
}

/** What a path takes for "here" or "one up", also with its dots encoded. */
function isDots(segment: string): boolean {
  return /^(?:\.|%2e){1,2}$/i.test(segment);
}
