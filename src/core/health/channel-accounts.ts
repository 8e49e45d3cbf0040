import type { Channel, ChannelState } from '../kinds/channel.ts';
import { AccountWatch, type AccountDependencies } from './account.ts';

/** One of several accounts, for `GET /ready`. */
export interface AccountReport {
  id: string;
  messenger: string;
  /** In the vendor's word; absent until it was heard once. */
  state?: string;
  /** Whether it can be used, as far as is known. */
  isReady: boolean;
}

/** The accounts behind the channel, which is one, or several. */
export class ChannelAccounts {
  /** The first is that of chats without a mark. */
  readonly all: readonly [AccountWatch, ...AccountWatch[]];

  constructor({
    channel,
    ...parts
  }: Omit<AccountDependencies, 'channel'> & {
    channel: Pick<Channel, 'state' | 'messenger' | 'accounts'>;
  }) {
    const [first = channel, ...others] = channel.accounts ?? [];
    const watching = (one: AccountDependencies['channel']): AccountWatch =>
      new AccountWatch({ ...parts, channel: one });
    this.all = [watching(first), ...others.map(watching)];
  }

  watch(): void {
    for (const account of this.all) account.watch();
  }

  stop(): void {
    for (const account of this.all) account.stop();
  }

  /** The first account's state in the vendor's word; undefined until it was heard once. */
  get state(): string | undefined {
    return this.all[0].state;
  }

  /** The messengers that customers use, as people call them. */
  get messenger(): string {
    return [...new Set(this.all.map(({ messenger }) => messenger))].join(', ');
  }

  /** Why nothing can be received and sent at all, in one line; undefined while one account can be used. */
  get trouble(): string | undefined {
    const troubles = this.#troubles;
    return troubles.length === this.all.length ? troubles.join('; ') : undefined;
  }

  /** What is wrong with some of the accounts while others can be used, a line each. */
  get partial(): readonly string[] {
    const troubles = this.#troubles;
    return troubles.length === this.all.length ? [] : troubles;
  }

  /** How each is, where there are several; undefined where there is one. */
  get report(): AccountReport[] | undefined {
    if (this.all.length === 1) return undefined;
    return this.all.map(({ id = '', messenger, state, trouble }) => ({
      id,
      messenger,
      ...(state === undefined ? {} : { state }),
      isReady: trouble === undefined,
    }));
  }

  /** What the vendor has told of one of them; `id` absent: of the first. */
  see(state: ChannelState, id?: string): void {
    const found = this.all.find((account) => account.id === id) ?? this.all[0];
    found.see(state);
  }

  get #troubles(): string[] {
    return this.all.flatMap(({ trouble }) => trouble ?? []);
  }
}
