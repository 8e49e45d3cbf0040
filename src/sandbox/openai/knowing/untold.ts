import type { AnswerLanguage } from '../brain/language.ts';
import { fromLatin } from '../brain/letters.ts';
import { takeApart } from '../brain/question.ts';
import { askedSenses } from './asked-senses.ts';
import { givers } from './givers.ts';
import type { Ask, Sense, AskedThing } from './senses.ts';
import { isWordAlike, type ToldSentence } from './told.ts';

/** What holds for every course and for everybody, unless something else is said of one. */
const general: ReadonlySet<Sense> = new Set<AskedThing>([
  'english',
  'kazakh',
  'russian',
  'german',
  'chinese',
  'adults',
  'child',
  'teen',
  'level',
  'beginner',
  'program',
]);

/** What a table tells of each course: one row must hold all of it that is asked about. */
const inColumns: ReadonlySet<Sense> = new Set<Sense>([
  ...general,
  'online',
  'ielts',
  'qaztest',
  'business',
]);

/** What is said of everything that is taught, in whatever words. */
const vague: ReadonlySet<Sense> = new Set<AskedThing>(['level', 'beginner', 'program']);

/** What is asked for of one thing in particular: who teaches English need not teach German. */
const particular: ReadonlySet<Ask> = new Set<Ask>(['who', 'name']);

/** Whether the sentences of a business tell what a customer asks, who may type it in Latin letters. */
export function isTold(
  said: string,
  language: AnswerLanguage,
  told: readonly ToldSentence[],
): boolean {
  const typed = language === 'en' ? [said] : [said, fromLatin(said)];
  return typed.some((text) => untoldOf(text, told).length === 0);
}

/** What of that they do not tell: words and senses. */
export function untoldOf(said: string, told: readonly ToldSentence[]): string[] {
  const questions = takeApart(askingPart(said)).questions.map(({ text }) => text);
  const speaks = (thing: AskedThing): boolean => told.some(({ senses }) => senses.has(thing));
  const names = (word: string): boolean =>
    told.some(({ words }) => words.some((other) => isWordAlike(word, other)));
  return askedSenses(questions).flatMap(({ asks, things, others }) => [
    ...others.filter((word) => !names(word)),
    ...things.filter((thing) => !vague.has(thing) && !speaks(thing)),
    ...asks.filter((ask) => !isGiven(ask, things, told)),
  ]);
}

/** The sentences that end in a question mark: the others tell what is behind them. All, where none does. */
function askingPart(said: string): string {
  const sentences = said.split(/(?<=[.!?\n])\s+/);
  const asking = sentences.filter((each) => each.trimEnd().endsWith('?'));
  return asking.length > 0 ? asking.join(' ') : said;
}

/** Whether something is told that is asked for, of just the things that are asked about. */
function isGiven(ask: Ask, things: readonly AskedThing[], told: readonly ToldSentence[]): boolean {
  const giving = told.filter(givers[ask] ?? (({ senses }) => senses.has(ask)));
  const special = things.filter((thing) => particular.has(ask) || !general.has(thing));
  const rows = giving.filter(({ passage }) => passage.columns !== undefined);
  if (rows.length > 0 && things.length > 0 && things.every((thing) => inColumns.has(thing)))
    return isInOneRow(things, special, rows);
  if (special.length === 0) return giving.length > 0;
  const passages = new Set(giving.map(({ passage }) => passage));
  return special.every((thing) =>
    told.some(
      (one) =>
        one.senses.has(thing) &&
        // A price stands beside what it is of; what is free has none.
        (ask === 'price'
          ? giving.includes(one) || one.senses.has('free')
          : passages.has(one.passage)),
    ),
  );
}

/** Whether a row holds all that is special, and of the rest what any row does. */
function isInOneRow(
  things: readonly AskedThing[],
  special: readonly AskedThing[],
  rows: readonly ToldSentence[],
): boolean {
  const named = things.filter(
    (thing) => special.includes(thing) || rows.some(({ senses }) => senses.has(thing)),
  );
  return rows.some(({ senses }) => named.every((thing) => senses.has(thing)));
}
