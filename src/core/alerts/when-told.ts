import { setTimeout as sleep } from 'node:timers/promises';
import type { Journal } from '../kinds/journal.ts';

/** A route or an account may be out of reach: nobody waits for it longer than this, milliseconds. */
const longestMs = 5_000;

/** Resolves when neither customers nor people of the business are owed anything, or after five seconds. */
export async function whenTold({
  notices,
  outbox,
}: Pick<Journal, 'notices' | 'outbox'>): Promise<void> {
  const end = performance.now() + longestMs;
  while (performance.now() < end) {
    const [owed, due] = await Promise.all([notices.list('owed'), outbox.due()]);
    if (owed.length + due.length === 0) return;
    await sleep(25);
  }
}
