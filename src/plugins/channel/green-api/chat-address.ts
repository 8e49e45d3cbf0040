import { fieldsOf } from '../../../core/plugin-api/failures.ts';
import type { ChatIds } from './chat-ids.ts';
import type { Client } from './client.ts';
import { identifier } from './fields.ts';

const timeoutMs = 10_000;

/** What the vendor did not know, or did not want to look up, is asked again after this long, milliseconds: it counts look-ups. */
const restMs = 60 * 60_000;

/** Finds the ids of chats of which only the phone is known, where the messenger has ids of its own. Each is looked up once. */
export class ChatAddresses {
  readonly #chats: ChatIds;
  readonly #client: Client;
  readonly #now: () => number;
  /** When a look-up found nothing, Unix milliseconds, by chat. */
  readonly #missed = new Map<string, number>();

  constructor(chats: ChatIds, client: Client, now: () => number) {
    this.#chats = chats;
    this.#client = client;
    this.#now = now;
  }

  /**
   * The id under which a chat is written to. Where the vendor does not say it, the phone itself (`79991234567@c.us`), which it
   * takes for the sake of older programs. Rejects with the signal's reason only.
   */
  async of(chat: string, signal: AbortSignal): Promise<string> {
    const known = this.#chats.addressOf(chat);
    if (known !== undefined) return known;
    if (this.#now() - (this.#missed.get(chat) ?? -restMs) < restMs) return chat;
    const found = await this.#ask(chat.replace(/@.*/s, ''), signal);
    if (found === undefined) {
      this.#missed.set(chat, this.#now());
      return chat;
    }
    this.#chats.found(chat, found);
    return found;
  }

  /** Undefined where there is no account of this phone, and where the vendor does not tell: it limits such questions. */
  async #ask(digits: string, signal: AbortSignal): Promise<string | undefined> {
    // A text is refused here.
    const body = { phoneNumber: Number(digits) };
    const outcome = await this.#client.settle(
      { verb: 'POST', name: 'checkAccount', body, timeoutMs },
      signal,
    );
    if ('failure' in outcome) return undefined;
    const { exist, chatId } = fieldsOf(outcome.body);
    const id = identifier(chatId);
    return exist === true && id !== undefined && /^\d+$/.test(id) ? id : undefined;
  }
}
