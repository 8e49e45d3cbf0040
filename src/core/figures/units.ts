import { numberWord } from '../lexicon/number-words.ts';
import { currencies, signs } from './meanings.ts';
import type { Mention, NumberToken } from './tokens.ts';

/** What stands between a number and what it counts: "5 рабочих дней", "3 full days". */
const adjective =
  /^(?:рабоч|календарн|полн|банковск|учебн|академическ|ближайш|working|business|full|whole|жумис$)/;

/** The ending of a Kazakh number in digits: "8-ден", "13-ке". */
const kazakhEnding = /^(?:[дт][аеАЕ]н?|нан|нен|[ғгқк][ае]|[ндт][ыі]ң?|с?ы|с?і|[ыі]?нш[ыі])$/u;

/** Said before a number, these tell that it is about so many: "минут 10", "человек двадцать". */
const about = /^(?:минут|час(?:а|ов)|дней|суток|недель|месяцев|лет|человек|метров|штук)$/i;

/** What a number counts, by the word behind it, or before it where the two have changed places. */
export function countedAt(
  tokens: readonly NumberToken[],
  at: number,
  next: number,
): string | undefined {
  const [behind, second] = [tokens[next], tokens[next + 1]];
  if (isOrdinal(behind) && second?.means.has('floor')) return 'floor';
  const isEnding = tokens[next - 1]?.text === '-' && kazakhEnding.test(behind?.text ?? '');
  const isBetween = isEnding || (behind?.kind === 'word' && adjective.test(behind.folded));
  const unit = abbreviated(tokens[at], behind) ?? unitOf(isBetween ? second : behind);
  const [before, other] = [tokens[at - 1], tokens[at - 2]];
  const first = /^[-–—]$/.test(before?.text ?? '') ? tokens[at - 3] : before;
  if (/^aged?$/i.test(first?.text ?? '')) return 'year';
  // "43Б".
  const isGlued = behind?.start === tokens[at]?.end && behind?.means.size === 0;
  if (isGlued && /^\p{Lu}$/u.test(behind?.text ?? '')) return 'house';
  if (isNamed(tokens, at)) return 'name';
  if (/^(?:p|¢|cents?|pence|коп|копе\p{L}+|тиын)$/u.test(behind?.text ?? '')) return 'cent';
  const isPlain = unit === undefined || unit === 'noun';
  const named = before?.text === '.' ? other : before;
  if (named?.kind === 'word' && isPlain && place.test(named.folded)) return 'house';
  if (behind?.kind === 'word' && /^уи(?:д[еи]|ин.*)?$/.test(behind.folded)) return 'house';
  const isAbout =
    about.test(before?.text ?? '') && other?.kind !== 'number' && other?.opens !== true;
  return isAbout && isPlain ? unitOf(before) : unit;
}

/** "2024 г." is a year and "200 г" a weight. */
function abbreviated(
  number: NumberToken | undefined,
  behind: NumberToken | undefined,
): string | undefined {
  if (!/^гг?$/.test(behind?.text ?? '')) return undefined;
  return /^(?:19|20)\d\d$/.test(number?.text ?? '') ? 'year' : 'weight';
}

/** What has a number in an address. */
const place = /^(?:дом|офис|кабинет|каб|квартира|кв|корпус|бутик|suite|apt|office|room)$/;

/** Whether a number names something and counts nothing: "№ 1047", "A-1047". */
function isNamed(tokens: readonly NumberToken[], at: number): boolean {
  const [token, before, word] = [tokens[at], tokens[at - 1], tokens[at - 2]];
  if (before?.text === '#') return true;
  const isGlued = before?.text === '-' && before.end === token?.start && before.start === word?.end;
  return isGlued && /^\p{Lu}/u.test(word?.text ?? '');
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
  'piece',
  'floor',
  'either',
];

export function unitOf(token: NumberToken | undefined): string | undefined {
  if (token?.kind !== 'word' || token.means.has('small')) return undefined;
  if (token.means.size === 0) return 'noun';
  return knownUnits.find((name) => token.means.has(name)) ?? 'noun';
}

/** "третий этаж", "үшінші қабат", "third floor". */
export function floorAt(tokens: readonly NumberToken[], at: number): Mention | undefined {
  const token = tokens[at];
  if (token?.kind !== 'word' || tokens[at + 1]?.means.has('floor') !== true) return undefined;
  const word = numberWord(token.folded, token.cyrillic);
  if (word === undefined || !word.form.startsWith('ord')) return undefined;
  const { start, end } = token;
  return { kind: 'amount', start, end, at, next: at + 1, value: word.value, unit: 'floor' };
}

/** "полгода", "полчаса", "half an hour", "жарты сағат". */
export function halfUnit(tokens: readonly NumberToken[], at: number): Mention | undefined {
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

/** Whether a number is a size and no price: "205/55 R16". */
export function isSize(
  { next, currency, value = 0 }: Mention,
  tokens: readonly NumberToken[],
): boolean {
  const [sign, other] = [tokens[next], tokens[next + 1]];
  return (
    currency === undefined &&
    /^[/xх×]$/.test(sign?.text ?? '') &&
    other?.kind === 'number' &&
    (other.values[0] ?? value) < value
  );
}
