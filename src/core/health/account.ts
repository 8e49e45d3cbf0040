import { isRetryable } from '../errors.ts';
import type { Channel, ChannelState } from '../kinds/channel.ts';
import type { Log } from '../log.ts';

/** How often the account's state is asked for, milliseconds; the vendor advises once a minute at most. */
const statePauseMs = 60_000;

/** The same until it is known for the first time. */
const firstPauseMs = statePauseMs / 12;

/** The vendor's word while an instance begins; it lasts some minutes and passes by itself. */
const starting = 'starting';

export interface AccountDependencies {
  /** `id`: which account it is, of several. */
  channel: Pick<Channel, 'state' | 'messenger'> & { readonly id?: string };
  log: Log;
  /** Called when it can send again after it could not. */
  onMended(): void;
  /** Called when what the vendor says of it has changed. */
  onChanged?: (() => void) | undefined;
}

/** The account at the vendor, as this process knows it. */
export class AccountWatch {
  readonly #parts: AccountDependencies;
  readonly #stopping = new AbortController();
  #state: ChannelState | undefined;
  #problem: string | undefined = 'not asked yet';
  /** Whether the vendor has refused to say anything, which does not pass by itself. */
  #isRefused = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(parts: AccountDependencies) {
    this.#parts = parts;
  }

  /** Asks for the state again and again, until `stop`. */
  watch(): void {
    void this.#ask();
  }

  stop(): void {
    this.#stopping.abort();
    clearTimeout(this.#timer);
  }

  /** The account's state in the vendor's word; undefined until it was heard once. */
  get state(): string | undefined {
    return this.#state?.detail;
  }

  /** The messenger that customers use, as people call it. */
  get messenger(): string {
    return this.#parts.channel.messenger ?? 'WhatsApp';
  }

  /** Which account it is, of several; undefined where it is the only one. */
  get id(): string | undefined {
    return this.#parts.channel.id;
  }

  /** Why nothing can be received and sent with it, in one line. An outage of the vendor is no such reason once the state was known. */
  get trouble(): string | undefined {
    const { id } = this;
    const messenger = id === undefined ? this.messenger : `${this.messenger} (${id})`;
    if (!this.#state) return `the state of the ${messenger} account is unknown: ${this.#problem}`;
    if (this.#problem !== undefined)
      return `the ${messenger} account cannot be used: ${this.#problem}`;
    const { ready, detail } = this.#state;
    return ready || detail === starting ? undefined : `the ${messenger} account is ${detail}`;
  }

  /**
   * Whether it can be used, as the vendor says: `trouble` says why not, in one line. Undefined while nobody knows: it was not
   * heard of yet, is starting, or the vendor does not answer.
   */
  get verdict(): { trouble?: string } | undefined {
    if (!this.#state && !this.#isRefused) return undefined;
    if (this.#state?.detail === starting && this.#problem === undefined) return undefined;
    const { trouble } = this;
    return trouble === undefined ? {} : { trouble };
  }

  /** What the account is now: it was asked, or the vendor told. */
  see(state: ChannelState): void {
    const { log, onMended, onChanged } = this.#parts;
    const before = this.#state;
    this.#state = state;
    this.#problem = undefined;
    this.#isRefused = false;
    if (state.detail !== before?.detail)
      log[state.ready ? 'info' : 'warn']('channel-state', {
        state: state.detail,
        ...(this.id === undefined ? {} : { instance: this.id }),
      });
    if (before?.ready === false && state.ready) onMended();
    if (before?.ready !== state.ready) onChanged?.();
  }

  async #ask(): Promise<void> {
    const { signal } = this.#stopping;
    try {
      this.see(await this.#parts.channel.state(signal));
    } catch (error) {
      if (signal.aborted) return;
      this.#parts.log.warn('channel-state-unknown', { instance: this.id, error });
      const isOutage = this.#state !== undefined && isRetryable(error);
      if (!isRetryable(error)) this.#isRefused = true;
      if (!isOutage) this.#problem = error instanceof Error ? error.message : String(error);
    }
    if (signal.aborted) return;
    this.#timer = setTimeout(
      () => void this.#ask(),
      this.#state ? statePauseMs : firstPauseMs,
    ).unref();
  }
}
