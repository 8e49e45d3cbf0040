import { setTimeout as sleep } from 'node:timers/promises';
import type { Channel } from '../kinds/channel.ts';
import type { Log } from '../log.ts';

/** A removal is tried so often, with this pause; milliseconds. */
const removals = 3;
const removalPauseMs = 2_000;

/** Takes a command back where the customer sees it; what cannot be removed stays. Ends when `signal` aborts; never rejects. */
export async function takeBack(
  { chat, id }: { chat: string; id: string },
  { channel, log }: { channel: Pick<Channel, 'remove'>; log: Pick<Log, 'warn'> },
  signal: AbortSignal,
): Promise<void> {
  for (let left = removals; left > 0; left -= 1) {
    try {
      return await channel.remove?.({ chat, id }, signal);
    } catch (error) {
      if (signal.aborted) return;
      if (left === 1) log.warn('command-not-removed', { chat, message: id, error });
      else await sleep(removalPauseMs, undefined, { signal, ref: false }).catch(() => {});
    }
  }
}
