import type { Audience } from '../audience/audience.ts';
import type { ChannelAccounts } from '../health/channel-accounts.ts';
import type { ArrivalWatch } from '../health/arrival-watch.ts';
import type { SelfCheck } from '../health/readiness.ts';
import type { Inbound, OutgoingMessage, Received } from '../kinds/channel.ts';
import type { Journal } from '../kinds/journal.ts';
import type { Log } from '../log.ts';
import type { MessageChanges } from '../people/message-changes.ts';
import { asksToStop } from '../people/stop-wish.ts';
import type { UnheardMessages } from '../people/unheard-messages.ts';
import type { Takeover } from '../people/takeover.ts';

/** What a caller who is believed may bring. */
export type Acceptable = Exclude<Received, { type: 'unauthorized' }>;

export interface IncomingDependencies {
  journal: Pick<Journal, 'inbox' | 'letters' | 'rules'>;
  takeover: Pick<Takeover, 'hear' | 'customerWrote' | 'quiet'>;
  changes: Pick<MessageChanges, 'take'>;
  unheard: Pick<UnheardMessages, 'look' | 'heard'>;
  account: Pick<ChannelAccounts, 'see'>;
  check: Pick<SelfCheck, 'stored' | 'refused'>;
  arrival?: Pick<ArrivalWatch, 'heard'> | undefined;
  /** Who is answered; absent: everybody. */
  audience?: Pick<Audience, 'has'> | undefined;
  /** A chat has a new message. */
  wake(chat: string): void;
  log: Log;
}

/** Takes notifications in: each is stored, kept as a dead letter, or passed over, before its vendor may forget it. */
export class Incoming {
  readonly #dependencies: IncomingDependencies;
  /** Messages whose vendor waits for a 200. */
  #accepting = 0;

  constructor(dependencies: IncomingDependencies) {
    this.#dependencies = dependencies;
  }

  /** Rejects when it could not be stored; the vendor must then bring it again. */
  async accept(received: Acceptable, raw: Uint8Array): Promise<void> {
    const { arrival, changes, unheard, journal, account, log } = this.#dependencies;
    arrival?.heard();
    switch (received.type) {
      case 'message':
        if (received.inbound.changes) return changes.take(received.inbound);
        return this.#acceptMessage(received.inbound);
      case 'outgoing':
        return this.#acceptOutgoing(received.outgoing);
      case 'written':
        return unheard.look(received.message);
      case 'invalid':
        log.warn('notification-invalid', { reason: received.reason, bytes: raw.length });
        return journal.letters.reject(raw, received.reason);
      case 'state':
        return account.see(received.state, received.account);
      case 'ignored':
        log.debug('notification-ignored', { reason: received.reason });
        return undefined;
    }
  }

  /** What a person of the business edits or takes back silences nothing. */
  async #acceptOutgoing(outgoing: OutgoingMessage): Promise<void> {
    const { takeover, changes, unheard } = this.#dependencies;
    const { inbound, toSelf } = outgoing;
    if (!inbound.changes) {
      await takeover.hear(outgoing);
      return unheard.heard(inbound);
    }
    return toSelf ? undefined : changes.take({ ...inbound, from: 'operator' });
  }

  async #acceptMessage(inbound: Inbound): Promise<void> {
    const { journal, check, audience, log } = this.#dependencies;
    if (audience?.has(inbound.chat, inbound.phone) === false)
      return log.debug('notification-ignored', {
        reason: 'a chat that is not answered',
        message: inbound.id,
      });
    this.#accepting += 1;
    try {
      const { isNew, durable } = await journal.inbox.accept(inbound);
      // A turn need not wait until its message is on the disk, but in a burst those who wait for a 200 come first.
      if (this.#accepting > 1) await durable.catch(() => {});
      // What is due already does not leave once the word is acknowledged.
      if (isNew && asksToStop(inbound)) await this.#stopped(inbound);
      this.#begin(inbound, isNew);
      await durable;
      check.stored(inbound);
    } catch (error) {
      check.refused(inbound);
      throw error;
    } finally {
      this.#accepting -= 1;
    }
  }

  async #stopped({ chat, at }: Inbound): Promise<void> {
    const { journal, takeover } = this.#dependencies;
    await journal.rules.set(chat, { stoppedAt: at });
    await takeover.quiet(chat);
  }

  #begin({ chat, id, at, content }: Inbound, isNew: boolean): void {
    const { takeover, wake, log } = this.#dependencies;
    if (!isNew) return log.info('message-repeated', { chat, message: id });
    takeover.customerWrote(chat, at);
    log.info('message-accepted', {
      chat,
      message: id,
      type: content.type,
      ...('text' in content ? { text: content.text } : {}),
      ...('attached' in content ? { attached: content.attached } : {}),
    });
    wake(chat);
  }
}
