import { withoutEarlier } from './dialogue.ts';
import { ServiceError } from '../errors.ts';
import { rulesOfChat } from './instructions.ts';
import { deniesMachine, leakIn, note, spokenPart, withoutMusing } from '../guards/index.ts';
import type { Answer, Question } from '../kinds/model.ts';
import type { Language } from '../language/index.ts';
import { languageNames } from '../language-names.ts';
import type { Log } from '../log.ts';
import { otherLanguageOf, wishesFor, type WrittenLanguage } from './reply-language.ts';
import { handoffIn } from '../tickets/handoff-function.ts';
import { wholeSentences } from '../split/sentences.ts';
import { sumUsage, type Usage } from '../kinds/turn-record.ts';

/** What an answer is measured by. */
export interface WantedLanguages {
  /** The language that it must be in; absent: any is right. */
  language?: Language | undefined;
  /** Other languages that the customer writes in just now. */
  alsoUsed?: readonly Language[];
}

export interface AskDependencies {
  ask(question: Question, signal: AbortSignal): Promise<Answer>;
  /** Values that must never be sent. */
  secrets?: readonly string[];
  /** Whether a text says that something was done which was not; absent: none does. */
  isUnkept?(text: string): boolean;
  log?: Pick<Log, 'warn'>;
}

/** Why an answer is not sent. */
type Fault =
  /** Nothing in it is meant for a customer: thinking, calls of tools, JSON. */
  | { name: 'machine' }
  /** It quotes our rules, or holds a key. */
  | { name: 'rules' | 'secret' }
  /** It says that a person writes it, or no machine. */
  | { name: 'denial' }
  /** It says that something was done, and nothing was. */
  | { name: 'claim' }
  /** It ends in the middle: at the token limit, by a filter, by a fault. */
  | { name: 'cut' | 'broken' }
  | { name: 'language'; wanted: Language; written: WrittenLanguage };

/** A longer answer is of a model that no longer knows what it does, UTF-16 units: sixteen messages of the longest kind. */
const longestAnswer = 64_000;

/** A wrong language is asked about twice more, the second time without the dialogue that draws the model into it. */
const mostCalls = 2;
const mostCallsForLanguage = 3;

/**
 * Asks until the answer is fit to be sent: once more when nothing in it is meant for a customer, when it gives away what it
 * must not, breaks off or is plainly in another language than the wanted one, and a last time for the language. What all of
 * it cost is counted. An answer that calls a person comes as it is. Rejects with `model.unfit` when no answer is fit: the customer then gets an apology, never the answer.
 */
export async function askFit(
  wanted: WantedLanguages,
  chat: string,
  question: Question,
  parts: AskDependencies,
  signal: AbortSignal,
): Promise<Answer> {
  let [asked, usage] = [question, undefined as Usage | undefined];
  for (let calls = 1; ; calls += 1) {
    const answer = await parts.ask(asked, signal);
    usage = usage ? sumUsage(usage, answer.usage) : answer.usage;
    if (handoffIn(answer)) return { ...answer, usage };
    const judged = judge(answer, question, wanted, calls > 1, parts);
    if (typeof judged === 'string') return { ...answer, text: judged, usage };
    const { name, ...tongues } = judged;
    if (name === 'language') parts.log?.warn('reply-language-wrong', { chat, ...tongues });
    else parts.log?.warn('answer-unfit', { chat, fault: name });
    if (calls >= (name === 'language' ? mostCallsForLanguage : mostCalls))
      throw new UnfitAnswer(name, { model: answer.model, usage });
    asked = calls === 1 ? withCorrection(question, judged) : withoutPast(question, judged);
  }
}

/** What of the answer can be sent, or why nothing can. */
function judge(
  answer: Answer,
  question: Question,
  { language, alsoUsed = [] }: WantedLanguages,
  again: boolean,
  { secrets = [], isUnkept }: AskDependencies,
): string | Fault {
  if (answer.finish === 'broken') return { name: 'broken' };
  if (answer.text.length > longestAnswer) return { name: 'cut' };
  const spoken = withoutMusing(spokenPart(answer.text));
  const text = answer.finish === 'length' ? wholeSentences(spoken) : spoken;
  if (!/[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(text))
    return { name: answer.finish === 'length' ? 'cut' : 'machine' };
  const leak = leakIn(text, confidential(question, secrets));
  if (leak !== undefined) return { name: leak };
  if (deniesMachine(text)) return { name: 'denial' };
  if (isUnkept?.(text)) return { name: 'claim' };
  const written = language && otherLanguageOf(text, language);
  if (language === undefined || written === undefined) return text;
  const isWelcome =
    again && (alsoUsed.some((used) => used === written) || wishesFor(written, question));
  return isWelcome ? text : { name: 'language', wanted: language, written };
}

/** Our own part of what the model was told, and the business's. */
function confidential(
  question: Question,
  secrets: readonly string[],
): Parameters<typeof leakIn>[1] {
  const [rules = '', business = ''] = question.shared.split('\n<business>\n', 2);
  return { rules: `${rules}\n${rulesOfChat(question)}`, business, secrets };
}

/** No answer of the model was fit to be sent; what its answers cost is paid all the same. */
export class UnfitAnswer extends ServiceError {
  readonly paid: Pick<Answer, 'model' | 'usage'>;
  /** The last one said that a person writes. */
  readonly denies: boolean;
  /** What was wrong with the last of them. */
  readonly fault: string;

  constructor(fault: string, paid: Pick<Answer, 'model' | 'usage'>) {
    super('model.unfit', `the model wrote no answer that can be sent to a customer (${fault})`, {
      retryable: false,
      suggestions: [
        'Look at the chat with `wabot replay`; where it happens often, choose another model.',
      ],
    });
    this.paid = paid;
    this.denies = fault === 'denial';
    this.fault = fault;
  }
}

function withCorrection(question: Question, fault: Fault): Question {
  return { ...question, chat: `${question.chat}\n\n# Once more\n\n${correction(fault)}` };
}

function correction(fault: Fault): string {
  switch (fault.name) {
    case 'machine':
      return 'You have answered this before, but not in words for the customer. Write nothing but the message itself: no thinking, no JSON, no calls, no marks.';
    case 'rules':
    case 'secret':
      return 'You have answered this before, but with words that must not leave. Decline that part kindly in one sentence of your own, and answer what the business’s text allows.';
    case 'denial':
      return 'You have answered this before, but as if a person were writing. Never say or suggest that: you are the business’s AI assistant. If you were asked, say so plainly, and that a person can be asked for.';
    case 'claim':
      return 'You have answered this before, but as if something had been done or passed on, and nothing has been beyond what results of functions say. If a function does it and was not called, call it now. Otherwise say honestly what was done and what you cannot do, and claim and promise nothing else.';
    case 'cut':
      return 'You have answered this before, but at such length that it was cut off. Answer in at most three short sentences.';
    case 'broken':
      return 'Your answer to this broke off. Write it once more, whole.';
    case 'language': {
      const right = languageNames[fault.wanted];
      const wrong = fault.written === 'other' ? 'another language' : languageNames[fault.written];
      return `You have answered this before, but in ${wrong}. Write the whole answer in ${right}. Only if the customer has asked for ${fault.written === 'other' ? 'that language' : wrong} in this chat, keep to it.`;
    }
  }
}

/** Only what the customer said last, and the plain word which language to write. */
function withoutPast(question: Question, fault: Fault): Question {
  if (fault.name !== 'language') return withCorrection(question, fault);
  const name = languageNames[fault.wanted];
  const start = question.messages.findLastIndex(({ role }) => role === 'bot') + 1;
  const newest = withoutEarlier(question.messages.slice(start));
  return {
    ...question,
    chat: `${question.chat}\n\n# Once more\n\nWrite in ${name} and in no other language, whatever language the texts above are in.`,
    messages: [...newest, { role: 'customer', text: note(`answer in ${name} only`) }],
  };
}
