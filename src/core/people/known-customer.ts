import type { History } from '../history/history.ts';
import type { Log } from '../log.ts';

/** Whether the memory knows that somebody wrote in this chat; false where it cannot be asked, of which a line in the log tells. */
export async function isKnownCustomer(
  chat: string,
  { history, log }: { history: Pick<History, 'recall'>; log: Pick<Log, 'warn'> },
): Promise<boolean> {
  try {
    const { entries, pending = [], summary } = await history.recall(chat);
    return (
      summary !== undefined || [...pending, ...entries].some(({ role }) => role === 'customer')
    );
  } catch (error) {
    log.warn('operator-forgotten', { error });
    return false;
  }
}
