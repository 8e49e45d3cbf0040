import type {
  Evidence,
  Examined,
  Guard,
  Instead,
  Objection,
  WantedLanguages,
} from '../answer-guards/guard.ts';
import { withActed } from '../answer-guards/acted-evidence.ts';
import { guardsInOrder } from '../answer-guards/order.ts';
import { ServiceError } from '../errors.ts';
import { isActed, type Answer, type OwnDeed, type Question } from '../kinds/model.ts';
import { sumUsage, type Objected, type Usage } from '../kinds/turn-record.ts';
import type { Log } from '../log.ts';
import type { GuardName } from '../settings/guard-settings.ts';
import { doneBy } from '../tools/own-deeds.ts';
import { handoffIn } from '../tickets/handoff-function.ts';
import { withoutEarlier } from './dialogue.ts';
import { rulesOfChat } from './instructions.ts';

export interface AskDependencies {
  ask(question: Question, signal: AbortSignal): Promise<Answer>;
  /** Values that must never be sent. */
  secrets?: readonly string[];
  /** What an answer can rest on; absent: no answer is measured by it. */
  evidence?: Evidence;
  /** Guards that do not look; absent: all do. */
  guardsOff?: readonly GuardName[];
  log?: Pick<Log, 'warn'>;
}

/** An answer that can be sent, and what guards objected to before it. */
export interface FitAnswer extends Answer {
  objections?: readonly Objected[];
}

/** An answer is asked for once more, and a last time where the guard knows how. */
const mostCalls = 2;
const mostCallsWithLast = 3;

/**
 * Asks until all guards let the answer pass: once more with what is wrong, and a last time where a guard has another way to
 * ask. What all of it cost is counted. An answer that calls a person comes as it is. Rejects with `model.unfit` when no answer
 * is fit: the customer then hears the bot's own words, never the answer.
 */
export async function askFit(
  wanted: WantedLanguages,
  chat: string,
  question: Question,
  parts: AskDependencies,
  signal: AbortSignal,
): Promise<FitAnswer> {
  let [asked, usage] = [question, undefined as Usage | undefined];
  const objections: Objected[] = [];
  for (let calls = 1; ; calls += 1) {
    const answer = await parts.ask(asked, signal);
    usage = usage ? sumUsage(usage, answer.usage) : answer.usage;
    if (handoffIn(answer)) return { ...answer, usage: withObjections(usage, objections) };
    const about = examined(answer, question, wanted, calls > 1, parts);
    const judged = await judge(about, parts.guardsOff);
    if (typeof judged === 'string')
      return {
        ...answer,
        text: judged,
        usage: withObjections(usage, objections),
        ...(objections.length > 0 && { objections }),
      };
    const { guard, objection } = judged;
    const { found, logged } = objection;
    objections.push({ guard: guard.name, ...(found && { found }) });
    if (guard.name === 'language') parts.log?.warn('reply-language-wrong', { chat, ...logged });
    else parts.log?.warn('answer-unfit', { chat, fault: guard.name });
    const isOver = calls >= (objection.lastly ? mostCallsWithLast : mostCalls);
    if (isOver || isActed(answer)) {
      const cost = withObjections(usage, objections);
      throw new UnfitAnswer(guard, objections, { ...answer, usage: cost });
    }
    asked = calls === 1 ? corrected(question, objection) : askedLastly(question, objection);
  }
}

/** The text as all guards leave it, or the first one that objects. */
async function judge(
  about: Examined,
  off: readonly GuardName[] = [],
): Promise<string | { guard: Guard; objection: Objection }> {
  let { text } = about.answer;
  for (const guard of guardsInOrder) {
    if (off.includes(guard.name)) continue;
    const looked = guard.look(text, about);
    const verdict = looked instanceof Promise ? await looked : looked;
    if (typeof verdict !== 'string') return { guard, objection: verdict };
    text = verdict;
  }
  return text;
}

function examined(
  answer: Answer,
  question: Question,
  wanted: WantedLanguages,
  again: boolean,
  { secrets = [], evidence }: AskDependencies,
): Examined {
  const { rules, business } = partsOf(question.shared);
  const confidential = {
    // Few answers are held against them.
    get rules() {
      return `${rules}\n${rulesOfChat(question)}`;
    },
    business,
    secrets,
  };
  const known = evidence && withActed(evidence, answer);
  return { answer, question, again, wanted, confidential, evidence: known };
}

/** The instructions that were taken apart last: they are the same for all chats. */
let taken = { shared: '', rules: '', business: '' };

function partsOf(shared: string): typeof taken {
  if (taken.shared !== shared) {
    const [rules = '', business = ''] = shared.split('\n<business>\n', 2);
    taken = { shared, rules, business };
  }
  return taken;
}

function corrected(question: Question, { correction }: Objection): Question {
  return { ...question, chat: `${question.chat}\n\n# Once more\n\n${correction}` };
}

function askedLastly(question: Question, objection: Objection): Question {
  const messages = withoutEarlier(question.messages);
  return objection.lastly?.({ ...question, messages }) ?? corrected(question, objection);
}

function withObjections(usage: Usage, objections: readonly Objected[]): Usage {
  if (objections.length === 0) return usage;
  const counts = Object.groupBy(objections, ({ guard }) => guard);
  return {
    ...usage,
    objections: Object.fromEntries(Object.entries(counts).map(([name, all]) => [name, all.length])),
  };
}

/** What the customer hears, and why a person is told, where nobody knows what was done. */
export const unclearEnd: Instead = { phrase: 'unsure', reason: 'unknown' };

/** No answer of the model was fit to be sent; what its answers cost is paid all the same. */
export class UnfitAnswer extends ServiceError {
  readonly paid: Pick<Answer, 'model' | 'usage'>;
  readonly objections: readonly Objected[];
  /** The last one said that a person writes. */
  readonly denies: boolean;
  /** What the customer hears instead; absent: an apology. */
  readonly instead: Guard['instead'];
  /** What the model says it has done by itself. */
  readonly done: readonly OwnDeed[];

  constructor({ name, instead }: Guard, objections: readonly Objected[], last: Answer) {
    super('model.unfit', `the model wrote no answer that can be sent to a customer (${name})`, {
      retryable: false,
      suggestions: [
        'Look at the chat with `wabot replay`; where it happens often, choose another model.',
      ],
    });
    this.paid = { model: last.model, usage: last.usage };
    this.done = doneBy(last);
    this.objections = objections;
    this.denies = name === 'denial';
    this.instead = instead ?? (isActed(last) ? unclearEnd : undefined);
  }
}
