import { counter, derivedMoments, markCounted, type DerivedFrom } from './derived.ts';
import { followWritten, workOut, type Shown } from './work-out.ts';
import { givenDays, keyOf, type Given, type Part } from './given.ts';
import { givenBy } from './given-by.ts';
import { factorsIn, isHarmless, isNumbering, withoutPhrases } from './harmless.ts';
import { mentionsOf } from './mentions.ts';
import { isOfOtherRow, isOperand, isResult } from './near-row.ts';
import { isOwn, type OwnWords } from './own-numbers.ts';
import { isPrice } from './rows.ts';
import { extentOf, hasAmount, hasDate, hasTime, isHour, isYear } from './has-given.ts';
import {
  isWithoutNumbers,
  numberTokens,
  plainOf,
  type Mention,
  type NumberToken,
} from './tokens.ts';

/** Longer replies are judged in pieces; so many prices of each are compared with the rows of lists. */
const mostCharacters = 12_000;
const mostPrices = 40;

/** A sign or a word of a calculation. */
const calculation =
  /[=×*+÷−]|\d ?[xх/] ?\d|\d [-–] ?\d|(?<!\p{L})(?:по|each|per) |итого|всего|вместе|сумм|разниц|дороже|дешевле|выгод|эконом|плюс|минус|выйд|выход|получ|обойд|обошл|составит|с работой|с доставкой|остат|доплат|к оплате|to pay|in all|бірге|total|altogether|together|difference|cheaper|save|plus|minus|comes to|makes? |барлығы|жалпы|айырма|қымбат|арзан/iu;

/** What is said of a discount, or of a part that is paid. */
const share =
  /скидк|втор(?:ой|ая|ого|ому|ым)|вместо|эконом|предоплат|задат|instead of|discount|deposit|prepay|\boff\b|save|second|екінші|орнына|жеңілдік|алдын ала/iu;

/** So many percents of the sources are tried where a reply names none. */
const mostPercents = 8;

/** Who has said what. */
export interface Vouching {
  /** The business's texts, what functions returned, what the bot and its people said: true as it stands. */
  readonly business: readonly string[];
  /** The customer's words: they vouch for the customer's phone, dates, times and quantities, and for no price, percent, link or address. */
  readonly customer: readonly string[];
  /** The formulas of the reply, as plain text: their small numbers and factors vouch for themselves, prices do not. */
  readonly formulas?: readonly string[];
}

/**
 * What a reply says in numbers that no source says: prices, percents, phones, dates, weekdays beside them, times, counts, links
 * and e-mails, in digits or words of Russian, Kazakh and English; each as it stands in the reply. Empty: nothing is invented.
 * Right are the values of the sources in any spelling, what a calculation in the reply makes of them, and what follows from the
 * day that the sources say it is. A price beside the words of another row of a list is invented, too. Pure, without a model.
 */
export function inventedNumbers(reply: string, sources: readonly string[]): string[] {
  return unvouchedNumbers(reply, () => ({ business: sources, customer: [] }));
}

/** The same, with sources that are asked for only where a reply has numbers, and that do not vouch for everything. */
export function unvouchedNumbers(reply: string, sources: () => Vouching): string[] {
  if (isWithoutNumbers(reply)) return [];
  const found: string[] = [];
  for (let at = 0; at < reply.length;) {
    const line = reply.lastIndexOf('\n', at + mostCharacters);
    const isWhole = reply.length - at <= mostCharacters;
    const end = isWhole || line <= at ? at + mostCharacters : line;
    found.push(...unvouchedIn(reply.slice(at, end), sources));
    at = end;
  }
  return found;
}

/** What was read last: an answer is judged by the business's texts first, and then by all that was said. */
let last = read('');

function read(reply: string) {
  const text = withoutPhrases(plainOf(reply, mostCharacters));
  const tokens = numberTokens(text);
  return { reply, text, tokens, mentions: mentionsOf(tokens) };
}

function unvouchedIn(reply: string, sources: () => Vouching): string[] {
  if (last.reply !== reply) last = read(reply);
  const { text, tokens, mentions } = last;
  if (mentions.length === 0) return [];
  const { business, customer, formulas = [] } = sources();
  const given = givenBy(business);
  const told = { counts: mentions, days: givenDays(mentions) };
  const theirs = { ...givenBy(customer), today: given.today };
  const own: OwnWords = { text, tokens, told, own: theirs, said: customer.join('\n') };
  const known = new Map(
    mentions.map((one) => [
      one,
      isKnown(one, told, tokens, text, given) || (customer.length > 0 && isOwn(one, own)),
    ]),
  );
  const standing = { mentions, known, tokens, given, ...(customer.length > 0 && own) };
  for (const one of [...factorsIn(mentions, formulas), ...derivedMoments(standing)])
    known.set(one, true);
  return wrongOf({ ...standing, text }).map((one) => text.slice(...extentOf(one, tokens)));
}

interface Judged extends DerivedFrom {
  readonly text: string;
}

/** Those that are not known and do not follow from what is, and prices of another row. */
function wrongOf(judged: Judged): Mention[] {
  const { mentions, known, tokens, text, given } = judged;
  const prices = mentions.filter(isPrice);
  const parts = new Map<Mention, Part>();
  for (const [mention, right] of known)
    if (/^(?:amount|percent)$/.test(mention.kind) && !isNumbering(mention, text))
      parts.set(mention, partOf(mention, right, { given, tokens }));
  followWritten(mentions, parts, tokens);
  const shown = shownIn(judged);
  workOut([...parts.values()], shown);
  const isCounted = counter(parts, judged);
  if (markCounted(parts, isCounted)) workOut([...parts.values()], shown);
  // Now more of what calculations are written with is known.
  followWritten(mentions, parts, tokens);
  const operands = new Set(
    prices.filter((one) => isOperand(tokens, one)).map(({ value }) => value),
  );
  return mentions.filter((one) => {
    const part = parts.get(one);
    if (part?.wrong === true || !(part?.known ?? known.get(one))) return true;
    if (!known.get(one)) return false;
    const place = prices.indexOf(one);
    if (place < 0 || place >= mostPrices) return false;
    if (isResult(tokens, one) && operands.has(one.value)) return false;
    const around = {
      from: prices[place - 1]?.next ?? 0,
      to: prices[place + 1]?.at ?? tokens.length,
    };
    return isOfOtherRow(one, tokens, around, given.rows) && !isCounted(one);
  });
}

function shownIn({ mentions, text, given }: Judged): Shown {
  const isShare = share.test(text) && !mentions.some(({ kind }) => kind === 'percent');
  return {
    isCalculation: calculation.test(text),
    percents: isShare ? [...given.percents].slice(0, mostPercents) : [],
  };
}

/** An amount as a part of what is worked out; never one in a currency that the sources do not have. */
function partOf(
  mention: Mention,
  known: boolean,
  { given, tokens }: { readonly given: Given; readonly tokens: readonly NumberToken[] },
): Part {
  const { kind, value = 0, currency, unit, at, next } = mention;
  const foreign =
    currency !== undefined && given.currencies.size > 0 && !given.currencies.has(currency);
  const divides = /^[/÷]$/.test(tokens[at - 1]?.text ?? '');
  return {
    value: foreign ? Number.NaN : value,
    percent: kind === 'percent',
    known,
    wrong: false,
    divides,
    scale: unit === undefined ? 1 : scaleOf(tokens.slice(next, next + 3)),
    isPrice: isPrice(mention),
    unit,
  };
}

/** How many of the smaller unit the unit behind a number has; one where it is none of those that are worked out. */
function scaleOf(behind: readonly NumberToken[]): number {
  const unit = behind.find(({ kind }) => kind === 'word');
  if (unit?.means.has('hour') === true || /^[чh]$/.test(unit?.folded ?? '')) return 60;
  return /^(?:кг|kg|кило|kilo|л$|l$|литр|lit[er])/.test(unit?.folded ?? '') ? 1000 : 1;
}

function isKnown(
  mention: Mention,
  told: Parameters<typeof hasDate>[2],
  tokens: readonly NumberToken[],
  text: string,
  given: Given,
): boolean {
  switch (mention.kind) {
    case 'email':
    case 'link':
    case 'phone':
      return given.keys.has(keyOf(mention));
    case 'percent':
      return given.percents.has(mention.value ?? 0);
    case 'time':
      return hasTime(mention, given) || (mention.value !== undefined && hasAmount(mention, given));
    case 'date':
      return hasDate(mention, tokens, told, given) || hasTime(mention, given);
    case 'roundClock':
      return given.roundClock;
    case 'amount':
      return (
        isHarmless(mention, tokens, text) ||
        hasAmount(mention, given) ||
        isYear(mention, given) ||
        isHour(mention, tokens, given)
      );
  }
}
