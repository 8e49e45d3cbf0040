import { decodeEntities } from './html.ts';

/** A link's destination after its label: `(url)`, `(<url>)`, `(url "title")`, one level of parentheses in the address. */
const destination =
  /\([^\S\n]{0,9}(?:<([^<>\n]{0,2000})>|((?:[^\s()<>]|\([^\s()]{0,500}\)){0,2000}))(?:[^\S\n]{1,9}(?:"[^"\n]{0,500}"|'[^'\n]{0,500}'|\([^()\n]{0,500}\)))?[^\S\n]{0,9}\)/y;

/** Where a link points and where its source ends. */
export interface Destination {
  url: string;
  end: number;
}

/** The destination that begins at this place, if one does. */
export function readDestination(text: string, at: number): Destination | undefined {
  destination.lastIndex = at;
  const found = destination.exec(text);
  return found
    ? { url: (found[1] ?? found[2] ?? '').trim(), end: at + found[0].length }
    : undefined;
}

/** For every `[` that is closed, the place of its `]`. */
export function matchBrackets(text: string): ReadonlyMap<number, number> {
  const matches = new Map<number, number>();
  const open: number[] = [];
  for (const { 0: found, index } of text.matchAll(/\\[\s\S]|[[\]]/g)) {
    if (found === '[') open.push(index);
    const start = found === ']' ? open.pop() : undefined;
    if (start !== undefined) matches.set(start, index);
  }
  return matches;
}

/** What to write after a link's label so that the address can be seen and tapped; empty when the label is the address. */
export function linkSuffix(label: string, url: string): string {
  const shown = shownAddress(url);
  const words = label.trim();
  if (shown === '' || bare(words) === bare(shown)) return '';
  if (words === '') return shown;
  return words.endsWith(':') ? ` ${shown}` : `: ${shown}`;
}

/** An address as a person can use it; empty for one that leads nowhere outside its document. */
function shownAddress(url: string): string {
  const plain = decodeEntities(url).replace(/\\([!-/:-@[-`{-~])/g, '$1');
  if (/^https?:\/\/./i.test(plain)) return plain;
  const [, contact] = /^(?:mailto|tel):([^?]+)/i.exec(plain) ?? [];
  if (contact !== undefined) return contact;
  return /^[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+(?:[/?#:]|$)/u.test(plain) ? plain : '';
}

/** An address or a phone number without what is written or left out at will. */
function bare(address: string): string {
  const phone = address.replace(/[\s()-]/g, '');
  if (/^\+?\d{5,}$/.test(phone)) return phone.replace('+', '');
  return address
    .replace(/[*`\\]/g, '')
    .replace(/^https?:\/\//i, '')
    .replace(/^www\./i, '')
    .replace(/\/$/, '')
    .toLowerCase();
}

const sentenceEnds = new Set('.,;:!?…*_~\'"»”’');

/** How much of a bare address is the address: what ends the sentence around it does not belong to it. */
export function addressLength(address: string): number {
  let unopened = address.split(')').length - address.split('(').length;
  for (let end = address.length; ; end -= 1) {
    const last = address.charAt(end - 1);
    if (last === ')' && unopened > 0) unopened -= 1;
    else if (!sentenceEnds.has(last)) return end;
  }
}
