import { claimsAction } from '../intents/index.ts';
import type { CalledFunction } from '../kinds/turn-record.ts';

/** Clock times of a text, as `hours:minutes`. */
function clockTimes(text: string): string[] {
  const found = text.matchAll(/(?<!\d)([01]?\d|2[0-3])[:.]([0-5]\d)(?!\d)/g);
  return [...found].map(([, hours, minutes]) => `${Number(hours)}:${minutes}`);
}

/** What a text speaks of: its numbers, and the begins of its longer words. */
function detailsIn(text: string): Set<string> {
  const words = text.toLowerCase().match(/\p{L}{4,}|\d+/gu) ?? [];
  return new Set(words.map((word) => word.slice(0, 5)));
}

/** Says that something was taken back or changed. */
const takenBack =
  /отмен(?:ил|ен|ён|яю|яем)|перен(?:[её]с(?!т|[её]т)|ош|осим)|перезапис(?:ал|ан)|cancell?(?:ed|ing)|reschedul(?:ed|ing)|\bmov(?:ed|ing)|болдырмад|(?:ауыстыр|жылжыт)(?:ыл)?[дт]/i;

/** What names what takes back or changes. */
const undoing =
  /отмен|отказ|перен[её]с|перезапис|удал|сдви|измен|cancel|resched|move|delet|chang|updat|edit|postpon|unbook|revok|withdraw|shift|otmen|peren[eo]s|болдырма|ауыстыр|жылжыт|өзгерт/i;

/** Says that a time is the customer's now. */
const booked =
  /запис(?:ал[аи]?|аны?) (?:вас|тебя|на|во?)(?!\p{L})|вы записан|заброниров|booked|reserved|жазып қойд|жазылды|брондал|брондад/iu;

/** Says that the bot has just booked, and not what had been booked. */
const booksNow =
  /запис(?:ал[аи]?) (?:вас|тебя|на|во?)(?!\p{L})|вы (?:теперь )?записаны|забронировал|(?:\bi|’ve|'ve|have|are|is|were) (?:now )?(?:booked|reserved)|жазып қойд|брондад/iu;

/** The name of what takes back, and puts nothing in its place. */
const onlyTakesBack = /cancel|delet|unbook|revok|withdraw|отмен|отказ|удал|otmen|болдырма/i;

/** The name of what only notes a wish; of what books, too, it is none. */
const notes = /request|lead|callback|inquir|enquir|заявк/i;
const books = /book|reserv|schedul|appoint|запис|брон/i;

/** An end of a stretch («15:00–16:00»), or when somebody should be there («приходите к 14:50»): no time of its own. */
const beside =
  /(?<=\d{1,2}[:.]\d\d\s?(?:[-–—]|до|to|until)\s?|(?:приход|подойд|подход|подъ|жд[её]м|прид|come|arrive|be there|кел)[^.!?\d]{0,20})\d{1,2}[:.]\d\d/giu;

/**
 * Whether a reply that claims to have done something can rest on these calls. What it takes back, one of them took back. One
 * of this turn was done: of a booking it names every time of day that the claim names, of anything else one of them, or it
 * names none at all. A booking rests on no call that only takes back. Or an earlier one was done, which names every time of day of which the reply speaks, or, where it
 * speaks of none, something else of it. A noted wish is no booking.
 */
export function isBackedByCalls(
  reply: string,
  now: readonly CalledFunction[],
  earlier: readonly CalledFunction[],
): boolean {
  return isDoneNow(claimsIn(reply), now) || isDoneBefore(reply, earlier);
}

/** The sentences that claim something; all of a reply that does so only as a whole. */
function claimsIn(reply: string): string[] {
  const claims = reply.split(/(?<=[.!?…])\s+|\n/u).filter((sentence) => claimsAction(sentence));
  return claims.length > 0 ? claims : [reply];
}

function isDoneNow(claims: readonly string[], now: readonly CalledFunction[]): boolean {
  const made = now.filter(({ done }) => done === true);
  const whole = claims.join(' ');
  if (!booksNow.test(whole)) return isMade(whole, made);
  const others = made.filter(({ name }) => !onlyTakesBack.test(name));
  if (others.length === 0) return false;
  const bookings = claims.filter((claim) => booksNow.test(claim) && !takenBack.test(claim));
  return isMade(whole, made) && (bookings.length === 0 || isMade(bookings.join(' '), others));
}

/** Whether calls that were done fit a claim. */
function isMade(claim: string, made: readonly CalledFunction[]): boolean {
  const undone = takenBack.test(claim);
  if (undone && !made.some((call) => undoing.test(wordsOf(call)))) return false;
  const isBooking = !undone && booked.test(claim);
  const times = clockTimes(isBooking ? claim.replaceAll(beside, '') : claim);
  const fit = isBooking && times.length > 0 ? made.filter((call) => !isNote(call)) : made;
  // A moment in another zone names no time of the business's day.
  const known = clockTimes(
    fit
      .map(wordsOf)
      .join(' ')
      .replaceAll(/T[\d:.]+Z/g, ''),
  );
  const isKnown = (at: string): boolean => known.includes(at);
  const isNamed = isBooking ? times.every(isKnown) : times.some(isKnown);
  return fit.length > 0 && (times.length === 0 || known.length === 0 || isNamed);
}

function isNote({ name }: CalledFunction): boolean {
  return notes.test(name) && !books.test(name);
}

function isDoneBefore(reply: string, earlier: readonly CalledFunction[]): boolean {
  const isBooking = !takenBack.test(reply) && booked.test(reply);
  const times = clockTimes(isBooking ? reply.replaceAll(beside, '') : reply);
  const details = detailsIn(reply);
  return earlier.some((call) => {
    if (isBooking && (isNote(call) || onlyTakesBack.test(call.name))) return false;
    if (call.done !== true || (takenBack.test(reply) && !undoing.test(wordsOf(call)))) return false;
    const words = `${call.args} ${call.result}`;
    const known = clockTimes(words);
    return times.length > 0
      ? times.every((time) => known.includes(time))
      : !details.isDisjointFrom(detailsIn(words));
  });
}

function wordsOf({ name, args, result }: CalledFunction): string {
  return `${name} ${args} ${result}`;
}
