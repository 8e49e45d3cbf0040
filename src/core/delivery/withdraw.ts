import type { Due } from '../kinds/journal.ts';
import { withdrawnReason } from '../kinds/pauses.ts';
import type { DeliveryDependencies } from './delivery.ts';

/**
 * Deals with a reply whose try the journal refused: where it is still due the bot is silent in its chat, and the reply is kept
 * as a dead letter; otherwise its customer was erased. What was remembered of it is taken back before, so that a kill in
 * between repeats that. Resolves with 'done', as nothing of it waits.
 */
export async function withdraw(
  reply: Due,
  { outbox, withdrawn, log }: Pick<DeliveryDependencies, 'outbox' | 'withdrawn' | 'log'>,
): Promise<'done'> {
  const due = await outbox.due(reply.chat);
  if (!due.some(({ id }) => id === reply.id)) return 'done';
  await withdrawn?.(reply);
  await outbox.giveUp(reply.id, withdrawnReason);
  log.info('reply-withdrawn', { chat: reply.chat, reason: 'a person has the chat' });
  return 'done';
}
