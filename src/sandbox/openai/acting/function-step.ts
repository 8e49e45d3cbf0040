import { actingWords, askedIn } from './acting-words.ts';
import { valueOf } from './argument-values.ts';
import type { NextStep } from './book-step.ts';
import { isMade } from './listed-times.ts';
import { deedsIn, nameAsWords } from './named-things.ts';
import { membersOf, type OfferedFunction, type OfferedParameter } from './offered-functions.ts';
import { shownResult } from './shown-result.ts';
import { valueLabel } from './value-labels.ts';
import { requestFunction, wantedFunction } from './wanted-function.ts';
import { declines, wishOf } from './wishes.ts';
import type { DoneCall, Work } from './work.ts';

const everyLanguage = ['ru', 'kk', 'en'] as const;

/** What the customer has said about one wish: the words of it, and what they answered to questions for single values. */
interface Thread {
  wish: string;
  answers: ReadonlyMap<string, string>;
}

/** What the sandbox does next about any function; undefined: the customer asks for none. */
export function functionStep(work: Work, isNeedy: boolean): NextStep | undefined {
  const done = work.done.at(-1);
  if (done) return outcomeOf(done, work);
  const thread = threadOf(work);
  const wanted = wantedFunction(thread.wish, work.offers, isNeedy);
  if (!wanted) return undefined;
  const words = actingWords[work.language];
  if (thread.answers.size > 0 && declines(work.said)) return words.dropped;
  const { values, missing } = filled(wanted, thread, work.today);
  if (missing)
    return `${words.questions.value} «${valueLabel(missing, work.language)}»${choiceOf(missing)}.`;
  return { name: wanted.name, arguments: values };
}

/** The values to choose from, where there are only these. */
function choiceOf({ values }: OfferedParameter): string {
  return values.length === 0 ? '' : ` (${values.join(', ')})`;
}

function filled(
  { parameters }: OfferedFunction,
  { wish, answers }: Thread,
  today: string | undefined,
): { values: Record<string, unknown>; missing?: OfferedParameter } {
  const values: Record<string, unknown> = {};
  for (const parameter of parameters) {
    const answered = everyLanguage
      .map((language) => answers.get(valueLabel(parameter, language)))
      .find((answer) => answer !== undefined);
    const value = valueOf(parameter, { wish, answered, today });
    if (value !== undefined) values[parameter.name] = value;
    else if (parameter.required) return { values, missing: parameter };
  }
  return { values };
}

/** Goes back over the questions for single values to the wish behind them. */
function threadOf({ messages, said }: Work): Thread {
  const answers = new Map<string, string>();
  let answer = said;
  if (isNewMatter(said)) return { wish: said, answers };
  const answered = messages.findLastIndex(({ role }) => role === 'assistant');
  for (const { role, text } of messages.slice(0, answered + 1).toReversed()) {
    const [, label] =
      askedIn(text) === 'value' ? (/«([^»]+)»(?: \(.*\))?\.\s*$/.exec(text) ?? []) : [];
    if (role === 'user') answer = text;
    else if (label === undefined) break;
    // Somebody who does not answer the question is not asked for ever.
    else if (answers.has(label)) return { wish: said, answers: new Map() };
    else answers.set(label, answer);
  }
  return { wish: answer, answers };
}

/** Whether somebody who was asked for a value asks or wants something of their own. */
function isNewMatter(said: string): boolean {
  return said.trim().endsWith('?') || wishOf(said) !== undefined;
}

/** What came of a call, for the customer. */
function outcomeOf({ name, result }: DoneCall, { language }: Work): string {
  const words = actingWords[language];
  const { number } = membersOf(result);
  if (!isMade(result)) return `${words.refused} ${name}:\n${shownResult(result)}`;
  if (name === requestFunction) return `${words.left} ${String(number)}.`;
  const isDeed = deedsIn(nameAsWords(name)).size > 0;
  return `${isDeed ? words.done : words.looked} ${name}:\n${shownResult(result)}`;
}
