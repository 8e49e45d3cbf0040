import { numberWord } from '../lexicon/number-words.ts';
import type { Mention, NamedDate, NumberToken } from './tokens.ts';

const dayMs = 86_400_000;

/** The number of a day since 1970-01-01. */
export function dayNumber(year: number, { date, month }: NamedDate): number {
  return Date.UTC(year, month - 1, date) / dayMs;
}

export function dateOfDay(day: number): NamedDate & { readonly year: number } {
  const at = new Date(day * dayMs);
  return { year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, date: at.getUTCDate() };
}

/** 0 is Monday. */
export function weekdayOfDate(day: number): number {
  return (((day + 3) % 7) + 7) % 7;
}

function named(token: NumberToken | undefined, what: string): number | undefined {
  for (const name of token?.means ?? [])
    if (name.startsWith(what) && /\d$/.test(name)) return Number(name.slice(what.length));
  return undefined;
}

export function monthOf(token: NumberToken | undefined): number | undefined {
  return named(token, 'month');
}

export function statedWeekday(token: NumberToken | undefined): number | undefined {
  return named(token, 'weekday');
}

/** The day of a month that a token is, in digits, as an ordinal or a Kazakh number. */
function dayAt(
  tokens: readonly NumberToken[],
  at: number,
): { date: number; next: number } | undefined {
  const token = tokens[at];
  if (token?.kind === 'number') {
    const date = token.values[0] ?? 0;
    if (!/^\d{1,2}$/.test(token.text) || date < 1) return undefined;
    const glued = tokens[at + 1]?.kind === 'word' && tokens[at + 1]?.start === token.end;
    const isJoined = tokens[at + 1]?.text === '-' && tokens[at + 1]?.start === token.end;
    // "12-желтоқсанда".
    if (isJoined && tokens[at + 2]?.start === tokens[at + 1]?.end && monthOf(tokens[at + 2]))
      return { date, next: at + 2 };
    const dashed =
      tokens[at + 1]?.text === '-' &&
      /^(?:го|е|інде|ында|інен|ына|іне|сы|сінде)$/.test(tokens[at + 2]?.text ?? '');
    const ending = glued && /^(?:st|nd|rd|th|го|ші|шы)$/.test(tokens[at + 1]?.text ?? '');
    return { date, next: at + 1 + (dashed ? 2 : ending ? 1 : 0) };
  }
  // "on" is ten in Kazakh.
  if (token?.kind !== 'word' || /^on$/i.test(token.text)) return undefined;
  const word = numberWord(token.folded, token.cyrillic);
  if (word === undefined) return undefined;
  const unit = tokens[at + 1];
  const second =
    word.tens && unit?.kind === 'word' ? numberWord(unit.folded, unit.cyrillic) : undefined;
  if (second !== undefined && second.value < 10)
    return { date: word.value + second.value, next: at + 2 };
  return { date: word.value, next: at + 1 };
}

function yearAt(tokens: readonly NumberToken[], at: number): { year?: number; next: number } {
  const comma = tokens[at]?.text === ',' ? 1 : 0;
  const token = tokens[at + comma];
  const isSaid = tokens[at + comma + 1]?.folded.startsWith('г') === true;
  return token?.kind === 'number' && (isSaid ? /^(?:19|20)\d\d$/ : /^20[2-4]\d$/).test(token.text)
    ? { year: Number(token.text), next: at + comma + 1 }
    : { next: at };
}

/** "2026 жылғы 17 желтоқсан". */
function yearBefore(tokens: readonly NumberToken[], at: number): number | undefined {
  const [year, word] = [tokens[at - 2], tokens[at - 1]];
  return /^(?:жылғы|жылдың|ж)$/i.test(word?.text ?? '') && /^20\d\d$/.test(year?.text ?? '')
    ? Number(year?.text)
    : undefined;
}

/** "15 декабря 2026", "December 15", "желтоқсанның 15-інде", "15.12.2026", "26.11". */
export function dateAt(tokens: readonly NumberToken[], at: number): Mention | undefined {
  const token = tokens[at];
  if (token === undefined) return undefined;
  const found = (date: NamedDate, next: number): Mention => ({
    kind: 'date',
    start: token.start,
    end: tokens[next - 1]?.end ?? token.end,
    at,
    next,
    date,
  });
  if (token.kind === 'date') {
    const [date = 0, month = 0, year] = token.values;
    const isEither = token.text.includes('/') && month <= 31 && date <= 12;
    // "11/01/2027" is a day of January or of November.
    const swapped = isEither ? { swapped: { date: month, month: date, year } } : {};
    return { ...found({ date, month, year }, at + 1), ...swapped };
  }
  const month = monthOf(token);
  const first = month === undefined ? dayAt(tokens, at) : undefined;
  const of = tokens[first?.next ?? 0]?.text === 'of' ? 1 : 0;
  const behind = first && monthOf(tokens[first.next + of]);
  if (first !== undefined && behind !== undefined) {
    const { year = yearBefore(tokens, at), next } = yearAt(tokens, first.next + of + 1);
    return found({ date: first.date, month: behind, year }, next);
  }
  const the = tokens[at + 1]?.text === 'the' ? 1 : 0;
  const day = month === undefined ? undefined : dayAt(tokens, at + 1 + the);
  if (month === undefined || day === undefined || day.date > 31) return undefined;
  const { year, next } = yearAt(tokens, day.next);
  return found({ date: day.date, month, year }, next);
}

const last = /^(?:последн|last$|сонги)/;

/** "в первый понедельник каждого месяца", "the last Friday of the month": which of the month's, five for the last, and the weekday. */
export function monthWeekdaysOf(tokens: readonly NumberToken[]): [number, number][] {
  return tokens.flatMap((token, at): [number, number][] => {
    const weekday = statedWeekday(token);
    const before = tokens[at - 1];
    if (weekday === undefined || before === undefined) return [];
    if (!tokens.slice(Math.max(0, at - 4), at + 5).some(({ means }) => means.has('month')))
      return [];
    if (last.test(before.folded)) return [[5, weekday]];
    const which = numberWord(before.folded, before.cyrillic);
    return which?.form.startsWith('ord') === true && which.value <= 4
      ? [[which.value, weekday]]
      : [];
  });
}
