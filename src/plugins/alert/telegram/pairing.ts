import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Pairing } from '../../../core/kinds/alert.ts';
import { fieldsOf } from '../../../core/plugin-api/failures.ts';
import { askTelegram, type TelegramBot } from './api.ts';
import { botName } from './check.ts';

/** How long one question for news waits at Telegram, seconds; less than any call may take. */
const pollSeconds = 10;

/** The shortest time between two questions, milliseconds, where Telegram does not wait by itself. */
const pauseMs = 500;

/**
 * Finds the chat of whoever presses Start behind a link that nobody else knows: strangers who write to the bot are not taken for
 * the owner (https://core.telegram.org/bots/features#deep-linking).
 */
export class TelegramPairing implements Pairing {
  readonly #bot: TelegramBot;
  readonly #code = randomBytes(9).toString('base64url');

  constructor(bot: TelegramBot) {
    this.#bot = bot;
  }

  async invite(signal: AbortSignal): Promise<string> {
    const name = botName(await askTelegram(this.#bot, 'getMe', {}, signal)).replace('@', '');
    return `Open https://t.me/${name}?start=${this.#code} in Telegram and press Start`;
  }

  async chat(signal: AbortSignal): Promise<string> {
    for (let offset = 0; ;) {
      const asked = { offset, timeout: pollSeconds, allowed_updates: ['message'] };
      const updates = await askTelegram(this.#bot, 'getUpdates', asked, signal);
      for (const update of Array.isArray(updates) ? updates : []) {
        const { update_id: id, message } = fieldsOf(update);
        if (typeof id === 'number') offset = Math.max(offset, id + 1);
        const { text, chat } = fieldsOf(message);
        const { id: chatId } = fieldsOf(chat);
        const isOurs = typeof text === 'string' && text.trim() === `/start ${this.#code}`;
        if (isOurs && (typeof chatId === 'number' || typeof chatId === 'string'))
          return String(chatId);
      }
      await sleep(pauseMs, undefined, { signal }).catch(() => signal.throwIfAborted());
    }
  }
}
