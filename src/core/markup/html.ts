import type { Mark } from './writer.ts';

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ensp: ' ',
  emsp: ' ',
  thinsp: ' ',
  shy: '',
  zwnj: '',
  laquo: '«',
  raquo: '»',
  ldquo: '“',
  rdquo: '”',
  bdquo: '„',
  lsquo: '‘',
  rsquo: '’',
  mdash: '—',
  ndash: '–',
  minus: '−',
  hellip: '…',
  bull: '•',
  middot: '·',
  deg: '°',
  plusmn: '±',
  times: '×',
  frac12: '½',
  sect: '§',
  para: '¶',
  copy: '©',
  reg: '®',
  trade: '™',
  euro: '€',
  pound: '£',
  yen: '¥',
  rarr: '→',
  larr: '←',
};

const entity = /&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-z]{2,8}\d{0,2}));/y;

/** The entity that begins at this place: the text it stands for and where it ends. */
export function readEntity(text: string, at: number): { text: string; end: number } | undefined {
  entity.lastIndex = at;
  const found = entity.exec(text);
  if (!found) return undefined;
  const [whole, decimal, hexadecimal, name = ''] = found;
  const known = Object.hasOwn(entities, name) ? entities[name] : undefined;
  const decoded =
    name === ''
      ? character(decimal ? Number(decimal) : Number.parseInt(hexadecimal ?? '', 16))
      : known;
  return decoded === undefined ? undefined : { text: decoded, end: at + whole.length };
}

function character(code: number): string | undefined {
  if (code === 160) return ' ';
  const printable =
    code === 9 ||
    code === 10 ||
    (code >= 32 && code <= 0x10ffff && !/[\p{Cc}\p{Cs}\p{Co}]/u.test(String.fromCodePoint(code)));
  return printable ? String.fromCodePoint(code) : undefined;
}

/** A text with its entities read. */
export function decodeEntities(text: string): string {
  return text.replace(/&[#\w]{2,10};/g, (found) => readEntity(found, 0)?.text ?? found);
}

/** What a tag means for a chat. */
export type HtmlTag =
  | { type: 'mark'; mark: Mark; closes: boolean }
  | { type: 'text'; text: string }
  | { type: 'code' }
  | { type: 'link'; url: string }
  | { type: 'linkEnd' }
  | { type: 'image'; url: string; label: string };

const tagSource = /<(\/?)([a-zA-Z][a-zA-Z0-9]{0,10})(\s[^<>]{0,1000})?\/?>/y;

const marks: Readonly<Record<string, Mark>> = {
  b: '*',
  strong: '*',
  i: '_',
  em: '_',
  s: '~',
  del: '~',
  strike: '~',
};
const lineTags = new Set([
  'br',
  'hr',
  'p',
  'div',
  'tr',
  'ul',
  'ol',
  'table',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'blockquote',
  'pre',
  'details',
  'summary',
]);
const silentTags = new Set([
  'span',
  'u',
  'font',
  'sup',
  'sub',
  'small',
  'big',
  'center',
  'mark',
  'ins',
  'tbody',
  'thead',
  'dl',
  'dt',
  'dd',
  'q',
  'cite',
  'abbr',
]);

/** The known tag that begins at this place and where it ends; anything else in angle brackets is text. */
export function readHtmlTag(text: string, at: number): { tag: HtmlTag; end: number } | undefined {
  tagSource.lastIndex = at;
  const found = tagSource.exec(text);
  if (!found) return undefined;
  const [whole, slash, name = '', attributes = ''] = found;
  const tag = meaning(name.toLowerCase(), slash === '/', attributes);
  return tag && { tag, end: at + whole.length };
}

function meaning(name: string, closes: boolean, attributes: string): HtmlTag | undefined {
  const mark = Object.hasOwn(marks, name) ? marks[name] : undefined;
  if (mark) return { type: 'mark', mark, closes };
  if (lineTags.has(name)) return { type: 'text', text: '\n' };
  if (silentTags.has(name)) return { type: 'text', text: '' };
  switch (name) {
    case 'li':
      return { type: 'text', text: closes ? '' : '\n• ' };
    case 'td':
    case 'th':
      return { type: 'text', text: ' ' };
    case 'code':
    case 'kbd':
    case 'tt':
      return { type: 'code' };
    case 'a':
      return closes ? { type: 'linkEnd' } : { type: 'link', url: attribute(attributes, 'href') };
    case 'img':
      return {
        type: 'image',
        url: attribute(attributes, 'src'),
        label: attribute(attributes, 'alt'),
      };
    default:
      return undefined;
  }
}

function attribute(attributes: string, name: string): string {
  const found = new RegExp(`\\s${name}=(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, 'i').exec(attributes);
  return found?.[1] ?? found?.[2] ?? found?.[3] ?? '';
}
