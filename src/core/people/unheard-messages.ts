import { setTimeout as sleep } from 'node:timers/promises';
import type { Audience } from '../audience/audience.ts';
import type { History } from '../history/history.ts';
import type { Channel, MessageRef, OutgoingMessage } from '../kinds/channel.ts';
import type { Journal } from '../kinds/journal.ts';
import type { Log } from '../log.ts';

/** Messages that are not looked for again; a busy shop writes fewer in a day. */
const mostKnown = 5_000;

/** How long the first look may take, while the vendor waits for a 200; milliseconds. */
const firstLookMs = 5_000;

/** When it is looked again; the vendor's journal lags by up to two minutes. Milliseconds. */
const pausesMs = [2_000, 20_000, 120_000];

/** What was written earlier than this has been told, or does not matter any more; milliseconds. */
const oldMs = 24 * 60 * 60 * 1000;

export interface UnheardMessagesDependencies {
  journal: Pick<Journal, 'inbox' | 'finished'>;
  history: Pick<History, 'recall'>;
  channel: Pick<Channel, 'read'>;
  audience?: Pick<Audience, 'has'> | undefined;
  /** Told of a message that was written by hand. */
  hear(outgoing: OutgoingMessage): Promise<void>;
  log: Log;
  now(): number;
}

/**
 * Finds what somebody of the business wrote by hand where only its status has come: GREEN-API now and then tells nothing else
 * of it. In chats with customers alone; a text of anybody else's is not fetched.
 */
export class UnheardMessages {
  readonly #parts: UnheardMessagesDependencies;
  readonly #known = new Set<string>();
  readonly #stopping = new AbortController();

  constructor(parts: UnheardMessagesDependencies) {
    this.#parts = parts;
  }

  /** This message has been told of. */
  heard({ chat, id }: MessageRef): void {
    this.#known.add(`${chat}\n${id}`);
    const [oldest] = this.#known;
    if (this.#known.size > mostKnown && oldest !== undefined) this.#known.delete(oldest);
  }

  /** A status has come of this message. Resolves when it is taken in, or looked for later. Rejects where the journal does. */
  async look(message: MessageRef): Promise<void> {
    const { channel } = this.#parts;
    const key = `${message.chat}\n${message.id}`;
    if (!channel.read || this.#known.has(key) || !(await this.#isUnheard(message))) return;
    this.heard(message);
    const first = AbortSignal.any([this.#stopping.signal, AbortSignal.timeout(firstLookMs)]);
    let found: OutgoingMessage | undefined;
    try {
      found = await channel.read(message, first);
    } catch {
      void this.#lookLater(message);
      return;
    }
    await this.#takeIn(found).catch((error: unknown) => {
      this.#known.delete(key);
      throw error;
    });
  }

  stop(): void {
    this.#stopping.abort();
  }

  async #isUnheard({ chat, id }: MessageRef): Promise<boolean> {
    const { journal, history, audience } = this.#parts;
    if (audience?.has(chat) === false) return false;
    if ((await journal.inbox.find(id))?.chat === chat) return false;
    if ((await journal.finished.sentIds(chat)).has(id)) return false;
    const { entries, pending = [], summary } = await history.recall(chat);
    const all = [...pending, ...entries];
    if (all.some((entry) => entry.id === id)) return false;
    if (summary !== undefined || all.some(({ role }) => role === 'customer')) return true;
    return (await journal.inbox.waiting(chat)).some(({ inbound }) => inbound.from === undefined);
  }

  async #lookLater(message: MessageRef): Promise<void> {
    const { channel, log } = this.#parts;
    const { signal } = this.#stopping;
    let failure: unknown;
    for (const pause of pausesMs) {
      await sleep(pause, undefined, { signal, ref: false }).catch(() => {});
      if (signal.aborted) return;
      try {
        return await this.#takeIn(await channel.read?.(message, signal));
      } catch (error) {
        failure = error;
      }
    }
    log.warn('operator-unheard', { message: message.id, error: failure });
  }

  async #takeIn(found: OutgoingMessage | undefined): Promise<void> {
    const { hear, log, now } = this.#parts;
    if (!found || now() - found.inbound.at > oldMs) return;
    log.info('operator-found', { message: found.inbound.id });
    await hear(found);
  }
}
