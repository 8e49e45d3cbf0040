import type { Audience } from '../audience/audience.ts';
import type { History } from '../history/history.ts';
import { ownerCommand } from '../intents/owner-command.ts';
import type { Inbound } from '../kinds/channel.ts';
import type { Finished, Inbox } from '../kinds/journal.ts';
import type { Log } from '../log.ts';

export interface MessageChangesDependencies {
  inbox: Pick<Inbox, 'accept' | 'find'>;
  finished: Pick<Finished, 'sentText'>;
  history: Pick<History, 'recall'>;
  /** Who is answered; absent: everybody. */
  audience?: Pick<Audience, 'has'> | undefined;
  /** Told that a chat has a message to follow. */
  accepted(chat: string): void;
  log: Log;
}

/** Takes in that messages were edited or taken back, as messages of their own: in their order with all others of the chat, and once. */
export class MessageChanges {
  readonly #parts: MessageChangesDependencies;

  constructor(parts: MessageChangesDependencies) {
    this.#parts = parts;
  }

  /** Resolves when a change of a message that is known is stored; any other is passed over. Rejects where it cannot be said or stored. */
  async take(inbound: Inbound): Promise<void> {
    const { inbox, accepted, log, audience } = this.#parts;
    const { chat, id } = inbound;
    const known = audience?.has(chat) === false ? undefined : await this.#ofKnown(inbound);
    if (!known)
      return log.debug('notification-ignored', {
        reason: 'a change of a message that is not known',
        message: id,
      });
    const change = withoutCommand(known);
    const { isNew, durable } = await inbox.accept(change);
    await durable;
    if (!isNew) return log.info('message-repeated', { chat, message: id });
    const { was: _, ...what } = change.changes ?? { id };
    log.info('message-changed', { chat, message: id, ...what });
    return accepted(chat);
  }

  /** The change, where it is one of a message that is known; of one of the bot's it says what that was. */
  async #ofKnown(inbound: Inbound): Promise<Inbound | undefined> {
    const { chat, changes, from } = inbound;
    if (!changes) return undefined;
    const { inbox, history, finished } = this.#parts;
    const found = await inbox.find(changes.id);
    if (found?.chat === chat) return inbound;
    const { entries, pending = [] } = await history.recall(chat);
    if ([...pending, ...entries].some(({ id }) => id === changes.id)) return inbound;
    const was = from === 'operator' ? await finished.sentText(chat, changes.id) : undefined;
    return was === undefined ? undefined : { ...inbound, changes: { ...changes, was } };
  }
}

/** A message of the owner's that becomes a command is taken back: nobody is to read that. */
function withoutCommand(inbound: Inbound): Inbound {
  const { changes, from, content } = inbound;
  const isCommand =
    from === 'operator' && content.type === 'text' && ownerCommand(content.text) !== undefined;
  return changes && isCommand ? { ...inbound, changes: { ...changes, deleted: true } } : inbound;
}
