import { withoutAccount } from '../phone.ts';
import type { Inbound, Reply } from '../kinds/channel.ts';
import type { Consequences, Finished, Waiting } from '../kinds/journal.ts';

/** What carrying out an order comes to. */
export interface DeskOutcome {
  /** What the owner hears. */
  replies: Reply[];
  brings?: Consequences;
}

/** What is known of a voice note: `text`, where it could be made out; `isLost`: the note itself cannot be had. */
export interface SpokenWords {
  text?: string | undefined;
  isLost: boolean;
}

/** An order by a voice note. */
export interface SpokenOrder {
  /** What carrying it out comes to, once it was listened to. */
  heard(words: SpokenWords): DeskOutcome;
}

/** An order of an owner, as far as it can be carried out before anything is heard. */
export type Order = DeskOutcome | SpokenOrder;

/** One kind of order that owners give by a message, such as a reply to a ticket. */
export interface OrderKind {
  /** What comes of this message of an owner; undefined: it gives no such order. Only looks: what it brings is settled with the message. */
  carryOut(message: Inbound): Promise<Order | undefined>;
}

/** Where owners tell the bot what to do, in their own chats with it. */
export class Desk {
  readonly #owners: ReadonlySet<string>;
  readonly #kinds: readonly OrderKind[];
  readonly #finished: Pick<Finished, 'sentText'>;

  /** `owners`: their chats; the first kind that knows an order carries it out. */
  constructor(
    owners: readonly string[],
    kinds: readonly OrderKind[],
    finished: Pick<Finished, 'sentText'>,
  ) {
    this.#owners = new Set(owners);
    this.#kinds = kinds;
    this.#finished = finished;
  }

  /** Whether those who run the business write here. */
  isOwner(chat: string): boolean {
    return this.#owners.has(withoutAccount(chat));
  }

  /** What comes of a message; undefined: nobody gives an order by it, also where it stands in a customer's chat. */
  async outcomeOf(message: Inbound): Promise<Order | undefined> {
    if (!this.isOwner(message.chat) || message.from !== undefined) return undefined;
    const whole = await this.#withQuoted(message);
    for (const kind of this.#kinds) {
      const outcome = await kind.carryOut(whole);
      if (outcome) return outcome;
    }
    return undefined;
  }

  /** Where the text of the message replied to did not come along, it is what went out under its id. */
  async #withQuoted(message: Inbound): Promise<Inbound> {
    const { chat, content } = message;
    if (!('quotedId' in content) || content.quotedId === undefined) return message;
    const quoted = await this.#finished.sentText(chat, content.quotedId);
    return quoted === undefined ? message : { ...message, content: { ...content, quoted } };
  }

  /**
   * The messages that the next turn of a chat is about: an order by itself, with what comes of it, or those before the first
   * order. Each order is settled alone, as each may end a case.
   */
  async next(
    waiting: readonly Waiting[],
  ): Promise<{ waiting: readonly Waiting[]; outcome?: Order }> {
    const [first] = waiting;
    if (!first || !this.isOwner(first.inbound.chat)) return { waiting };
    for (const [index, one] of waiting.entries()) {
      const outcome = await this.outcomeOf(one.inbound);
      if (outcome && index === 0) return { waiting: [one], outcome };
      if (outcome) return { waiting: waiting.slice(0, index) };
    }
    return { waiting };
  }
}
