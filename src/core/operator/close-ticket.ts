import type { Case } from '../kinds/cases.ts';
import type { Journal } from '../kinds/journal.ts';

/** Closes a ticket and, where the bot is silent in its chat for it alone, ends that. False: it had ended before. */
export async function closeTicket(
  { cases, pauses }: Pick<Journal, 'cases' | 'pauses'>,
  { number, chat }: Pick<Case, 'number' | 'chat'>,
  now: number,
): Promise<boolean> {
  const closed = await cases.end({ number, outcome: 'closed', at: now, by: 'command' });
  const own = (await pauses.of(chat)).find((pause) => pause.chat !== undefined);
  if (closed && own?.reason === 'handoff') await pauses.end(chat, now);
  return closed !== undefined;
}
