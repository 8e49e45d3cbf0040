import { chatOfPhone, withoutAccount } from '../phone.ts';
import type { AudienceKind } from '../settings/audience-settings.ts';

/** What the settings say of who is answered; phones are chats. */
export interface AudienceLists {
  audience: AudienceKind;
  allow: readonly string[];
  block: readonly string[];
  /** Those who run the business; absent: nobody. */
  owners?: readonly string[];
}

/** As many phones of chats are known at a time: each costs some hundred bytes. */
const mostPhones = 10_000;

/** Who is answered by the settings. What others write costs nothing: it is not kept, not heard and not remembered. */
export class Audience {
  readonly #allowed: ReadonlySet<string> | undefined;
  readonly #blocked: ReadonlySet<string>;
  readonly #owners: ReadonlySet<string>;
  /** The phones of chats whose ids are other numbers, as they came with messages; the newest last. */
  readonly #phones = new Map<string, string>();

  constructor({ audience, allow, block, owners = [] }: AudienceLists) {
    this.#allowed = audience === 'list' ? new Set(allow) : undefined;
    this.#blocked = new Set(block);
    this.#owners = new Set(owners);
  }

  /** Whether this chat is one of those; `phone`: the digits of its person's, where the chat's id is another number. Who is blocked is not answered, also where the other list names them; owners, who give orders, always are. */
  has(chat: string, phone?: string): boolean {
    if (phone !== undefined) this.#remember(chat, phone);
    const known = phone ?? this.#phones.get(chat);
    const names = [
      chat,
      withoutAccount(chat),
      ...(known === undefined ? [] : [chatOfPhone(known)]),
    ];
    const isIn = (list: ReadonlySet<string>): boolean => names.some((name) => list.has(name));
    if (isIn(this.#owners)) return true;
    return !isIn(this.#blocked) && (this.#allowed === undefined || isIn(this.#allowed));
  }

  #remember(chat: string, phone: string): void {
    if (this.#allowed === undefined && this.#blocked.size === 0) return;
    this.#phones.delete(chat);
    this.#phones.set(chat, phone);
    const [oldest] = this.#phones.keys();
    if (this.#phones.size > mostPhones && oldest !== undefined) this.#phones.delete(oldest);
  }
}
