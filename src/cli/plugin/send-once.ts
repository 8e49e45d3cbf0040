import { historyLimits } from '../../core/bot/turn-dependencies.ts';
import type { OpenPlugins } from '../../core/assembly/open-plugins.ts';
import { History } from '../../core/history/history.ts';
import { sendAsBot, type SentAsBot } from '../../core/operator/operator-message.ts';
import type { Settings } from '../../core/settings/settings.ts';

/** What a command opens to send. */
export const kindsForSending = ['journal', 'channel', 'memory'] as const;

/** What is sent, to which chat, and how long it may take. */
export interface Message {
  chat: string;
  text: string;
  patienceMs: number;
}

/** Sends one message through the outbox with what was opened for it, which is closed by its owner. Rejects as `sendAsBot`. */
export async function sendOnce(
  { chat, text, patienceMs }: Message,
  opened: OpenPlugins<(typeof kindsForSending)[number], Settings>,
  signal: AbortSignal,
): Promise<SentAsBot> {
  const { plugins, bot, world, log } = opened;
  opened.onClose(() => plugins.journal.close());
  const history = new History(plugins.memory, {
    ...historyLimits(bot),
    ttlMs: bot.historyTtlMs,
    timeoutMs: bot.memoryTimeoutMs,
    log,
  });
  opened.onClose(() => history.close());
  return sendAsBot(chat, text, { ...plugins, history, log, now: world.now }, patienceMs, signal);
}
