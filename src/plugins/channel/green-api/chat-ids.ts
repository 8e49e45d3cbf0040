import { fieldsOf, type UnknownObject } from '../../../core/plugin-api/failures.ts';
import { isSameAccount, readChatId, type ChatId } from './chat-id.ts';
import { identifier } from './fields.ts';
import { InstanceMessenger } from './messenger.ts';

/** What the vendor says of a chat beside its id (`senderData`), where it says more. */
const ofMany = /^(?:group|supergroup|channel|chat|broadcast)$/i;

/** A chat's id without a suffix: a number, at most as long as the longest that was seen. */
const bare = /^[1-9]\d{0,19}$/;

/**
 * The ids of an instance's chats. Where the messenger gives them no suffix, a chat whose phone the settings name (those of
 * `WABOT_OWNERS`) is called by that phone (`79991234567@c.us`), as it is on every messenger, and all others by their number
 * as it came.
 */
export class ChatIds {
  readonly messenger: InstanceMessenger;
  readonly #named: ReadonlySet<string>;
  /** The names of chats that go by another than their own id, and the way back. */
  readonly #names = new Map<string, string>();
  readonly #addresses = new Map<string, string>();
  /** The account's own id, where it is no phone. */
  #own: string | undefined;

  constructor(messenger: InstanceMessenger, named: readonly string[] = []) {
    this.messenger = messenger;
    this.#named = new Set(named);
  }

  /** What a chat's id stands for; `about`: the `senderData` around it. */
  read(value: unknown, about: UnknownObject = {}): ChatId {
    const id = identifier(value);
    if (id === undefined || !this.#takesBare || id.includes('@')) return readChatId(value);
    if (/^-\d+$/.test(id) || isOfMany(about)) return { type: 'others' };
    if (!bare.test(id)) return { type: 'none' };
    if (this.messenger.current.serviceChats?.has(id)) return { type: 'others' };
    return { type: 'person', chat: this.nameOf(id, senderPhone(about)) };
  }

  /** What the bot calls a chat of this id. `phone`: the person's digits, where they are known. */
  nameOf(id: string, phone?: string): string {
    if (!bare.test(id)) return id;
    const known = this.#names.get(id);
    if (known !== undefined) return known;
    const name = [phone, id]
      .map((digits) => `${digits}@c.us`)
      .find((each) => this.#named.has(each));
    if (name !== undefined) this.found(name, id);
    return name ?? id;
  }

  /** That the chat which the bot calls so has this id. */
  found(name: string, id: string): void {
    this.#names.set(id, name);
    this.#addresses.set(name, id);
  }

  /** Under which id a chat is written to; undefined where only its phone is known. */
  addressOf(chat: string): string | undefined {
    if (this.messenger.current.hasSuffixes || !chat.includes('@')) return chat;
    const found = this.#addresses.get(chat);
    if (found !== undefined) return found;
    const [, digits = ''] = /^(\d+)@c\.us$/.exec(chat) ?? [];
    // No phone number with its country code is so short in the countries of these messengers; it is an id.
    return digits === '' || digits.length > 10 ? undefined : digits;
  }

  /** Whether the account itself wrote what came in, or it is in the chat with itself. */
  isOwn(fields: UnknownObject): boolean {
    const { wid } = fieldsOf(fields['instanceData']);
    const about = fieldsOf(fields['senderData']);
    const { sender, chatId } = about;
    if (isSameAccount(sender, wid) || isSameAccount(chatId, wid)) return true;
    return this.#takesBare && (this.#isOwnId(sender) || isPhoneOf(about, wid));
  }

  /** Whether what left the account went to the account itself. */
  isToSelf(fields: UnknownObject): boolean {
    const { wid } = fieldsOf(fields['instanceData']);
    const about = fieldsOf(fields['senderData']);
    const { sender, chatId } = about;
    if (isSameAccount(chatId, wid)) return true;
    if (!this.#takesBare) return false;
    if (isPhoneOf(about, wid) && !isSameAccount(sender, wid)) this.#own = identifier(sender);
    return this.#isOwnId(chatId);
  }

  /** Before the vendor has said which messenger it is, both forms are understood. */
  get #takesBare(): boolean {
    return !this.messenger.current.hasSuffixes || !this.messenger.isTold;
  }

  #isOwnId(value: unknown): boolean {
    return this.#own !== undefined && identifier(value) === this.#own;
  }
}

/** Groups and channels, and programs: an answer to one would be a talk of two machines. */
function isOfMany({ chatType, senderType }: UnknownObject): boolean {
  return senderType === 'bot' || (typeof chatType === 'string' && ofMany.test(chatType));
}

function isPhoneOf(about: UnknownObject, wid: unknown): boolean {
  const phone = senderPhone(about);
  return phone !== undefined && isSameAccount(phone, wid);
}

/** The digits of the sender's phone; undefined where the messenger hides it, which it says by nothing or 0. */
export function senderPhone({ senderPhoneNumber: given }: UnknownObject): string | undefined {
  const digits = String(typeof given === 'number' || typeof given === 'string' ? given : '');
  return /^\+?[1-9]\d{7,14}$/.test(digits) ? digits.replace('+', '') : undefined;
}
