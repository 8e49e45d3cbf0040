import type { FunctionCall, FunctionOffer } from '../kinds/model.ts';

/** The name of the function by which the model says that it does not know something. */
export const notKnownName = 'not_known';

/** How the model says so: by the function or, where the server has none, by a last line. */
export type UnknownMark = 'function' | 'line';

/** The function; the same for all chats. */
export const notKnownOffer: FunctionOffer = {
  name: notKnownName,
  description:
    'Notes for the business a question of the customer about the business that you cannot answer from what you know, so that its people can write the answer down. Call it beside your answer to the customer, once for a question. Do not call it for what you can answer, for greetings and thanks, or for what has nothing to do with the business.',
  parameters: {
    type: 'object',
    properties: {
      question: {
        type: 'string',
        description:
          'What was asked, as one short question in the language of the customer that is understood without the chat; no names, phone numbers or other data of the customer.',
      },
    },
    required: ['question'],
    additionalProperties: false,
  },
};

/** What the rules say of it; the same for all chats of a business. */
export const unknownRules: Readonly<Record<UnknownMark, string>> = {
  function: `- Where the customer asks something about the business that you do not know, also call the function \`${notKnownName}\` with the question, beside your honest answer. Not for what you know, for greetings and thanks, or for what has nothing to do with the business.\n`,
  line: '- Where the customer asks something about the business that you do not know, write below your honest answer one last line: [not known: the question, short, in the customer’s language, without names and numbers of the customer]. The system takes this line away and notes the question. Not for what you know, for greetings and thanks, or for what has nothing to do with the business.\n',
};

/** Of a question, in UTF-16 units. */
const longestQuestion = 300;

/** The mark and what models make of it in other languages, with what they put around it; up to the end of its line where it is never closed. */
const mark = new RegExp(
  String.raw`[ \t]{0,3}[*_~\`>"«„“]{0,4}[[【][*_ \t]{0,3}` +
    String.raw`(?:not[ _-]{0,2}known(?![a-z])[*_ \t]{0,3}[:：–—-]?|(?:unknown|не ?известно|не знаю|белгісіз|білмеймін)[*_ \t]{0,3}[:：])` +
    String.raw`[ \t]{0,3}(?:([^\]】]{0,400})[\]】][*_~\`"»“”.]{0,4}|\n?([^\n]*)$)`,
  'gim',
);

/** A line of it without brackets, or a call that was written as a line. */
const writtenLine =
  /^[ \t]{0,3}[*_~`>(]{0,4}(?:not[ _-]known[ \t]{0,3}[:：]|not_known[ \t]{0,3}[([])([^\n]*)$/gim;

/** The begin of a mark with which an answer breaks off. */
const begun = '[not known:';

/** An answer apart from what it says it does not know; undefined where it says nothing of that. */
export function withoutNotKnown(answer: string): { text: string; question?: string } {
  const questions: string[] = [];
  const take = (_whole: string, ...found: unknown[]): string => {
    const question = found.slice(0, -2).find((each) => typeof each === 'string');
    questions.push(questionIn(typeof question === 'string' ? question : ''));
    return '';
  };
  const marked = answer.replaceAll(mark, take).replaceAll(writtenLine, take);
  const text = withoutBegun(marked);
  if (text === answer) return { text };
  const question = questions.find((each) => each !== '');
  return { text: text.trim(), ...(questions.length > 0 ? { question: question ?? '' } : {}) };
}

function withoutBegun(text: string): string {
  const at = text.lastIndexOf('[');
  const rest = at < 0 ? '' : text.slice(at).trimEnd().toLowerCase().replaceAll('_', ' ');
  return rest.length > 1 && begun.startsWith(rest) ? text.slice(0, at).trimEnd() : text;
}

/** What stands around a question that is no part of it. */
const before = ' \t\n"\'«“({';
const behind = ' \t\n"\'»”)]}*_`';

function questionIn(written: string): string {
  let [from, to] = [0, written.length];
  while (from < to && before.includes(written.charAt(from))) from += 1;
  while (to > from && behind.includes(written.charAt(to - 1))) to -= 1;
  return bounded(written.slice(from, to));
}

/** The question of a call; empty where it holds none. */
export function questionOfCall({ arguments: written }: Pick<FunctionCall, 'arguments'>): string {
  try {
    const value: unknown = JSON.parse(written);
    const question: unknown =
      typeof value === 'object' && value !== null && 'question' in value ? value.question : '';
    return typeof question === 'string' ? bounded(question) : '';
  } catch {
    return '';
  }
}

/** On one line and cut. */
function bounded(question: string): string {
  const line = question.replaceAll(/\s+/g, ' ').trim();
  return line.length <= longestQuestion
    ? line
    : `${line.slice(0, longestQuestion - 1).toWellFormed()}…`;
}
