import type { Answer, Question } from './kinds/model.ts';
import { detectLanguage, detectLanguages, type Language } from './language/index.ts';
import { languageNames } from './language-names.ts';
import type { Log } from './log.ts';
import type { Usage } from './turn-record.ts';

/** Shorter answers say too little about their language: names, prices and greetings are alike in all of them. */
const fewestWords = 8;
const fewestLetters = 40;

/** The detector is that sure of whole sentences. */
const leastConfidence = 0.98;

/** What somebody else said or wrote is left as it is, and so are the names of goods: Latin words with a capital. */
const leftAsItIs = /«[^»]*»|“[^”]*”|„[^“]*“|"[^"\n]*"|https?:\/\/\S+|[a-z]*[A-Z][A-Za-z]*/gu;

/**
 * The language of a reply, when it is plainly another one than the wanted: long enough, beyond doubt, with no sentence in
 * the wanted one beside it, and not because of what it quotes or names.
 */
export function otherLanguageOf(text: string, wanted: Language): Language | undefined {
  const own = text.replace(leftAsItIs, ' ');
  const words = own.match(/[\p{L}\p{M}]{2,}/gu) ?? [];
  if (words.length < fewestWords || words.join('').length < fewestLetters) return undefined;
  const { language, confidence } = detectLanguage(own);
  if (language === wanted || confidence < leastConfidence) return undefined;
  return detectLanguages(own).includes(wanted) ? undefined : language;
}

export interface AskParts {
  ask(question: Question, signal: AbortSignal): Promise<Answer>;
  log?: Pick<Log, 'warn'>;
}

/**
 * Asks, and once more in stronger words when the answer is plainly in another language than the wanted one; what both
 * cost is counted. The first answer stands when the second cannot be had. Without `wanted` any language is right.
 */
export async function askIn(
  wanted: Language | undefined,
  chat: string,
  question: Question,
  parts: AskParts,
  signal: AbortSignal,
): Promise<Answer> {
  const first = await parts.ask(question, signal);
  const written = wanted && otherLanguageOf(first.text, wanted);
  if (wanted === undefined || written === undefined) return first;
  parts.log?.warn('reply-language-wrong', { chat, wanted, written });
  const second = await again(parts.ask({ ...question, chat: `${question.chat}${correction(wanted, written)}` }, signal), signal);
  if (!second) return first;
  const better = /\p{L}/u.test(second.text) ? second : first;
  return { ...better, usage: sum(first.usage, second.usage) };
}

async function again(answer: Promise<Answer>, signal: AbortSignal): Promise<Answer | undefined> {
  try {
    return await answer;
  } catch {
    signal.throwIfAborted();
    return undefined;
  }
}

function correction(wanted: Language, written: Language): string {
  const [right, wrong] = [languageNames[wanted], languageNames[written]];
  return `\n\n# Once more\n\nYou have answered this before, but in ${wrong}. Write the whole answer in ${right}. Only if the customer has asked for ${wrong} in this chat, keep to that.`;
}

function sum(one: Usage, other: Usage): Usage {
  const written = (one.written ?? 0) + (other.written ?? 0);
  return {
    ...one,
    input: one.input + other.input,
    cached: one.cached + other.cached,
    output: one.output + other.output,
    ...(written === 0 ? {} : { written }),
  };
}
