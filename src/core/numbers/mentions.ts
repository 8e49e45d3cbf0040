import { numberWord } from '../lexicon/number-words.ts';
import { dateAt } from './dates.ts';
import { currencies, signs } from './meanings.ts';
import { timeAt } from './times.ts';
import { numberTokens, plainOf, type Mention, type NumberToken } from './tokens.ts';
import { valueAt } from './value.ts';

/** Everything in a text that can be right or wrong, in its order. */
export function mentionsOf(tokens: readonly NumberToken[]): Mention[] {
  const found: Mention[] = [];
  for (let at = 0; at < tokens.length;) {
    const mention = mentionAt(tokens, at);
    if (mention !== undefined) found.push(mention);
    at = Math.max(mention?.next ?? 0, at + 1);
  }
  return found.map((mention, index) => withUnit(mention, found[index + 1], tokens));
}

/** A range ends with so many times its beginning at most. */
const widestRange = 50;

/** "14–21 день", "9 и 12 лет", "1 500–2 000 ₸": what stands behind the second is the first's, too. */
function withUnit(
  mention: Mention,
  next: Mention | undefined,
  tokens: readonly NumberToken[],
): Mention {
  const { kind, unit, currency } = mention;
  if (kind !== 'amount' || next?.kind !== 'amount' || next.at !== mention.next + 1) return mention;
  if (unit !== undefined || currency !== undefined) return mention;
  const between = tokens[mention.next]?.text.toLowerCase() ?? '';
  if (!/^(?:[-–—]|до|to|и|или|and|or|мен|пен|бен)$/.test(between)) return mention;
  const both = /^(?:[-–—]|до|to)$/.test(between) ? next.currency : undefined;
  // "Трайфл × 6 — 9 600 ₸" is no range of prices.
  const isRange = (mention.value ?? 0) * widestRange >= (next.value ?? 0);
  return {
    ...mention,
    unit: next.unit === 'noun' ? undefined : next.unit,
    currency: isRange ? both : undefined,
  };
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
  const isDate =
    second >= 1 && second <= 12 && first >= 1 && first <= 31 && /\d\d$/.test(token.text);
  if (isDate) return { kind: 'date', ...base, date: { date: first, month: second }, times };
  return times.length > 0 ? { kind: 'time', ...base, times } : undefined;
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
  const behind = tokens[next + dashed];
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
      end: end(next + dashed + 1),
      next: next + dashed + 1,
    };
  const counted = isOrdinal(behind) && tokens[next + dashed + 1]?.means.has('floor');
  const unit = counted ? 'floor' : currency === undefined ? unitOf(behind) : undefined;
  return { kind: 'amount', ...base, currency, unit, end: end(read.next), next: read.next };
}

/** The ending of an ordinal in digits: "3-м этаже", "3rd floor", "3-ші қабат". */
function isOrdinal(token: NumberToken | undefined): boolean {
  return /^(?:й|м|го|ом|му|ем|st|nd|rd|th|ші|шы)$/.test(token?.text ?? '');
}

export function currencyOf(token: NumberToken | undefined): string | undefined {
  if (token === undefined) return undefined;
  if (token.means.size === 0) return token.kind === 'sign' ? signs[token.text] : undefined;
  return currencies.find((name) => token.means.has(name));
}

const knownUnits = [
  'minute',
  'hour',
  'day',
  'week',
  'month',
  'year',
  'weight',
  'volume',
  'length',
  'people',
  'floor',
  'either',
];

export function unitOf(token: NumberToken | undefined): string | undefined {
  if (token?.kind !== 'word' || token.means.has('small')) return undefined;
  if (token.means.size === 0) return 'noun';
  return knownUnits.find((name) => token.means.has(name)) ?? 'noun';
}

/** "третий этаж", "үшінші қабат", "third floor". */
function floorAt(tokens: readonly NumberToken[], at: number): Mention | undefined {
  const token = tokens[at];
  if (token?.kind !== 'word' || tokens[at + 1]?.means.has('floor') !== true) return undefined;
  const word = numberWord(token.folded, token.cyrillic);
  if (word === undefined || !word.form.startsWith('ord')) return undefined;
  const { start, end } = token;
  return { kind: 'amount', start, end, at, next: at + 1, value: word.value, unit: 'floor' };
}

/** "полгода", "полчаса", "half an hour", "жарты сағат". */
function halfUnit(tokens: readonly NumberToken[], at: number): Mention | undefined {
  const token = tokens[at];
  if (token === undefined) return undefined;
  const base = { kind: 'amount', start: token.start, at } as const;
  if (token.means.has('halfYear'))
    return { ...base, end: token.end, next: at + 1, value: 6, unit: 'month' };
  if (token.means.has('halfHour'))
    return { ...base, end: token.end, next: at + 1, value: 30, unit: 'minute' };
  if (!token.means.has('half')) return undefined;
  const a = /^(?:a|an)$/.test(tokens[at + 1]?.text ?? '') ? 1 : 0;
  const unit = unitOf(tokens[at + 1 + a]);
  const end = tokens[at + 1 + a]?.end ?? token.end;
  if (unit === 'hour') return { ...base, end, next: at + 2 + a, value: 30, unit: 'minute' };
  return unit === 'year' ? { ...base, end, next: at + 2 + a, value: 6, unit: 'month' } : undefined;
}

/** Longer texts are read by their beginning. */
const longestRead = 40_000;

/** The phones that a text names, in digits, as Kazakhstan and Russia call each other: from +7, 8 and nothing alike. */
export function phonesIn(text: string): string[] {
  if (!/\d(?:\D{0,3}\d){9}/.test(text)) return [];
  return mentionsOf(numberTokens(plainOf(text, longestRead))).flatMap(({ kind, key }) =>
    kind === 'phone' ? (key ?? []) : [],
  );
}
