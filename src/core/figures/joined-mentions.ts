import { monthOf } from './dates.ts';
import type { Mention, NumberToken } from './tokens.ts';

/** A range ends with so many times its beginning at most. */
const widestRange = 50;

/** What joins the two ends of a range, and two of a kind. */
const till = /^(?:[-–—]|до|по|to)$/i;
const joined = /^(?:[-–—]|до|по|to|и|или|and|or|мен|пен|бен|және)$/i;

/** The same mentions, each with what the one behind it says of both, and lengths in two units as one. */
export function joinedMentions(
  mentions: readonly Mention[],
  tokens: readonly NumberToken[],
): Mention[] {
  const read = mentions.toReversed().reduce<Mention[]>((behind, mention) => {
    const next = behind.at(-1);
    behind.push(withScale(withUnit(withMonth(mention, next, tokens), next, tokens), next, tokens));
    return behind;
  }, []);
  return read.toReversed().reduce<Mention[]>((before, mention) => {
    before.push(withMonthBefore(mention, before.at(-1), tokens));
    return before;
  }, []);
}

/** "April 10–25": the second is a day of the month that stands before the first. */
function withMonthBefore(
  mention: Mention,
  before: Mention | undefined,
  tokens: readonly NumberToken[],
): Mention {
  const { kind, value = 0, unit, currency } = mention;
  const { date } = before ?? {};
  if (kind !== 'amount' || before === undefined || date === undefined) return mention;
  if (monthOf(tokens[before.at]) === undefined || currency !== undefined) return mention;
  const join = between(before, mention, tokens);
  const isEnd = till.test(join) && (unit === undefined || unit === 'noun');
  if (!isEnd && !(unit === undefined && joined.test(join))) return mention;
  if (!Number.isInteger(value) || value <= date.date || value > 31) return mention;
  return { ...mention, kind: 'date', value: undefined, date: { ...date, date: value } };
}

function between({ next }: Mention, behind: Mention, tokens: readonly NumberToken[]): string {
  return behind.at === next + 1 ? (tokens[next]?.text.toLowerCase() ?? '') : '';
}

/** "С 28 по 31 декабря", "20 и 27 декабря": days of the month that stands behind the second. */
function withMonth(
  mention: Mention,
  behind: Mention | undefined,
  tokens: readonly NumberToken[],
): Mention {
  const { kind, value = 0, unit, currency } = mention;
  if (kind !== 'amount' || behind?.date === undefined || behind.times) return mention;
  const join = between(mention, behind, tokens);
  // "11, 18 и 25 декабря".
  const isListed = join === ',' && behind.next === behind.at + 1;
  if (!(isListed || joined.test(join)) || unit !== undefined || currency !== undefined)
    return mention;
  const isDay = Number.isInteger(value) && value >= 1 && value <= 31;
  // "28 и 31 декабря" have one month, "с 9 до 15.12" do not say so.
  const [first, ...others] = tokens.slice(behind.at, behind.next);
  const isNamed =
    others.some((token) => monthOf(token)) || (first?.kind === 'number' && others.length === 0);
  if (!isDay || !isNamed || value === behind.date.date) return mention;
  return { ...mention, kind: 'date', value: undefined, date: { ...behind.date, date: value } };
}

/** "14–21 день", "9 и 12 лет", "1 500–2 000 ₸": what stands behind the second is the first's, too. */
function withUnit(
  mention: Mention,
  behind: Mention | undefined,
  tokens: readonly NumberToken[],
): Mention {
  const { kind, unit, currency } = mention;
  if (kind !== 'amount' || behind?.kind !== 'amount') return mention;
  if (unit !== undefined || currency !== undefined) return mention;
  const join = between(mention, behind, tokens);
  // "2 на 3 метра".
  if (behind.unit === 'length' && /^(?:на|[xх×])$/i.test(join))
    return { ...mention, unit: 'length' };
  if (!joined.test(join)) return mention;
  const both = till.test(join) ? behind.currency : undefined;
  // "Трайфл × 6 — 9 600 ₸" is no range of prices.
  const isRange = (mention.value ?? 0) * widestRange >= (behind.value ?? 0);
  return {
    ...mention,
    unit: behind.unit === 'noun' ? undefined : behind.unit,
    currency: isRange ? both : undefined,
  };
}

/** "От 15 до 35 тысяч", "15–35 тыс.": both are thousands. */
function withScale(
  mention: Mention,
  behind: Mention | undefined,
  tokens: readonly NumberToken[],
): Mention {
  const { kind, value = 0, at, next } = mention;
  const [first, dash] = [tokens[next - 1], tokens[next]];
  if (kind !== 'amount' || behind?.kind !== 'amount' || next !== at + 1 || first === undefined)
    return mention;
  if (!till.test(between(mention, behind, tokens)) || tokens[behind.at]?.kind !== first.kind)
    return mention;
  const isLed = /^(?:от|from)$/i.test(tokens[at - 1]?.text ?? '') || first.end === dash?.start;
  const scale = (behind.value ?? 0) / (tokens[behind.at]?.values[0] ?? Number.NaN);
  const isLarge = scale === 1000 || scale === 1_000_000;
  if (!isLed || !isLarge || value >= (behind.value ?? 0) / scale) return mention;
  return { ...mention, value: value * scale, currency: behind.currency };
}

/** "An hour and fifteen minutes", "1 ч 15 мин", "час пятнадцать": the lengths of a text that are said in two units, in minutes. */
export function lengthsIn(mentions: readonly Mention[], tokens: readonly NumberToken[]): Mention[] {
  return mentions.flatMap((mention): Mention[] => {
    const { kind, value = 0, unit, currency, at } = mention;
    if (kind !== 'amount' || currency !== undefined || !(value > 0 && value < 60)) return [];
    if (unit !== 'minute' && unit !== undefined && unit !== 'noun') return [];
    const led = tokens[at - 1];
    const place = led?.text === 'и' || led?.text === 'and' || led?.text === ',' ? at - 2 : at - 1;
    const hour = tokens[place]?.text === '.' ? place - 1 : place;
    if (tokens[hour]?.means.has('hour') !== true) return [];
    const before = mentions.find(({ next }) => next === hour);
    const hours = before === undefined ? 1 : before.unit === 'hour' ? (before.value ?? 0) : 0;
    // "В 2 часа 15 человек" tells no length.
    if (hours === 0 || !Number.isInteger(hours) || (unit === undefined && before !== undefined))
      return [];
    const { start } = before ?? mention;
    return [{ ...mention, start, at: before?.at ?? at, value: hours * 60 + value, unit: 'minute' }];
  });
}
