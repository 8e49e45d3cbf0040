import { answerInPrompt } from '../unknown/answer-in-prompt.ts';
import { questionAndAnswer } from '../unknown/answered-prompt.ts';
import {
  allQuestions,
  endQuestion,
  printedQuestion,
  questionOfNumber,
} from '../unknown/asked-questions.ts';
import type { QuestionGroup } from '../unknown/question-groups.ts';
import type { Calls } from './console-calls.ts';
import type { ConsoleParts } from './console-parts.ts';
import { CallRefused, numberField, textField, type SentFields } from './sent-fields.ts';

/** The longest answer, characters. */
const longestAnswer = 4_000;

/** An open question by the number of any of its duplicates. Throws CallRefused where there is none. */
async function openQuestion({ opened }: ConsoleParts, fields: SentFields): Promise<QuestionGroup> {
  const { journal } = opened.plugins;
  const number = numberField(fields, 'number', { least: 1 });
  const group = questionOfNumber(await allQuestions(journal, opened.world.now()), number);
  if (!group) throw new CallRefused('not-found', 404);
  if (group.state !== 'open') throw new CallRefused('too-late', 409);
  return group;
}

/** What the page asks about questions that the bot did not know an answer to, and does with them, as `wabot questions` does. */
export const questionCalls: Calls = {
  questions: {
    reads: true,
    shared: true,
    run: async ({ opened }) => {
      const groups = await allQuestions(opened.plugins.journal, opened.world.now());
      const open = groups.filter(({ state }) => state === 'open');
      return { questions: open.map(printedQuestion) };
    },
  },
  /** `paste`: what is to be put into the prompt by hand, as it is edited elsewhere. */
  answerQuestion: {
    run: async (parts, fields) => {
      const answer = textField(fields, 'text', longestAnswer).trim();
      if (answer === '') throw new CallRefused('bad-text');
      const { opened, versions, signal } = parts;
      const group = await openQuestion(parts, fields);
      const { question } = group;
      const at = opened.world.now();
      const place = { prompt: opened.plugins.prompt, versions };
      const version = await answerInPrompt(place, { question, answer, at }, signal);
      await endQuestion(opened.plugins.journal, group, { outcome: 'answered', at, by: 'page' });
      const paste = version ? null : questionAndAnswer(question, answer);
      return { version: version?.name ?? null, paste };
    },
  },
  ignoreQuestion: {
    run: async (parts, fields) => {
      const group = await openQuestion(parts, fields);
      const at = parts.opened.world.now();
      const end = { outcome: 'dropped', at, by: 'page' } as const;
      await endQuestion(parts.opened.plugins.journal, group, end);
      return {};
    },
  },
};
