import { statedWeekday } from './dates.ts';
import type { Mention, NumberToken } from './tokens.ts';

const dash = /^[-–—]$/;

const opening =
  /^(?:ноч|ежедн|работ|откр|режим|график|приним|часи|будн|вих|open|daily|every|hours|ашик|жумис|кун)/;

/** Whether a number is an hour at which a business opens or closes: one of two with a dash between, behind a weekday or a word for it. */
export function isOpening(
  tokens: readonly NumberToken[],
  { at, next, value = 25, unit }: Mention,
): boolean {
  const dashed = [tokens[at - 1], tokens[next]].some((token) => dash.test(token?.text ?? ''));
  if (!dashed || value > 24 || unit !== undefined) return false;
  return tokens
    .slice(Math.max(0, at - 6), at)
    .some((token) => statedWeekday(token) !== undefined || opening.test(token.folded));
}

/** "до 5-го числа", "by the 5th". */
function isDayOfMonth(tokens: readonly NumberToken[], next: number): boolean {
  const dashed = tokens[next]?.text === '-' ? 1 : 0;
  return /^(?:го|числ.*|th|rd|nd|st|іне|інде)$/.test(tokens[next + dashed]?.text ?? '');
}

/** Whether a whole number is one of several hours that are listed: "в 7, 11, 15 и 19 часов". */
export function isListedHour(tokens: readonly NumberToken[], { at }: Mention): boolean {
  let first = at;
  while (
    /^(?:,|и|and|және)$/i.test(tokens[first - 1]?.text ?? '') &&
    (tokens[first - 2]?.values[0] ?? 25) <= 24 &&
    first > at - mostListed
  )
    first -= 2;
  return first < at && /^(?:в|at)$/i.test(tokens[first - 1]?.text ?? '');
}

/** So many tokens of a list of hours. */
const mostListed = 24;

const noon = /^(?:noon|midday|полден\p{L}*|полудн\p{L})$/iu;
const midnight = /^(?:midnight|полноч\p{L}*|полуноч\p{L})$/iu;

/** Hours without minutes: "Пн–Пт 9–19", "с 10 до 18", "до полудня". */
export function wholeHours(tokens: readonly NumberToken[], mentions: readonly Mention[]): number[] {
  const named = tokens.flatMap(({ text }) =>
    noon.test(text) ? [720] : midnight.test(text) ? [0, 1440] : [],
  );
  return [...named, ...hoursIn(tokens, mentions)];
}

function hoursIn(tokens: readonly NumberToken[], mentions: readonly Mention[]): number[] {
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
    if (isOpening(tokens, mention) && behind?.at === next + 1 && isHour(behind)) {
      const end = behind.value ?? 0;
      // "Sat 10–2" ends in the afternoon.
      return [value * 60, end * 60, ...(end < value && end < 12 ? [(end + 12) * 60] : [])];
    }
    const led =
      (tokens[at - 1]?.means.has('beforeHour') === true && !isDayOfMonth(tokens, next)) ||
      isListedHour(tokens, mention);
    return led && currency === undefined && (unit === undefined || unit === 'hour')
      ? [value * 60]
      : [];
  });
}
