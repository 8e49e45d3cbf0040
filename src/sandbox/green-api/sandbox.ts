import type { Fault, Faults } from '../faults.ts';
import type { Loopback } from '../loopback.ts';
import type { InstanceSettings, InstanceState } from './instance.ts';
import { fileMessage, type FileOptions } from './file-message.ts';
import type { MediaFile } from './media.ts';
import { idOnWire } from './messenger.ts';
import type { MessageOptions, VoiceOptions } from './message-options.ts';
import type { WebhookDelivery } from './notifications.ts';
import type { DeliveredMessage } from './outgoing.ts';
import { OwnerPhone } from './phone.ts';
import { incomingId } from './message-ids.ts';
import { incomingMessage, type Notification } from './payloads.ts';
import type { Counted, GreenApiRouterDependencies } from './router.ts';
import type { GreenApiVendor } from './vendor.ts';
import { voiceMessage } from './voice-message.ts';

/** GREEN-API on loopback: one instance, its account, and the customers who write to it. */
export class GreenApiSandbox {
  readonly idInstance: number;
  readonly token: string;
  /** Every call of a method that the sandbox plays, with the right instance and token. */
  readonly calls: readonly Counted[];
  /** The phone of the account's owner. */
  readonly phone: OwnerPhone;
  readonly #vendor: GreenApiVendor;
  readonly #faults: Faults;
  readonly #server: Loopback;
  readonly #repeatable = new Map<string, Notification>();

  constructor(
    server: Loopback,
    { vendor, token, faults }: GreenApiRouterDependencies,
    calls: readonly Counted[],
  ) {
    this.idInstance = vendor.instance.id;
    this.token = token;
    this.calls = calls;
    this.phone = new OwnerPhone(vendor);
    this.#vendor = vendor;
    this.#faults = faults;
    this.#server = server;
  }

  /** The `apiUrl`; files lie there too. */
  get url(): string {
    return this.#server.url;
  }

  /** A chat's id on the wire; a person may be named as in WhatsApp, `77…@c.us`, everywhere. */
  idOf(chat: string): string {
    return idOnWire(chat, this.#vendor.instance.wire);
  }

  get state(): InstanceState {
    return this.#vendor.instance.state;
  }

  /** Everything that reached a customer, in order. */
  get sent(): readonly DeliveredMessage[] {
    return this.#vendor.outgoing.sent;
  }

  /** Every webhook call, in order. */
  get deliveries(): readonly WebhookDelivery[] {
    return this.#vendor.notifications.deliveries;
  }

  /** How often a method was called, or how often with this outcome. */
  count(method: string, outcome?: Counted['outcome']): number {
    return this.calls.filter(
      (call) => call.method === method && (outcome === undefined || call.outcome === outcome),
    ).length;
  }

  /** Changes settings at once, without the restart and the limits of setSettings. */
  configure(settings: Partial<InstanceSettings>): void {
    this.#vendor.instance.configure(settings);
  }

  /** Puts the account into a state, and notifies of it where the settings say so. */
  setState(state: InstanceState): void {
    this.#vendor.instance.setState(state);
  }

  /** Spoils calls of a method; `media` stands for files. */
  fault(method: string, fault: Fault): void {
    this.#faults.add(method, fault);
  }

  /** Forgets the faults of a method, or all. */
  clearFaults(method?: string): void {
    this.#faults.clear(method);
  }

  /** A customer writes. Returns the message's id. */
  say(chatId: string, text: string, options: MessageOptions = {}): string {
    return this.receive(
      chatId,
      {
        typeMessage: 'textMessage',
        textMessageData: { textMessage: text, isTemplateMessage: false },
      },
      options,
    );
  }

  /** A customer sends a voice note. Returns the message's id. */
  speak(chatId: string, bytes: Uint8Array, options: VoiceOptions = {}): string {
    const { media, instance } = this.#vendor;
    const { idMessage = incomingId(instance) } = options;
    const messageData = voiceMessage(media, `${this.idOf(chatId)}/${idMessage}`, bytes, options);
    return this.receive(chatId, messageData, { ...options, idMessage });
  }

  /** A customer sends a picture, or a document, which has a name. Returns the message's id. */
  sendFile(chatId: string, bytes: Uint8Array, options: FileOptions = {}): string {
    const { media, instance } = this.#vendor;
    const { idMessage = incomingId(instance) } = options;
    const messageData = fileMessage(media, `${this.idOf(chatId)}/${idMessage}`, bytes, options);
    return this.receive(chatId, messageData, { ...options, idMessage });
  }

  /** A customer sends anything: `messageData` as on the wire. Returns the message's id. */
  receive(
    chat: string,
    messageData: Readonly<Record<string, unknown>>,
    options: MessageOptions = {},
  ): string {
    const { instance, journals, correspondents, options: vendorOptions } = this.#vendor;
    const { idMessage = incomingId(instance), at = vendorOptions.now() } = options;
    const { name = 'Customer', sender } = options;
    const chatId = this.idOf(chat);
    const envelope = { chatId, idMessage, at, name, ...(sender === undefined ? {} : { sender }) };
    if (!correspondents.admits(chatId)) this.#vendor.tellQuota();
    else {
      journals.recordIncoming(envelope, messageData);
      const notification = incomingMessage(instance, envelope, messageData);
      this.#repeatable.set(idMessage, notification);
      this.notify(notification);
    }
    return idMessage;
  }

  /** Queues the notification of a message once more, unchanged, as GREEN-API sometimes does. */
  repeat(idMessage: string): void {
    const notification = this.#repeatable.get(idMessage);
    if (!notification) throw new Error(`No message ${idMessage} was ever received`);
    this.notify(notification);
  }

  /** Queues any notification that the settings want. */
  notify(notification: Notification): void {
    this.#vendor.notifications.push(notification);
  }

  /** The next `count` answers of 200 to the webhook get lost: what was taken comes again. */
  loseAcks(count: number): void {
    this.#vendor.notifications.loseAcks(count);
  }

  /** Keeps a file where those of customers are; returns its link. */
  keepFile(file: MediaFile): string {
    return this.#vendor.media.put(file);
  }

  /** Ends the pauses before repeated webhook calls now. */
  hurry(): void {
    this.#vendor.notifications.hurry();
  }

  /** Told of every message when it reaches a customer. */
  onSent(listener: (sent: DeliveredMessage) => void): void {
    this.#vendor.outgoing.onSent(listener);
  }

  /** Resolves once `holds` is true of everything sent; rejects when the sandbox closes before that. */
  waitForSent(holds: (sent: readonly DeliveredMessage[]) => boolean): Promise<void> {
    return this.#vendor.outgoing.waitForSent(holds);
  }

  /** Resolves when the outgoing queue is empty. */
  whenDrained(): Promise<void> {
    return this.#vendor.outgoing.whenDrained();
  }

  /** Resolves when every notification was taken. */
  whenDelivered(): Promise<void> {
    return this.#vendor.notifications.whenDelivered();
  }

  async close(): Promise<void> {
    this.#vendor.instance.close();
    this.#vendor.notifications.close();
    this.#vendor.outgoing.close();
    await this.#server.close();
  }
}
