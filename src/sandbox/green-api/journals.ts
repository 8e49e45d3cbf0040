import type { Instance } from './instance.ts';
import { seconds, sentMessageData, type Envelope } from './payloads.ts';
import type { DeliveredMessage } from './outgoing.ts';

/** A message as the lists of GREEN-API show it: flat, unlike a notification. */
export type JournalEntry = Readonly<Record<string, unknown>> & {
  type: 'incoming' | 'outgoing';
  chatId: string;
  idMessage: string;
};

export interface JournalOptions {
  /** How far the lists lag behind; GREEN-API: up to two minutes. */
  journalLagMs: number;
  now: () => number;
}

/** What lastIncomingMessages, lastOutgoingMessages, getMessage and getChatHistory tell: only what the settings notify of. */
export class Journals {
  readonly #instance: Instance;
  readonly #options: JournalOptions;
  readonly #entries: { at: number; entry: JournalEntry }[] = [];

  constructor(instance: Instance, options: JournalOptions) {
    this.#instance = instance;
    this.#options = options;
  }

  recordIncoming(
    { chatId, idMessage, at, name, sender = chatId }: Envelope,
    messageData: Readonly<Record<string, unknown>>,
  ): void {
    if (this.#instance.settings.incomingWebhook !== 'yes') return;
    const author = { senderId: sender, senderName: name, senderContactName: '' };
    const head = {
      type: 'incoming' as const,
      idMessage,
      timestamp: seconds(at),
      typeMessage: messageData['typeMessage'],
      chatId,
    };
    this.#add({ ...head, ...author, ...flat(messageData) });
  }

  recordOutgoing({ chatId, idMessage, message, file, at }: DeliveredMessage): void {
    if (this.#instance.settings.outgoingAPIMessageWebhook !== 'yes') return;
    const { typeMessage, ...data } = sentMessageData({
      message,
      ...(file === undefined ? {} : { file }),
    });
    const head = {
      type: 'outgoing' as const,
      idMessage,
      timestamp: seconds(at),
      typeMessage,
      chatId,
    };
    this.#add({ ...head, ...flat(data), ...this.#sentBy(true, 'delivered') });
  }

  /** What the owner wrote by hand, or another program through the API. */
  recordByHand(
    { chatId, idMessage, at }: Pick<Envelope, 'chatId' | 'idMessage' | 'at'>,
    messageData: Readonly<Record<string, unknown>>,
    sendByApi: boolean,
  ): void {
    const { settings } = this.#instance;
    const gate = sendByApi ? settings.outgoingAPIMessageWebhook : settings.outgoingMessageWebhook;
    if (gate !== 'yes') return;
    const { typeMessage } = messageData;
    const head = { type: 'outgoing' as const, idMessage, timestamp: seconds(at), typeMessage };
    this.#add({ ...head, chatId, ...flat(messageData), ...this.#sentBy(sendByApi, 'sent') });
  }

  /** What is listed by now, newest first. */
  list(wanted: (entry: JournalEntry, at: number) => boolean): JournalEntry[] {
    const listed = this.#options.now() - this.#options.journalLagMs;
    const found = this.#entries.filter(({ at, entry }) => at <= listed && wanted(entry, at));
    return found.map(({ entry }) => entry).toReversed();
  }

  /** Only WhatsApp's lists say by whom a message was sent, and what became of it. */
  #sentBy(sendByApi: boolean, statusMessage: string): object {
    return this.#instance.wire.typeInstance === 'whatsapp' ? { statusMessage, sendByApi } : {};
  }

  #add(entry: JournalEntry): void {
    this.#entries.push({ at: this.#options.now(), entry });
  }
}

/** The content's fields without the object around them. */
function flat(messageData: Readonly<Record<string, unknown>>): object {
  const { typeMessage: _, quotedMessage, ...contents } = messageData;
  const fields = Object.assign({}, ...Object.values(contents)) as Record<string, unknown>;
  const { text, ...others } = fields;
  return {
    ...others,
    ...(text === undefined ? {} : { textMessage: text, extendedTextMessage: fields }),
    ...(quotedMessage === undefined ? {} : { quotedMessage }),
  };
}
