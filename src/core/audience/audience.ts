import type { AudienceKind } from '../settings/audience-settings.ts';

/** What the settings say of who is answered; phones are chats. */
export interface AudienceLists {
  audience: AudienceKind;
  allow: readonly string[];
  block: readonly string[];
}

/** Who is answered by the settings. What others write costs nothing: it is not kept, not heard and not remembered. */
export class Audience {
  readonly #allowed: ReadonlySet<string> | undefined;
  readonly #blocked: ReadonlySet<string>;

  constructor({ audience, allow, block }: AudienceLists) {
    this.#allowed = audience === 'list' ? new Set(allow) : undefined;
    this.#blocked = new Set(block);
  }

  /** Whether this chat is one of those. Who is blocked is not answered, also where the other list names them. */
  has(chat: string): boolean {
    return !this.#blocked.has(chat) && (this.#allowed?.has(chat) ?? true);
  }
}
