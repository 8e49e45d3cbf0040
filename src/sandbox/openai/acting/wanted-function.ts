import { namedIn } from './numbered-items.ts';
import { deedsIn, nameAsWords, thingsIn } from './named-things.ts';
import type { OfferedFunction } from './offered-functions.ts';
import { wishOf } from './wishes.ts';

/** Functions that are called for reasons of their own. */
const special: ReadonlySet<string> = new Set([
  'handoff',
  'find_slots',
  'book',
  'move_booking',
  'cancel_booking',
  'my_bookings',
  'search_knowledge',
  'find_rows',
]);

/** Where a customer leaves a wish with the business. */
export const requestFunction = 'save_request';

/**
 * The function that a text plainly asks for; undefined: none. One that does something needs a text that wants just that done; one
 * that only looks needs two things in common with the text, or one where nothing else has an answer (`isNeedy`).
 */
export function wantedFunction(
  said: string,
  offers: readonly OfferedFunction[],
  isNeedy: boolean,
): OfferedFunction | undefined {
  const others = offers.filter(({ name }) => !special.has(name) && name !== requestFunction);
  const scored = others.map((one) => ({ one, score: scoreOf(one, said) }));
  const most = Math.max(0, ...scored.map(({ score }) => score));
  const best = scored.find(({ score }) => score === most)?.one;
  if (best && most >= (isNeedy ? 1 : 2)) return best;
  const wish = wishOf(said);
  const canBook = offers.some(({ name }) => name === 'book');
  const isLeft = wish === 'request' || (wish === 'book' && !canBook);
  return isLeft ? offers.find(({ name }) => name === requestFunction) : undefined;
}

/** Words in the name of a function that changes nothing. */
const looking =
  /\b(?:get|find|list|check|search|show|status|state|track|look|price|prices|free|slots|places|balance|history)\b/;

/** How much a text has in common with a function; 0: it does not ask for it. */
function scoreOf({ name, about, parameters }: OfferedFunction, said: string): number {
  const own = nameAsWords(name);
  const deeds = looking.test(own) ? new Set<string>() : deedsIn(own);
  const isAsked = wishOf(said) !== undefined || !isQuestion(said);
  const wanted = deedsIn(said);
  if (deeds.size > 0 && !(isAsked && !deeds.isDisjointFrom(wanted))) return 0;
  const shared = thingsIn(`${own} ${about}`).intersection(thingsIn(said)).size;
  const values = parameters.flatMap((one) => one.values);
  const named = namedIn(said, values) === undefined ? 0 : 1;
  return shared + named + (deeds.size > 0 ? 2 : 0);
}

function isQuestion(said: string): boolean {
  return (
    said.trim().endsWith('?') ||
    /^(как|сколько|когда|где|what|how|when|where|қалай|қанша)(?!\p{L})/iu.test(said.trim())
  );
}
