import { isBudgetReached } from '../costs/budget.ts';
import { TimedOut } from '../deadline.ts';
import { isRetryable, WabotError } from '../errors.ts';
import type { Heard } from '../hearing/heard.ts';
import type { Inbound } from '../kinds/channel.ts';
import type { Waiting } from '../kinds/journal.ts';
import { asGivenUp } from '../kinds/turn-record.ts';
import { isCard } from '../understanding/enclosures.ts';
import { UnfitAnswer } from '../turn/fit-answer.ts';
import { usageWithoutReply } from '../costs/speech-usage.ts';
import { languageOf } from '../understanding/turn-language.ts';
import { givenUpHonestly } from '../turn/left-writes.ts';
import type { TurnDependencies } from '../turn/turn-parts.ts';
import { recordOf } from '../turn/records.ts';
import type { TurnResult } from '../turn/turn.ts';

/** Customers hear of a fault that only the operator can fix at most once in this time. */
const apologyPauseMs = 60 * 60 * 1000;

/** What an apology is made of; `heard`: the notes that were heard for the turn that failed. */
export type ApologyDependencies = Pick<
  TurnDependencies,
  'history' | 'phrases' | 'languages' | 'listening' | 'now' | 'toolbox' | 'handoff'
> & { heard: readonly Heard[] };

/**
 * The result of a turn that is given up: an apology, or no word where one was said a short while ago. Where it wrote, the
 * customer hears in any case that this is not certain, and the business hears what it was.
 */
export async function apologyFor(
  chat: string,
  waiting: readonly Waiting[],
  error: unknown,
  dependencies: ApologyDependencies,
): Promise<TurnResult> {
  const { history, phrases, languages, listening, now, heard } = dependencies;
  const memory = await history.recall(chat);
  const { facts, entries } = memory;
  const paid = error instanceof UnfitAnswer ? error.paid : undefined;
  const lasts = !isRetryable(error) && paid === undefined;
  const { apologizedAt = Number.NEGATIVE_INFINITY } = facts;
  const answeredMeanwhile = entries.some(({ role, at }) => role === 'bot' && at > apologizedAt);
  const again = lasts && !answeredMeanwhile && now() - apologizedAt < apologyPauseMs;
  const messages = waiting.map(({ inbound }) => inbound);
  const language = languageOf(textOf(messages), facts, languages);
  // What was heard and written is paid for, also when nothing came of it.
  const usage = usageWithoutReply(heard, listening.speech.model, paid);
  const contents = { entries: [], facts: {}, ...usage };
  const honest = await givenUpHonestly(
    { chat, messages, memory, language, contents },
    dependencies,
  );
  if (honest) return honest;
  // A yes after this is no answer to what was proposed before.
  const ends = facts.proposal ? { proposal: null } : {};
  const update = again ? {} : { apologizedAt: now(), ...ends };
  const record = recordOf(chat, messages, now(), { entries: [], facts: update, ...usage });
  const said = phrases[language];
  const apology = said[isBudgetReached(error) ? 'budget' : 'apology'];
  // Who asked whether a machine answers hears it from us where the model will not say so.
  const isDenied = error instanceof UnfitAnswer && error.denies;
  const text = isDenied ? `${said.disclosure}\n\n${apology}` : apology;
  return { language, replies: again ? [] : [{ text }], record: asGivenUp(record) };
}

function textOf(messages: readonly Inbound[]): string {
  return messages
    .map(({ content }) => (content.type === 'text' && !isCard(content) ? content.text : ''))
    .join('\n');
}

/** Why messages are put off or given up, as it stands in the journal: short, without spaces. */
export function reasonOf(error: unknown): string {
  if (isBudgetReached(error)) return 'budget';
  if (error instanceof WabotError) return error.code;
  return error instanceof TimedOut ? 'turn.timeout' : 'unexpected';
}
