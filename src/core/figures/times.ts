import { numberWord } from '../lexicon/number-words.ts';
import type { Mention, NumberToken } from './tokens.ts';
import { valueAt } from './value.ts';

const half = 720;

/** A time on both halves of the day, or on the one that is said. */
export function timesOf(minutes: number, said: NumberToken | undefined): number[] {
  const hour = Math.floor(minutes / 60);
  if (said?.means.has('morning')) return [hour === 12 ? minutes - half : minutes];
  if (said?.means.has('evening')) return [hour < 12 ? minutes + half : minutes];
  if (said?.means.has('nighttime')) return [(hour >= 9 ? minutes + half : minutes) % 1440];
  if (said?.means.has('daytime')) return [hour < 8 ? minutes + half : minutes];
  return hour <= 12 ? [minutes, (minutes + half) % 1440] : [minutes];
}

/** Which half of the day is said behind a time, or before it in Kazakh. */
function saidAt(tokens: readonly NumberToken[], at: number, next: number): NumberToken | undefined {
  const tells = (token: NumberToken | undefined): boolean =>
    ['morning', 'daytime', 'evening', 'nighttime'].some((name) => token?.means.has(name));
  const hours = tokens[next]?.means.has('hour') ? 1 : 0;
  const behind = tokens[next + hours];
  const before = tokens[at - 1]?.means.has('hour') ? tokens[at - 2] : tokens[at - 1];
  // Kazakh says it before, Russian and English behind.
  if (tells(behind) && behind?.means.has('kazakhHalf') === false) return behind;
  return before?.means.has('kazakhHalf') === true ? before : undefined;
}

function mention(
  tokens: readonly NumberToken[],
  at: number,
  next: number,
  times: readonly number[],
): Mention {
  const [first, last] = [tokens[at], tokens[next - 1]];
  return { kind: 'time', start: first?.start ?? 0, end: last?.end ?? 0, at, next, times };
}

/** "18:30", "6:30 pm". */
function clockAt(tokens: readonly NumberToken[], at: number): Mention | undefined {
  const [hour = 0, minute = 0] = tokens[at]?.values ?? [];
  const said = saidAt(tokens, at, at + 1);
  const minutes = hour * 60 + minute;
  return mention(tokens, at, at + 1, said ? timesOf(minutes, said) : [minutes]);
}

/** "половина девятого", "полседьмого", "half past six", "алты жарым". */
function halfAt(tokens: readonly NumberToken[], at: number): Mention | undefined {
  const token = tokens[at];
  const glued = /^пол(?=....)/.test(token?.cyrillic ?? '')
    ? numberWord('', token?.cyrillic.slice(3) ?? '')
    : undefined;
  if (glued?.form === 'ordGen')
    return mention(tokens, at, at + 1, timesOf(glued.value * 60 - 30, saidAt(tokens, at, at + 1)));
  const next = tokens[at + 1];
  const ordinal = next && numberWord(next.folded, next.cyrillic);
  if (token?.means.has('half') && ordinal?.form === 'ordGen')
    return mention(
      tokens,
      at,
      at + 2,
      timesOf(ordinal.value * 60 - 30, saidAt(tokens, at, at + 2)),
    );
  if (token?.means.has('quarter') && ordinal?.form === 'ordGen')
    return mention(
      tokens,
      at,
      at + 2,
      timesOf(ordinal.value * 60 - 45, saidAt(tokens, at, at + 2)),
    );
  const hour = valueAt(tokens, at + 2);
  const past = { half: 30, quarter: 15 };
  for (const [name, minutes] of Object.entries(past)) {
    if (!token?.means.has(name) || hour === undefined || hour.value > 12) continue;
    const sign = next?.text === 'past' ? 1 : next?.text === 'to' ? -1 : 0;
    if (sign !== 0)
      return mention(
        tokens,
        at,
        hour.next,
        timesOf(hour.value * 60 + sign * minutes, saidAt(tokens, at, hour.next)),
      );
  }
  return undefined;
}

/** "без четверти семь", "без десяти восемь". */
function toAt(tokens: readonly NumberToken[], at: number): Mention | undefined {
  if (tokens[at - 1]?.text.toLowerCase() !== 'без') return undefined;
  const isQuarter = tokens[at]?.means.has('quarter') === true;
  const minutes = isQuarter ? { value: 15, next: at + 1 } : valueAt(tokens, at);
  const past = minutes?.next ?? at;
  const hour = valueAt(tokens, tokens[past]?.means.has('minute') ? past + 1 : past);
  if (minutes === undefined || hour === undefined || minutes.value > 30) return undefined;
  if (!Number.isInteger(hour.value) || hour.value < 1 || hour.value > 12) return undefined;
  const time = hour.value * 60 - minutes.value;
  return mention(tokens, at, hour.next, timesOf(time, saidAt(tokens, at, hour.next)));
}

/** "в час дня", "в час ночи": the hour is said without its number. */
function afternoonAt(tokens: readonly NumberToken[], at: number): Mention | undefined {
  if (!/^часу?$/i.test(tokens[at]?.text ?? '')) return undefined;
  const said = tokens[at + 1]?.text;
  if (said === 'дня') return mention(tokens, at, at + 2, [13 * 60]);
  return said === 'ночи' ? mention(tokens, at, at + 2, [60]) : undefined;
}

/** A time of the clock that begins at a token; whole hours only where the half of the day is said: "восемь вечера", "8 pm", "кешкі сегіз". */
export function timeAt(tokens: readonly NumberToken[], at: number): Mention | undefined {
  const token = tokens[at];
  if (token?.kind === 'clock') return clockAt(tokens, at);
  const said = halfAt(tokens, at) ?? toAt(tokens, at) ?? afternoonAt(tokens, at);
  if (said) return said;
  const read = valueAt(tokens, at);
  if (read === undefined || !Number.isInteger(read.value) || read.value > 24) return undefined;
  const andHalf = tokens[read.next]?.means.has('andHalf') === true;
  const next = read.next + (andHalf ? 1 : 0);
  const minutes = read.value * 60 + (andHalf ? 30 : 0);
  const partOfDay = saidAt(tokens, at, next);
  // "через 2 дня" and "2 ночи" are no times, "в 2 дня", "до двух ночи" and "2 часа дня" are.
  const led = /^(?:в|с|до|к|на)$/i.test(tokens[at - 1]?.text ?? '') && read.value <= 12;
  if (
    /^(?:дня|ночи)$/.test(partOfDay?.text ?? '') &&
    !led &&
    tokens[next]?.means.has('hour') !== true
  )
    return undefined;
  if (partOfDay !== undefined) {
    // "на 3 дня" is a length or a time.
    const isEither =
      /^(?:дня|ночи)$/.test(partOfDay.text) && /^на$/i.test(tokens[at - 1]?.text ?? '');
    const days = isEither ? { value: read.value, unit: 'day' } : {};
    return { ...mention(tokens, at, next, timesOf(minutes, partOfDay)), ...days };
  }
  return andHalf ? mention(tokens, at, next, timesOf(minutes, undefined)) : undefined;
}
