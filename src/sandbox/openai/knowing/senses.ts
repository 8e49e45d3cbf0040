import { foldLetters } from '../brain/letters.ts';
import { asks } from './asks.ts';
import { things } from './things.ts';

/** What a question asks for. */
export type Ask = keyof typeof asks;

/** What it is about. */
export type AskedThing = keyof typeof things;

/** Either. */
export type Sense = Ask | AskedThing;

/** As it is typed, Latin letters among it. */
const howMany = /(?<= )ско(?:ль?)?к[оа]?(?= )/g;

const wordEnd = /(?<!\(\?<?)!/g;

const patterns = Object.entries({ ...asks, ...things }).map(([name, beginnings]) => ({
  name: name as Sense,
  words: new RegExp(
    `(?<= )(?:${beginnings.replaceAll(/\s*\n\s*/g, '').replaceAll(wordEnd, '(?= )')})[^ ]*`,
    'gu',
  ),
}));

/** What a text speaks of, and its folded words that belong to none of that. */
export function sensesOf(text: string): { senses: Set<Sense>; others: string[] } {
  const padded = ` ${foldLetters(text)} `.replaceAll(howMany, 'сколько');
  const senses = new Set<Sense>();
  const left = padded.split('');
  for (const { name, words } of patterns)
    for (const { index, 0: found } of padded.matchAll(words)) {
      senses.add(name);
      left.fill(' ', index, index + found.length);
    }
  const others = left.join('').split(' ');
  return { senses, others: others.filter((word) => word !== '') };
}

/** Whether a sense is something that is asked for. */
export function isAsk(sense: Sense): sense is Ask {
  return sense in asks;
}
