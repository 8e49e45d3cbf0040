import { isBudgetReached } from '../costs/budget.ts';
import { isRetryable } from '../errors.ts';
import type { Heard } from '../hearing/heard.ts';
import { isOfMemory } from '../store/memory-calls.ts';
import type { Waiting } from '../kinds/journal.ts';
import { restAfter } from '../retry.ts';
import type { TurnResult } from '../turn/turn.ts';
import { apologyFor, reasonOf } from './apology.ts';
import { idsOf } from './deadly-messages.ts';
import type { TurnRunnerDependencies } from './turn-runner-dependencies.ts';

/** What the end of a failed turn goes by; `heard`: the notes that were heard for it. */
export type FailedTurnDependencies = Pick<
  TurnRunnerDependencies,
  'journal' | 'dependencies' | 'tries'
> & { heard: readonly Heard[] };

/** What becomes of messages whose turn failed: they are put off in the journal, or given up with an apology. */
export async function endOfFailed(
  chat: string,
  waiting: readonly Waiting[],
  error: unknown,
  { journal, dependencies, tries, heard }: FailedTurnDependencies,
): Promise<{ againAt: number } | { reason: string; result: TurnResult }> {
  const { log, now } = dependencies;
  const failed = Math.max(...waiting.map((message) => message.tries)) + 1;
  // While the memory is unavailable nobody is given up: all would be, and it comes back.
  if (isRetryable(error) && (failed < tries || isOfMemory(error))) {
    const pause = restAfter(error, failed);
    log.warn('turn-postponed', { chat, tries: failed, pauseMs: Math.round(pause), error });
    const againAt = now() + pause;
    await journal.inbox.postpone(chat, idsOf(waiting), againAt, reasonOf(error));
    return { againAt };
  }
  if (isBudgetReached(error)) log.warn('turn-over-budget', { chat, messages: idsOf(waiting) });
  else log.error('turn-given-up', { chat, tries: failed, error });
  const result = await apologyFor(chat, waiting, error, { ...dependencies, heard });
  return { reason: reasonOf(error), result };
}
