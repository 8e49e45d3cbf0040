import { mentionsOf } from '../figures/mentions.ts';
import { type Halting, toEnd } from '../figures/pieces.ts';
import { plainOf } from '../figures/plain.ts';
import {
  isWithoutNumbers,
  type Mention,
  type NumberToken,
  numberTokens,
} from '../figures/tokens.ts';
import { derivedMoments } from './derived.ts';
import { readGiven } from './given-by.ts';
import { type Given, givenDays, keyOf } from './given.ts';
import { factorsIn, isHarmless, withoutPhrases } from './harmless.ts';
import { extentOf, hasDate, isDayOfMonth } from './has-date.ts';
import { hasAmount, hasBare, hasTime, isHour, isShortThousand, isYear } from './has-given.ts';
import { lengthsBetween, lengthsGiven } from './lengths.ts';
import { isOwn, type OwnWords } from './own-numbers.ts';
import { wrongOf } from './wrong.ts';

/** Longer replies are judged in pieces of so many characters. */
const mostCharacters = 12_000;

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
  return unvouchedBy(reply, toEnd(readVouching(sources())));
}

/** What was said, as it was read. */
export interface Vouched {
  readonly business: Given;
  readonly customer: Given;
  /** What the customer said. */
  readonly said: string;
  readonly formulas: readonly string[];
}

/** Reads what was said, in pieces: however long that is, other work can be done between them. */
export function* readVouching(vouching: Vouching): Halting<Vouched> {
  const { business, customer, formulas = [] } = vouching;
  return {
    business: yield* readGiven(business),
    customer: yield* readGiven(customer),
    said: customer.join('\n'),
    formulas,
  };
}

/** The same of what was read. */
export function unvouchedBy(reply: string, vouched: Vouched): string[] {
  const found: string[] = [];
  for (let at = 0; at < reply.length;) {
    const line = reply.lastIndexOf('\n', at + mostCharacters);
    const isWhole = reply.length - at <= mostCharacters;
    const end = isWhole || line <= at ? at + mostCharacters : line;
    found.push(...unvouchedIn(reply.slice(at, end), vouched));
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

function unvouchedIn(reply: string, vouched: Vouched): string[] {
  if (last.reply !== reply) last = read(reply);
  const { text, tokens, mentions } = last;
  if (mentions.length === 0) return [];
  const { business: given, said, formulas } = vouched;
  const told = { counts: mentions, days: givenDays(mentions) };
  const own: OwnWords = {
    text,
    tokens,
    told,
    own: { ...vouched.customer, today: given.today },
    said,
  };
  const known = new Map(
    mentions.map((one) => [
      one,
      isKnown(one, told, tokens, text, given) || (said.length > 0 && isOwn(one, own)),
    ]),
  );
  const standing = { mentions, known, tokens, given, ...(said.length > 0 && own) };
  for (const one of [
    ...factorsIn(mentions, formulas),
    ...derivedMoments(standing),
    ...lengthsBetween(standing),
    ...lengthsGiven(mentions, tokens, given),
  ])
    known.set(one, true);
  return wrongOf({ ...standing, text }).map((one) => text.slice(...extentOf(one, tokens)));
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
      return (
        [mention.date, mention.swapped].some(
          (date) => date !== undefined && hasDate({ ...mention, date }, tokens, told, given),
        ) || hasTime(mention, given)
      );
    case 'roundClock':
      return given.roundClock;
    case 'amount':
      return (
        isHarmless(mention, tokens, text) ||
        (hasAmount(mention, given) && hasBare(mention, tokens, given)) ||
        isYear(mention, given) ||
        isHour(mention, tokens, given) ||
        isShortThousand(mention, tokens, given) ||
        isDayOfMonth(mention, tokens, given)
      );
  }
}
