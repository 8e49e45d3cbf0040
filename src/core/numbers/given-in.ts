import { dayNumber, monthWeekdaysOf, statedWeekday } from '../figures/dates.ts';
import { mentionsOf } from '../figures/mentions.ts';
import { lengthsIn } from '../figures/joined-mentions.ts';
import { type Mention, type NumberToken, numberTokens } from '../figures/tokens.ts';
import { currencyOf } from '../figures/units.ts';
import { type Given, givenDays, keyOf, lengthOf } from './given.ts';
import { isKeyedPercent, keyUnit } from '../figures/json-keys.ts';
import { isOpening, wholeHours } from '../figures/opening-hours.ts';
import { freeOf, rowsOf } from './rows.ts';

const dayAndNight =
  /24\/7|круглосуточн|t[aә]ulik boi|тәулік бойы|day and night|around the clock|24 (?:час|hours|сағат)/i;

const monthDay =
  /(?<!\d)(?:(\d{1,2})(?:-?го)? и )?(\d{1,2})\s?-?(?:го|му|е)?\s?числ|\bthe (\d{1,2})(?:st|nd|rd|th)\b(?! of)|(?:әр|ай сайын) айдың (\d{1,2})|айдың (\d{1,2})-/giu;

/** So many of what is free are compared with a price of nothing. */
const mostFree = 20;

/** What a plain text says in numbers. */
export function givenIn(text: string): Given {
  const tokens = numberTokens(text);
  const mentions = mentionsOf(tokens);
  const amounts = amountsOf(tokens, mentions);
  const free = freeOf(text, tokens);
  const dates = mentions.flatMap(({ date, swapped }) =>
    [date, swapped].flatMap((one) => one ?? []),
  );
  return {
    amounts: byValue([...amounts, ...free.map(() => nothing)]),
    lengths: new Set(
      [...amounts, ...lengthsIn(mentions, tokens)].flatMap((one) => lengthOf(one) ?? []),
    ),
    days: givenDays(amounts),
    percents: new Set(
      mentions.flatMap((one) =>
        one.kind === 'percent' || isKeyedPercent(tokens, one) ? (one.value ?? []) : [],
      ),
    ),
    times: new Set([
      ...mentions.flatMap(({ times }) => times ?? []),
      ...wholeHours(tokens, mentions),
    ]),
    dates: [...new Map(dates.map((date) => [Object.values(date).join('-'), date])).values()],
    monthDays: new Set(
      Array.from(text.matchAll(monthDay), (found) =>
        found.slice(1).flatMap((day) => (day ? Number(day) : [])),
      ).flat(),
    ),
    weekdays: new Set(weekdaysOf(tokens)),
    keys: new Set([...mentions.flatMap((one) => (one.key ? keyOf(one) : [])), ...profilesIn(text)]),
    currencies: new Set(tokens.flatMap((token) => currencyOf(token) ?? [])),
    today: todayOf(tokens, mentions),
    now: nowOf(tokens, mentions),
    monthWeekdays: monthWeekdaysOf(tokens),
    roundClock: dayAndNight.test(text),
    rows: [...free.slice(0, mostFree), ...rowsOf(text, tokens, mentions)],
  };
}

/** Those of one kind once. */
function byValue(amounts: readonly Mention[]): Map<number, Mention[]> {
  const kinds = new Map(amounts.map((one) => [`${one.value} ${one.unit} ${one.currency}`, one]));
  return Map.groupBy(kinds.values(), ({ value = 0 }) => value);
}

const street = /^(?:ул|улица|пр|проспект|дом|мкр|офис|stret|ave|avenue|кошеси|уи)$/;

/** Whether a number is that of a house: behind a name that has a capital, with nothing that it counts. */
function isHouse(
  tokens: readonly NumberToken[],
  { at, value = 0, unit, currency }: Mention,
): boolean {
  const before = tokens[at - 1];
  if (before?.kind !== 'word' || unit !== undefined || currency !== undefined) return false;
  return value < 1000 && (street.test(before.folded) || /^\p{Lu}/u.test(before.text));
}

/** "Children under 6 stay free" counts no "stay". */
function isAge(tokens: readonly NumberToken[], { at, value = 0 }: Mention): boolean {
  if (
    value > 18 ||
    !/^(?:under|over|from|до|от|с|младше|старше)$/i.test(tokens[at - 1]?.text ?? '')
  )
    return false;
  return tokens
    .slice(Math.max(0, at - 4), at - 1)
    .some(({ means }) => means.has('people') || means.has('either'));
}

/** Amounts and counts, less the hours at which a business opens; house numbers count nothing but houses. */
function amountsOf(tokens: readonly NumberToken[], mentions: readonly Mention[]): Mention[] {
  const counts = mentions.filter(
    (one) => one.kind !== 'percent' && one.value !== undefined && !isOpening(tokens, one),
  );
  return counts.map((one) => {
    const unit = isHouse(tokens, one) ? 'house' : keyUnit(tokens, one);
    if (one.unit === 'noun' && isAge(tokens, one)) return { ...one, unit: undefined };
    return unit === undefined ? one : { ...one, unit };
  });
}

/** The weekdays that a text names, those between two of them too, less the one that it is today. */
function weekdaysOf(tokens: readonly NumberToken[]): number[] {
  return tokens.flatMap((token, at) => {
    if (token.means.has('workdays')) return [0, 1, 2, 3, 4];
    const day = statedWeekday(token);
    if (day === undefined || tokens.slice(Math.max(0, at - 6), at).some(isToday)) return [];
    const last = dash.test(tokens[at + 1]?.text ?? '') ? statedWeekday(tokens[at + 2]) : undefined;
    if (last === undefined) return [day];
    return Array.from({ length: ((last - day + 7) % 7) + 1 }, (_, more) => (day + more) % 7);
  });
}

const dash = /^[-–—]$/;

const isToday = ({ means }: NumberToken): boolean => means.has('today');

/** "It is Tuesday, 24 November 2026". */
const isItIs = (token: NumberToken, before: NumberToken | undefined): boolean =>
  token.text === 'is' && before?.text === 'It';

function todayOf(tokens: readonly NumberToken[], mentions: readonly Mention[]): number | undefined {
  const said = mentions.find(
    ({ date, at }) =>
      date?.year !== undefined &&
      tokens
        .slice(Math.max(0, at - 6), at)
        .some((token, index, near) => isToday(token) || isItIs(token, near[index - 1])),
  );
  return said?.date?.year === undefined ? undefined : dayNumber(said.date.year, said.date);
}

/** The time beside the day that it is. */
function nowOf(tokens: readonly NumberToken[], mentions: readonly Mention[]): number | undefined {
  if (todayOf(tokens, mentions) === undefined) return undefined;
  const said = mentions.findIndex(({ date }) => date?.year !== undefined);
  const behind = mentions[said + 1];
  const isNear = (behind?.at ?? 0) <= (mentions[said]?.next ?? 0) + 2;
  return isNear && behind?.kind === 'time' ? behind.times?.[0] : undefined;
}

/** What is to be paid for what is free. */
const nothing: Mention = { kind: 'amount', start: 0, end: 0, at: 0, next: 0, value: 0 };

/** Networks by how they are named, and the address before a name in them. */
const networks: readonly (readonly [RegExp, string])[] = [
  [
    /(?:instagram|инстаграм\p{L}{0,2}|инст[аыу])[\s:—–-]{1,3}@?([a-z\d_.]{3,30})/giu,
    'instagram.com/',
  ],
  [/(?:telegram|телеграм\p{L}{0,2}|тг)[\s:—–-]{1,3}@([a-z\d_.]{3,30})/giu, 't.me/'],
  [/(?:tik-?tok|тик-?ток)[\s:—–-]{1,3}@?([a-z\d_.]{3,30})/giu, 'tiktok.com/@'],
];

/** The addresses of profiles that a source names: "Instagram: @school". */
function profilesIn(text: string): string[] {
  return networks.flatMap(([named, address]) =>
    Array.from(
      text.matchAll(named),
      ([, name = '']) => `${address}${name.toLowerCase().replace(/\.{1,9}$/, '')}`,
    ),
  );
}
