import type { Reply } from '../kinds/channel.ts';
import type { Consequences } from '../kinds/journal.ts';
import type { FunctionOffer } from '../kinds/model.ts';
import type { Entry, Objected, TurnRecord } from '../kinds/turn-record.ts';
import type { Language } from '../language/index.ts';
import type { Log } from '../log.ts';
import { replacePhones } from '../mask/phones.ts';
import { admitsNotKnowing } from './admission.ts';
import { notKnownOffer, type UnknownMark } from './not-known.ts';
import { questionCase, type UnknownQuestion } from './question-case.ts';

/** Whether and how a turn marks what its model does not know. */
interface Marking {
  /** Absent: it does not. */
  marksUnknown?: boolean;
  /** Whether the model takes functions; absent: it does not. */
  takesFunctions?: boolean;
  /** Whether the model acts by itself; absent: it does not. */
  acts?: boolean;
  log?: Pick<Log, 'info'>;
}

/** The turn in which it was asked. */
interface AskedIn {
  chat: string;
  tongues: { language: Language };
  said: readonly Entry[];
}

/** What a turn comes to, as far as it matters here. */
interface Outcome {
  replies: readonly Reply[];
  record: TurnRecord;
  objections?: readonly Objected[];
  brings?: Consequences;
}

/** How the model says in this turn that it does not know something; undefined: it is not asked to. */
export function unknownMark({
  marksUnknown,
  takesFunctions,
  acts,
}: Marking): UnknownMark | undefined {
  if (marksUnknown !== true || acts) return undefined;
  return takesFunctions === true ? 'function' : 'line';
}

/** The function by which it says so, where it does by one. */
export function notKnownOffers(marking: Marking): FunctionOffer[] {
  return unknownMark(marking) === 'function' ? [notKnownOffer] : [];
}

/**
 * The result with what could not be answered, as a case of its own: where the model says so, to us or to the customer, or where a guard
 * has found figures that nobody gave and none is left in what the customer hears.
 * @param question in the model's words; empty: it did not say; undefined: it says nothing of that
 */
export function withUnknown<T extends Outcome>(
  result: T,
  { chat, said, tongues }: AskedIn,
  question: string | undefined,
  { marksUnknown, log }: Marking,
): T {
  const by = marksUnknown === true ? markedBy(result, said, question) : undefined;
  if (by === undefined) return result;
  const { record, brings } = result;
  const { id, at } = record;
  const { language } = tongues;
  const unanswered = questionCase({ id, chat, at, language, question: question ?? '', said, by });
  log?.info('question-unknown', { chat, by });
  return { ...result, brings: { ...brings, unanswered } };
}

function markedBy(
  { objections = [], replies, brings }: Outcome,
  said: readonly Entry[],
  question: string | undefined,
): UnknownQuestion['by'] | undefined {
  if (question !== undefined) return 'model';
  const isGuarded = objections.some(({ guard }) => guard === 'numbers');
  const hasFigures = replies.some(({ text }) => /\d/.test(replacePhones(text, () => '')));
  if (isGuarded && !hasFigures) return 'numbers';
  // A person who takes over reads the question there.
  const isAsked = said.some(({ role, text }) => role === 'customer' && text.trim() !== '');
  if (!isAsked || brings?.opens) return undefined;
  return replies.some(({ text }) => admitsNotKnowing(text)) ? 'model' : undefined;
}
