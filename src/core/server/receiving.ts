import type { Bot } from '../bot/bot.ts';
import { SetupError } from '../errors.ts';
import type { Kinds } from '../kinds/plugin.ts';

/** How messages come in; `failed` rejects when polling ends because the operator must change something. */
export interface Receiving {
  how: 'polling' | 'webhook';
  failed: Promise<never>;
  stop(): void;
}

/** Fetches messages until `stop`, where that is wanted. Throws a SetupError when the channel has nothing to fetch from. */
export function startReceiving(
  wanted: boolean,
  { channel, journal }: Pick<Kinds, 'channel' | 'journal'>,
  bot: Bot,
): Receiving {
  const controller = new AbortController();
  const never = new Promise<never>(() => {});
  if (!wanted) return { how: 'webhook', failed: never, stop: () => {} };
  if (!channel.listen) {
    throw new SetupError('polling', 'This channel cannot be polled', {
      suggestions: ['Leave out --poll and WABOT_POLL.'],
    });
  }
  const listen = async (signal: AbortSignal): Promise<void> =>
    channel.listen?.(async (received, raw) => {
      if (received.type !== 'unauthorized') await bot.accept(received, raw);
    }, signal);
  // Of the processes that share a journal one polls at a time.
  const { cluster } = journal.ownership;
  const listening = cluster
    ? cluster.asLeader('polling', listen, controller.signal)
    : listen(controller.signal);
  const failed = listening.then(() => never);
  return { how: 'polling', failed, stop: () => controller.abort() };
}
