import { foldLetters, isLike } from '../brain/letters.ts';
import { toQuestion } from '../brain/question.ts';
import { topicsOf } from '../brain/topics.ts';
import { actingWords } from './acting-words.ts';
import type { NextStep } from './book-step.ts';
import { lastCall, functionNamed } from './listed-times.ts';
import { membersOf, textIn } from './offered-functions.ts';
import type { Work } from './work.ts';

const inTables: readonly string[] = ['price', 'start', 'size', 'courses', 'hours'];
const mostShown = 3;

/** Looks into the documents of the business: what the sandbox does where the text has no answer; undefined: nothing more. */
export function lookUpStep(work: Work): NextStep | undefined {
  const tables = [...topicsOf(work.said)].some((topic) => inTables.includes(topic));
  const names = tables ? ['find_rows', 'search_knowledge'] : ['search_knowledge', 'find_rows'];
  const found = names
    .flatMap((name) => textsIn(lastCall(work, name)?.result))
    .filter((text) => isAbout(text, work.said));
  if (found.length > 0)
    return `${actingWords[work.language].found}\n${found
      .slice(0, mostShown)
      .map((text) => `• ${text}`)
      .join('\n')}`;
  const next = names.find((name) => functionNamed(work, name) && !lastCall(work, name));
  const query = work.said.replaceAll(/\s+/g, ' ').slice(0, 300);
  return next === undefined || query === '' ? undefined : { name: next, arguments: { query } };
}

function textsIn(result: unknown): string[] {
  const { rows, passages } = membersOf(result);
  const all: unknown[] = [rows, passages].flatMap((list) => (Array.isArray(list) ? list : []));
  return all.map((one) => textIn(membersOf(one)['text'])).filter((text) => text !== '');
}

/** Whether a text names one of the things that are asked about. */
function isAbout(text: string, said: string): boolean {
  const { things } = toQuestion(said);
  const words = foldLetters(text).split(' ');
  return things.length === 0 || things.some((thing) => words.some((word) => isLike(word, thing)));
}
