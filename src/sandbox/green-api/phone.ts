import { outgoingMessage } from './account-payloads.ts';
import { idOnWire } from './messenger.ts';
import { incomingId } from './message-ids.ts';
import type { MessageOptions, VoiceOptions } from './message-options.ts';
import type { GreenApiVendor } from './vendor.ts';
import { voiceMessage } from './voice-message.ts';

/** What an owner's message may carry besides its content. */
export interface OwnerOptions extends Pick<MessageOptions, 'idMessage' | 'at'> {
  /** `program`: another program sent it through the same instance. */
  by?: 'phone' | 'program';
  /** GREEN-API notifies of nothing, as happens now and then; its lists show it. */
  isUntold?: boolean;
}

/** A message that was taken back for everybody. */
export interface Removed {
  chatId: string;
  idMessage: string;
}

/** The owner's phone: what is written there reaches its customer at once, and is reported to anyone who listens. */
export class OwnerPhone {
  readonly #vendor: GreenApiVendor;

  constructor(vendor: GreenApiVendor) {
    this.#vendor = vendor;
  }

  /** Messages that deleteMessage took back, in order. */
  get removed(): readonly Removed[] {
    return this.#vendor.removed;
  }

  /** The chat of the account with itself. */
  get ownChat(): string {
    return this.#vendor.instance.ownId;
  }

  /** The owner writes to a chat. Returns the message's id. */
  write(chatId: string, text: string, options: OwnerOptions = {}): string {
    const textMessageData = { textMessage: text, isTemplateMessage: false };
    return this.send(chatId, { typeMessage: 'textMessage', textMessageData }, options);
  }

  /** The owner sends a voice note. Returns the message's id. */
  speak(chatId: string, bytes: Uint8Array, options: OwnerOptions & VoiceOptions = {}): string {
    const { media, instance } = this.#vendor;
    const { idMessage = incomingId(instance) } = options;
    const id = idOnWire(chatId, instance.wire);
    const messageData = voiceMessage(media, `${id}/${idMessage}`, bytes, options);
    return this.send(chatId, messageData, { ...options, idMessage });
  }

  /** The owner sends anything: `messageData` as on the wire. Returns the message's id. */
  send(
    chat: string,
    messageData: Readonly<Record<string, unknown>>,
    options: OwnerOptions = {},
  ): string {
    const { instance, notifications, journals } = this.#vendor;
    const { idMessage = incomingId(instance), at = this.#vendor.options.now() } = options;
    const { by = 'phone' } = options;
    const chatId = idOnWire(chat, instance.wire);
    const notification = outgoingMessage(instance, { chatId, idMessage, at }, messageData, by);
    journals.recordByHand({ chatId, idMessage, at }, messageData, by === 'program');
    if (options.isUntold !== true) notifications.push(notification);
    return idMessage;
  }
}
