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

/** What stands between the words of a mark, also where nobody sees it. */
const gap = String.raw`[*_ \t\u00A0\u200B-\u200D]{0,4}`;
const known = String.raw`not(?:[ _\u00A0-]|\u200B){0,2}known(?![a-z])${gap}`;

/** What models make of the words in other languages. */
const translated =
  `(?:(?:unknown|не ?известно|вопрос без ответа|белгісіз|белгілі емес)${gap}[:：–—]|` +
  `(?:не зна(?:ю|ем)|нет (?:ответа|данных|информации)|білмейм(?:ін|із)|жауабы? жоқ)${gap}[:：])`;

/** What is put around a mark: emphasis, quotes, brackets, the bullet of a list. */
const around = String.raw`[ \t]{0,3}[*_~\`>"«„“\\[【]{0,4}`;

/** The question with brackets in it, up to the one that closes the mark; to the end of its line where none does. */
const inSquare =
  String.raw`[ \t]{0,3}(?:((?:[^[\]【】［］]|\[[^[\]【】［］]{0,100}\]){0,400})[\]】］][*_~\`"»“”.)\]】]{0,4}` +
  String.raw`|\n?([^\n]*)$)`;

/** The name of the function as a word of its own: no piece of an address, no key. */
const word = String.raw`(?<![\w@/."-])not_known\b`;

/** The ways in which models have written the mark, or a call of the function, into an answer; each with its question. */
const marks: readonly RegExp[] = [
  /\[not_known\]([^[]{0,400})\[\/not_known\]/gi,
  new RegExp(`${around}[[【［]${gap}${known}[\\]】］][ \\t]{0,3}[:：]([^\\n]*)`, 'gim'),
  new RegExp(`${around}[[【［]${gap}(?:${known}[:：–—-]?|${translated})${inSquare}`, 'gim'),
  new RegExp(
    `${around}[({<]${gap}${known}[:：]` +
      // One that no question mark ends is a mark where nothing is said behind it.
      String.raw`(?:((?:[^(){}<>\n]|\([^()\n]{0,100}\)){0,400})(?:(?<=\?)[)}>]|[)}>](?=[*_~\`.]{0,4}[ \t]*$))[*_~\`.]{0,4}` +
      String.raw`|([^(){}<>\n]*)$)`,
    'gim',
  ),
  new RegExp(String.raw`^[ \t]{0,3}[*_~\`>(]{0,4}${known}[:：]([^\n]*)$`, 'gim'),
  /```[^`]{0,600}(not_known[^`]{0,600})```/gi,
  /\{\s{0,5}(?:"(?:name|function|tool|type|id)"\s{0,3}:[^{}]{0,100})?"?(not_known\b[^{}]{0,100}(?:\{[^{}]{0,600}\}[^{}]{0,100})?)\}/gi,
  /\{\s{0,5}"(?:name|function|tool)"\s{0,3}:\s{0,3}"(not_known"[^\n]*)$/gim,
  /<[^<>\n]{0,40}not_known[^<>\n]{0,40}>(?:([^<]{0,600})<\/(?:not_known|function\w{0,9}|tool_?call|invoke|call)>)?/gi,
  new RegExp(
    `${word}[ \\t]{0,3}\\(((?:[^()\\n]|\\([^()\\n]{0,100}\\)){0,600})(?:\\)[\`;]{0,2}|$)`,
    'gim',
  ),
  new RegExp(`${word}[ \\t]{0,3}\\n?[ \\t]{0,3}(\\{[^{}\\n]{0,600}\\})`, 'gi'),
  new RegExp(`${word}[ \\t]{0,3}[:：=]([^\\n]*)`, 'gi'),
  // The word alone: what stands behind it is said to the customer.
  new RegExp(`[ \\t]{0,3}[(\`]?${word}(?![@/])[)\`]?`, 'gi'),
];

/** Stands where a mark was, while what is left around it is looked at. */
const gone = '\u{E000}';

/** An answer apart from what it says it does not know; undefined where it says nothing of that. */
export function withoutNotKnown(answer: string): { text: string; question?: string } {
  const questions: string[] = [];
  const take = (_whole: string, ...found: unknown[]): string => {
    const question = found.slice(0, -2).find((each) => typeof each === 'string');
    questions.push(questionIn(typeof question === 'string' ? question : ''));
    return gone;
  };
  let marked = withoutLastItem(answer, take);
  for (const mark of marks) marked = marked.replaceAll(mark, take);
  const text = withoutBegun(questions.length > 0 ? withoutRemains(marked) : marked);
  if (text === answer) return { text };
  const question = questions.find((each) => each !== '');
  return { text: text.trim(), ...(questions.length > 0 ? { question: question ?? '' } : {}) };
}

/** The mark as the item of a list, and any item. */
const markItem = new RegExp(
  String.raw`^[ \t]{0,3}(?:[-–—•]|\d{1,2}[.)])[ \t]{0,3}[*_~\`>(]{0,4}${known}[:：]([^\n]*)$`,
  'i',
);
const anyItem = /^[ \t]{0,9}(?:[-–—•*]|\d{1,2}[.)])[ \t]/;
const isHeading = /[:：][ \t*_]{0,5}$/;

/** Without marks that are items and end the answer: among items of another sort they tell the customer what is not known. */
function withoutLastItem(
  text: string,
  take: (whole: string, ...found: unknown[]) => string,
): string {
  const lines = text.trimEnd().split('\n');
  let first = lines.length;
  while (first > 0 && markItem.test(lines[first - 1] ?? '')) first -= 1;
  const above = lines.slice(0, first).findLast((line) => line.trim() !== '') ?? '';
  if (first === lines.length || anyItem.test(above) || isHeading.test(above)) return text;
  const marked = lines.slice(first).map((line) => line.replace(markItem, take));
  return [...lines.slice(0, first), ...marked].join('\n');
}

/** Without what stood around a mark alone: fences, tags, bullets, quotes, a line that was drawn above it. */
function withoutRemains(text: string): string {
  const fenced = new RegExp(
    String.raw`^[ \t]*(?:\`\`\`\w{0,9}|<[\w-]{1,20}>)\s*${gone}[\s${gone}]*(?:\`\`\`|<\/[\w-]{1,20}>)`,
    'gm',
  );
  const lines = text.replaceAll(fenced, gone).split('\n');
  const kept = lines.map((line) => {
    if (!line.includes(gone)) return line;
    const rest = line.replaceAll(gone, '');
    const words = rest.replaceAll(/<\/?[\w-]{1,20}\/?>?|^\s{0,9}\d{1,2}[.)]\s{0,9}$/g, '');
    return /[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(words) ? rest : '';
  });
  return kept
    .join('\n')
    .trim()
    .replace(/\n[ \t]*[-–—_*]{3,9}$/, '');
}

/** The begin of a mark with which an answer breaks off, and how much of one there must be behind which bracket. */
const begun = 'not known:';
const leastBegun: Readonly<Record<string, number>> = { '[': 1, '【': 1, '(': 3, '{': 3, '<': 3 };

function withoutBegun(text: string): string {
  const at = Math.max(...Object.keys(leastBegun).map((bracket) => text.lastIndexOf(bracket)));
  const least = leastBegun[text.charAt(at)];
  if (least === undefined) return text;
  const rest = text
    .slice(at + 1)
    .trimEnd()
    .toLowerCase()
    .replaceAll('_', ' ');
  if (rest.length < least || !begun.startsWith(rest)) return text;
  return text.slice(0, at).replace(/[*_~`>"\\[\s]{0,9}$/, '');
}

/** What stands around a question that is no part of it. */
const before = ' \t\n"\'«“({*_`:：,=\\';
const behind = ' \t\n"\'»”)]}*_`\\';

function questionIn(written: string): string {
  const [, named] = /"question"\s{0,3}:\s{0,3}"([^"\n]{1,400})"/.exec(written) ?? [];
  const asked = named ?? written;
  let [from, to] = [0, asked.length];
  while (from < to && before.includes(asked.charAt(from))) from += 1;
  while (to > from && behind.includes(asked.charAt(to - 1))) to -= 1;
  return bounded(asked.slice(from, to));
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
