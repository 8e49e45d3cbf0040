import type { Case } from '../kinds/cases.ts';
import type { Journal } from '../kinds/journal.ts';

/** Closes a ticket and, where the bot is silent in its chat for it alone, ends that in the same step. False: it had ended before. */
export async function closeTicket(
  { cases }: Pick<Journal, 'cases'>,
  { number }: Pick<Case, 'number'>,
  now: number,
): Promise<boolean> {
  const end = { outcome: 'closed', at: now, by: 'command', resumes: true } as const;
  return (await cases.end({ number, ...end })) !== undefined;
}
