import { dateAt } from './dates.ts';
import { type Halting, pieceLength, inPieces, toEnd } from './pieces.ts';
import { plainOf } from './plain.ts';
import { joinedMentions } from './joined-mentions.ts';
import { timeAt } from './times.ts';
import { type Mention, type NumberToken, numberTokens } from './tokens.ts';
import { countedAt, currencyOf, floorAt, halfUnit } from './units.ts';
import { countsPeople, valueAt } from './value.ts';

/** Everything in a text that can be right or wrong, in its order. */
export function mentionsOf(tokens: readonly NumberToken[]): Mention[] {
  const found: Mention[] = [];
  for (let at = 0; at < tokens.length;) {
    const mention = mentionAt(tokens, at);
    if (mention !== undefined) found.push(mention);
    at = Math.max(mention?.next ?? 0, at + 1);
  }
  return joinedMentions(found, tokens);
}

function mentionAt(tokens: readonly NumberToken[], at: number): Mention | undefined {
  const token = tokens[at];
  if (token === undefined || !token.opens) return undefined;
  const { kind, text, start, end } = token;
  if (kind === 'email') return { kind, start, end, at, next: at + 1, key: text.toLowerCase() };
  if (kind === 'link') return { kind, start, end, at, next: at + 1, key: linkKey(text) };
  if (kind === 'phone') return { kind, start, end, at, next: at + 1, key: phoneKey(text) };
  if (text === '24' && tokens[at + 1]?.text === '/' && tokens[at + 2]?.text === '7')
    return { kind: 'roundClock', start, end: tokens[at + 2]?.end ?? end, at, next: at + 3 };
  return dateAt(tokens, at) ?? dottedAt(tokens, at) ?? timeAt(tokens, at) ?? amountAt(tokens, at);
}

export function linkKey(link: string): string {
  return link
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/^www\./, '')
    .replace(/[/.!?]{1,9}$/, '');
}

/** A phone as digits, as Kazakhstan and Russia call each other: from +7, 8 and nothing alike. */
export function phoneKey(phone: string): string {
  const digits = phone.replace(/\D/g, '');
  return digits.replace(/^8(?=\d{10}$)/, '7');
}

/** "26.11" is a day, "18.30" a time; which one, the sources tell. */
function dottedAt(tokens: readonly NumberToken[], at: number): Mention | undefined {
  const token = tokens[at];
  if (token?.kind !== 'dotted') return undefined;
  const [first = 0, second = 0] = token.values;
  const base = {
    start: token.start,
    end: token.end,
    at,
    next: at + 1,
    value: first + second / 100,
  };
  const times = first < 24 && second < 60 ? [first * 60 + second] : [];
  const money = currencyOf(tokens[at + 1]) ?? currencyOf(tokens[at - 1]);
  if (money !== undefined || isCalculated(tokens, at)) {
    const behind = currencyOf(tokens[at + 1]) === undefined ? 0 : 1;
    const end = tokens[at + behind]?.end ?? token.end;
    return { kind: 'amount', ...base, end, next: at + 1 + behind, currency: money };
  }
  const isDate =
    second >= 1 && second <= 12 && first >= 1 && first <= 31 && /\d\d$/.test(token.text);
  if (isDate) return { kind: 'date', ...base, date: { date: first, month: second }, times };
  return times.length > 0 ? { kind: 'time', ...base, times } : { kind: 'amount', ...base };
}

/** "2 × 4.80 + 5.20" has no times. */
function isCalculated(tokens: readonly NumberToken[], at: number): boolean {
  const signs = [tokens[at - 1], tokens[at + 1]].map((token) => token?.text ?? '');
  return signs.some((sign) => /^[+×*=÷]$/.test(sign));
}

/** An amount, a percent or a count, with what stands behind it: currency or what is counted. */
function amountAt(tokens: readonly NumberToken[], at: number): Mention | undefined {
  const read = valueAt(tokens, at);
  const first = tokens[at];
  if (first === undefined) return undefined;
  if (read === undefined) return halfUnit(tokens, at) ?? floorAt(tokens, at);
  let { next } = read;
  while (/^[*_~]$/.test(tokens[next]?.text ?? '')) next++;
  const dashed =
    tokens[next]?.text === '-' && tokens[next]?.start === tokens[next - 1]?.end ? 1 : 0;
  const paid = next + dashed + countryAt(tokens, next + dashed);
  const said = saidAgainTill(tokens, paid);
  const behind = tokens[said];
  const base = { start: first.start, at, value: read.value };
  const end = (to: number): number => tokens[to - 1]?.end ?? first.end;
  if (behind?.text === '%' || behind?.means.has('percent'))
    return { kind: 'percent', ...base, end: end(next + 1), next: next + 1 };
  const currency = currencyOf(behind) ?? currencyOf(tokens[at - 1]);
  if (currencyOf(behind) !== undefined)
    return {
      kind: 'amount',
      ...base,
      currency,
      end: end(said + 1),
      next: said + 1,
    };
  const counted = currency === undefined ? countedAt(tokens, at, next + dashed) : undefined;
  const unit = counted ?? (countsPeople(first) ? 'people' : undefined);
  return { kind: 'amount', ...base, currency, unit, end: end(read.next), next: read.next };
}

const longestSaid = 8;

/** Behind the words of a number in parentheses, where a currency follows: "5000 (пять тысяч) рублей". */
function saidAgainTill(tokens: readonly NumberToken[], at: number): number {
  if (tokens[at]?.text !== '(') return at;
  const inside = tokens.slice(at + 1, at + longestSaid).findIndex(({ text }) => text === ')');
  const behind = at + inside + 2;
  return inside > 0 && tokens[at + 1]?.opens && currencyOf(tokens[behind]) !== undefined
    ? behind
    : at;
}

/** Adjectives of countries, folded: of two letters alike one is left. */
const country =
  /^(?:росиск|казахстанск|американск|белоруск|киргизск|узбекск|китаиск|ресеи|акш$|казакстан|rusian$|american$|kazakhstani$|us$|chinese$)/;

/** One where a word tells whose currency stands behind it: "5000 российских рублей" is no tenge. */
function countryAt(tokens: readonly NumberToken[], at: number): 0 | 1 {
  const isCountry = country.test(tokens[at]?.folded ?? '');
  return isCountry && currencyOf(tokens[at + 1]) !== undefined ? 1 : 0;
}

/** Longer texts are read by their beginning. */
const longestRead = 40_000;

/** The phones that a text names, in digits, as Kazakhstan and Russia call each other: from +7, 8 and nothing alike. */
export function phonesIn(text: string): string[] {
  return [...toEnd(readPhones([text]))];
}

/** The same of several texts, in pieces between which other work can be done. */
export function* readPhones(texts: readonly string[]): Halting<Set<string>> {
  const phones = new Set<string>();
  for (const text of texts) {
    if (!/\d(?:\D{0,3}\d){9}/.test(text)) continue;
    for (const piece of inPieces(text.slice(0, longestRead))) {
      for (const { kind, key } of mentionsOf(numberTokens(plainOf(piece, pieceLength))))
        if (kind === 'phone' && key !== undefined) phones.add(key);
      yield piece.length;
    }
  }
  return phones;
}
