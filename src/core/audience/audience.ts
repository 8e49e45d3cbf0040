import type { AudienceKind } from '../settings/audience-settings.ts';

/** What the settings say of who is answered; phones are chats. */
export interface AudienceLists {
  audience: AudienceKind;
  allow: readonly string[];
  block: readonly string[];
  /** Those who run the business; absent: nobody. */
  owners?: readonly string[];
}

/** Who is answered by the settings. What others write costs nothing: it is not kept, not heard and not remembered. */
export class Audience {
  readonly #allowed: ReadonlySet<string> | undefined;
  readonly #blocked: ReadonlySet<string>;
  readonly #owners: ReadonlySet<string>;

  constructor({ audience, allow, block, owners = [] }: AudienceLists) {
    this.#allowed = audience === 'list' ? new Set(allow) : undefined;
    this.#blocked = new Set(block);
    this.#owners = new Set(owners);
  }

  /** Whether this chat is one of those. Who is blocked is not answered, also where the other list names them; owners, who give orders, always are. */
  has(chat: string): boolean {
    if (this.#owners.has(chat)) return true;
    return !this.#blocked.has(chat) && (this.#allowed?.has(chat) ?? true);
  }
}
