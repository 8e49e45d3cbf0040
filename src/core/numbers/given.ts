import { dayNumber, weekdayOf } from './dates.ts';
import type { Mention, NamedDate } from './mention.ts';
import { mentionsOf } from './mentions.ts';
import { currencyOf } from './mentions.ts';
import { rowsOf, type Row } from './rows.ts';
import { plainOf, tokensOf, type Token } from './tokens.ts';

/** What the sources of a reply say. */
export interface Given {
  readonly amounts: readonly Mention[];
  readonly percents: ReadonlySet<number>;
  readonly times: ReadonlySet<number>;
  readonly dates: readonly NamedDate[];
  /** 0 is Monday. */
  readonly weekdays: ReadonlySet<number>;
  /** E-mails, links, and the last ten digits of phones. */
  readonly keys: ReadonlySet<string>;
  readonly currencies: ReadonlySet<string>;
  /** The day that it is, counted since 1970-01-01. */
  readonly today?: number | undefined;
  readonly roundClock: boolean;
  readonly rows: readonly Row[];
}

export function keyOf({ kind, key = '' }: Mention): string {
  return kind === 'phone' ? key.slice(-10) : key;
}

const dayAndNight =
  /24\/7|круглосуточн|t[aә]ulik boi|тәулік бойы|day and night|around the clock|24 (?:час|hours|сағат)/i;

export function givenBy(sources: readonly string[]): Given {
  const texts = sources.map(plainOf);
  const read = texts.map((text) => {
    const tokens = tokensOf(text);
    return { text, tokens, mentions: mentionsOf(tokens) };
  });
  const mentions = read.flatMap((one) => one.mentions);
  const of = (kind: Mention['kind']): Mention[] => mentions.filter((one) => one.kind === kind);
  const tokens = read.flatMap((one) => one.tokens);
  return {
    amounts: mentions.filter(({ kind, value }) => kind !== 'percent' && value !== undefined),
    percents: new Set(of('percent').flatMap(({ value }) => value ?? [])),
    times: new Set([
      ...mentions.flatMap(({ times }) => times ?? []),
      ...read.flatMap((one) => wholeHours(one.tokens, one.mentions)),
    ]),
    dates: mentions.flatMap(({ date }) => date ?? []),
    weekdays: new Set(read.flatMap((one) => weekdaysOf(one.tokens))),
    keys: new Set(mentions.filter(({ key }) => key !== undefined).map(keyOf)),
    currencies: new Set(tokens.flatMap((token) => currencyOf(token) ?? [])),
    today: read.map((one) => todayOf(one.tokens, one.mentions)).find((day) => day !== undefined),
    roundClock: texts.some((text) => dayAndNight.test(text)),
    rows: read.flatMap((one) => rowsOf(one.text, one.tokens, one.mentions)),
  };
}

const dash = /^[-–—]$/;

/** Hours without minutes: "Пн–Пт 9–19", "с 10 до 18". */
function wholeHours(tokens: readonly Token[], mentions: readonly Mention[]): number[] {
  return mentions.flatMap((mention, index) => {
    const { kind, value = 25, unit, currency, at, next } = mention;
    const isHour = (other: Mention | undefined): boolean =>
      other?.kind === 'amount' &&
      Number.isInteger(other.value) &&
      (other.value ?? 25) <= 24 &&
      other.currency === undefined &&
      (other.unit === undefined || other.unit === 'hour' || other.unit === 'noun');
    if (kind !== 'amount' || !isHour(mention)) return [];
    const behind = mentions[index + 1];
    if (dash.test(tokens[next]?.text ?? '') && behind?.at === next + 1 && isHour(behind))
      return [value * 60, (behind.value ?? 0) * 60];
    const led = tokens[at - 1]?.means.has('beforeHour') === true;
    return led && currency === undefined && (unit === undefined || unit === 'hour')
      ? [value * 60]
      : [];
  });
}

/** The weekdays that a text names, those between two of them too, less the one that it is today. */
function weekdaysOf(tokens: readonly Token[]): number[] {
  return tokens.flatMap((token, at) => {
    if (token.means.has('workdays')) return [0, 1, 2, 3, 4];
    const day = weekdayOf(token);
    if (day === undefined || tokens.slice(Math.max(0, at - 6), at).some(isToday)) return [];
    const last = dash.test(tokens[at + 1]?.text ?? '') ? weekdayOf(tokens[at + 2]) : undefined;
    if (last === undefined) return [day];
    return Array.from({ length: ((last - day + 7) % 7) + 1 }, (_, more) => (day + more) % 7);
  });
}

const isToday = ({ means }: Token): boolean => means.has('today');

function todayOf(tokens: readonly Token[], mentions: readonly Mention[]): number | undefined {
  const said = mentions.find(
    ({ date, at }) =>
      date?.year !== undefined && tokens.slice(Math.max(0, at - 6), at).some(isToday),
  );
  return said?.date?.year === undefined ? undefined : dayNumber(said.date.year, said.date);
}
