import type { PriceList } from '../costs/prices.ts';
import { costOf } from '../costs/usage.ts';
import type { CalledFunction } from '../kinds/turn-record.ts';
import { detectLanguage } from '../language/index.ts';
import { languageNames } from '../language-names.ts';
import { unvouchedNumbers } from '../numbers/invented-numbers.ts';
import { fieldsOf } from '../unknown-object.ts';
import type { EvalExpectation, Expected } from '../eval-cases/eval-case.ts';
import type { Happened } from './happened.ts';
import { holdsWords, stemsOf } from '../verdicts/stems.ts';
import type { ModelOpinion } from '../verdicts/verdict.ts';

/** What is looked at beside what happened. */
export interface Judging {
  prices: PriceList;
  isPaused(): Promise<boolean>;
  /** Whether these replies mean that, in the opinion of a model; undefined where none says. */
  opinion(text: string, replies: readonly string[]): Promise<ModelOpinion | undefined>;
}

/** What is wrong, in words; undefined where it is as expected. `opinion`: why a model finds so, of what one judged. */
export interface EvalVerdict {
  problem?: string;
  opinion?: string;
}

/** Holds an expectation against what happened. */
export async function judge(
  { expected, isNot, written }: EvalExpectation,
  happened: Happened,
  judging: Judging,
): Promise<EvalVerdict> {
  const found = await look(expected, happened, judging);
  if (!found) return {};
  const { holds, problem, why } = found;
  const opinion = why === undefined ? {} : { opinion: why };
  if (holds !== isNot) return opinion;
  return { ...opinion, problem: isNot ? `This must not be: ${written}` : problem };
}

interface Look {
  holds: boolean;
  /** What is wrong where it does not hold. */
  problem: string;
  why?: string;
}

/** Undefined where nobody can tell. */
async function look(
  expected: Expected,
  happened: Happened,
  judging: Judging,
): Promise<Look | undefined> {
  const { replies, opened, calls } = happened;
  switch (expected.type) {
    case 'words':
      return words(expected, replies);
    case 'language':
      return language(expected, replies);
    case 'numbers':
      return numbers(happened);
    case 'function':
      return called(expected, calls);
    case 'handed':
      return { holds: opened.includes('ticket'), problem: 'The chat was not handed to a person.' };
    case 'silent':
      return { holds: replies.length === 0, problem: 'The bot should have said nothing.' };
    case 'paused':
      return { holds: await judging.isPaused(), problem: 'The bot is not silent in this chat.' };
    case 'cost':
      return cost(expected, happened, judging.prices);
    case 'seconds': {
      const seconds = happened.ms / 1000;
      return { holds: seconds <= expected.most, problem: `It took ${seconds.toFixed(1)} s.` };
    }
    case 'means': {
      if (replies.length === 0) return { holds: false, problem: 'The bot said nothing.' };
      const found = await judging.opinion(expected.text, replies);
      return found && { ...found, problem: opinionProblem(found) };
    }
  }
}

function opinionProblem({ why }: ModelOpinion): string {
  return why === '' ? 'A model finds that it does not mean this.' : `A model finds: ${why}`;
}

function words(
  { how, words: wanted }: Extract<Expected, { type: 'words' }>,
  replies: readonly string[],
): Look {
  const answer = replies.join('\n');
  const text = stemsOf(answer);
  const missing = wanted.filter((each) => {
    const stems = stemsOf(each);
    // "₸" and "🙂" have no words: they are looked for as they stand.
    return stems.length > 0 ? !holdsWords(text, stems) : !answer.includes(each);
  });
  const named = (list: readonly string[]): string => list.map((each) => `"${each}"`).join(', ');
  if (replies.length === 0 && how !== 'none')
    return { holds: false, problem: 'The bot said nothing.' };
  switch (how) {
    case 'all':
      return { holds: missing.length === 0, problem: `The answer lacks ${named(missing)}.` };
    case 'any':
      return {
        holds: missing.length < wanted.length,
        problem: `The answer has none of ${named(wanted)}.`,
      };
    case 'none': {
      const there = wanted.filter((each) => !missing.includes(each));
      return { holds: there.length === 0, problem: `The answer has ${named(there)}.` };
    }
  }
}

function language(
  { language: wanted }: Extract<Expected, { type: 'language' }>,
  replies: readonly string[],
): Look {
  if (replies.length === 0) return { holds: false, problem: 'The bot said nothing.' };
  const { language: found } = detectLanguage(replies.join('\n'), { previous: wanted });
  return { holds: found === wanted, problem: `The answer is in ${languageNames[found]}.` };
}

/** What the bot says without a model is its own, and vouched for. */
function numbers({ replies, asked, calls }: Happened): Look {
  if (asked.length === 0) return { holds: true, problem: '' };
  const said = asked.flatMap(({ question }) => question.messages);
  const results = said.flatMap(({ calls: all = [] }) => all.map(({ result }) => result));
  const business = [
    ...asked.flatMap(({ question }) => [question.shared, question.chat]),
    ...said.filter(({ role }) => role === 'bot').map(({ text }) => text),
    ...results,
    ...calls.map(({ result }) => result),
  ];
  const customer = said.filter(({ role }) => role === 'customer').map(({ text }) => text);
  const wrong = unvouchedNumbers(replies.join('\n'), () => ({ business, customer }));
  const named = wrong.map((each) => `"${each.trim()}"`).join(', ');
  return { holds: wrong.length === 0, problem: `The prompt does not say ${named}.` };
}

function called(
  { name, args }: Extract<Expected, { type: 'function' }>,
  calls: readonly CalledFunction[],
): Look {
  const ofName = calls.filter((call) => call.name === name);
  const wanted = Object.entries(args);
  const holds = ofName.some((call) => {
    const given = fieldsOf(parsed(call.args));
    return wanted.every(([key, value]) => isAlike(given[key], value));
  });
  const others = calls.map((call) => call.name).join(', ');
  if (ofName.length === 0)
    return {
      holds,
      problem:
        others === ''
          ? `The function ${name} was not called.`
          : `The function ${name} was not called; called were: ${others}.`,
    };
  return { holds, problem: `The function ${name} was called with ${ofName.at(-1)?.args ?? ''}.` };
}

/** A value of a call is as expected: the same, or a text that has these words. */
function isAlike(given: unknown, wanted: unknown): boolean {
  if (typeof given === 'string' && typeof wanted === 'string')
    return given === wanted || holdsWords(stemsOf(given), stemsOf(wanted));
  return JSON.stringify(given) === JSON.stringify(wanted) || String(given) === String(wanted);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function cost(
  { most }: Extract<Expected, { type: 'cost' }>,
  { spent }: Happened,
  prices: PriceList,
): Look {
  const all = spent.map((each) => costOf({ kind: 'answer', ...each }, prices));
  const unpriced = all.flatMap((each) => each.unpriced);
  const money = all.reduce((sum, each) => sum + each.money, 0);
  if (unpriced.length > 0)
    return { holds: false, problem: `The price of ${unpriced.join(', ')} is not known.` };
  return { holds: money <= most, problem: `It cost $${money.toFixed(4)}.` };
}
