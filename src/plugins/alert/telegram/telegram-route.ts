import type { Alert, AlertRoute } from '../../../core/kinds/alert.ts';
import { wholeText } from '../../../core/kinds/alert-message.ts';
import type { World } from '../../../core/kinds/plugin.ts';
import { callTelegram, type ApiOutcome, type TelegramBot } from './api.ts';
import { toTelegramError } from './failure.ts';

export interface TelegramRouteParts extends Omit<TelegramBot, 'world'> {
  chat: string;
  world: Pick<World, 'fetch' | 'now' | 'log'>;
}

/** A message holds 4096 characters (https://core.telegram.org/bots/api#sendmessage). */
const textCap = 4_096;

/** Alerts in Telegram, as plain text. Telegram knows no ids of ours: one that comes twice stands there twice. */
export class TelegramRoute implements AlertRoute {
  readonly repeats = 'once';
  readonly #parts: TelegramRouteParts;
  /** Where the chat is now: a group gets another number when it grows. */
  #chat: string;

  constructor(parts: TelegramRouteParts) {
    this.#parts = parts;
    this.#chat = parts.chat;
  }

  async send(alert: Alert, signal: AbortSignal): Promise<void> {
    const text = cut(wholeText(alert));
    let outcome = await this.#say(text, signal);
    const movedTo = movedIn(outcome);
    if (movedTo !== undefined && movedTo !== this.#chat) {
      this.#chat = movedTo;
      this.#parts.world.log.warn('telegram-chat-moved', {
        advice: `Set TELEGRAM_CHAT_ID to ${movedTo}: the group has become a supergroup.`,
      });
      outcome = await this.#say(text, signal);
    }
    if ('failure' in outcome) throw toTelegramError(outcome.failure);
  }

  #say(text: string, signal: AbortSignal): Promise<ApiOutcome> {
    const message = { chat_id: this.#chat, text, link_preview_options: { is_disabled: true } };
    return callTelegram(this.#parts, 'sendMessage', message, signal);
  }
}

function movedIn(outcome: ApiOutcome): string | undefined {
  return 'failure' in outcome && 'movedTo' in outcome.failure ? outcome.failure.movedTo : undefined;
}

/** The end of what is too long is left out; no character is cut in two. */
function cut(text: string): string {
  return text.length <= textCap
    ? text
    : `${text.slice(0, textCap - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
