import type { AccountReport, ChannelAccounts } from './channel-accounts.ts';
import type { ArrivalWatch } from './arrival-watch.ts';
import { WabotError } from '../errors.ts';
import type { Inbound } from '../kinds/channel.ts';
import type { Journal, JournalCounts } from '../kinds/journal.ts';
import type { Prompt } from '../kinds/prompt.ts';

/** Whether the bot can do its work now, and why not. */
export interface Readiness {
  ready: boolean;
  /** One line for each thing that is missing; empty when ready. */
  reasons: string[];
  /** What somebody should look at although the bot does its work; absent when there is nothing. */
  detail?: string[];
  /** False when nothing can arrive, for a reason that lies outside of this process and stands in `detail`; absent otherwise. */
  receiving?: false;
  journal?: JournalCounts;
  /** The account's state in the vendor's word. */
  channel?: string;
  /** The messenger of the account, as people call it. */
  messenger?: string;
  /** Each account, where there are several. */
  accounts?: readonly AccountReport[];
}

export interface ReadinessDependencies {
  account: Pick<ChannelAccounts, 'state' | 'trouble'> &
    Partial<Pick<ChannelAccounts, 'messenger' | 'partial' | 'report'>>;
  journal: Pick<Journal, 'health'>;
  prompt: Pick<Prompt, 'problem'>;
  /** Undefined where the vendor cannot be asked. */
  arrival?: Pick<ArrivalWatch, 'deaf' | 'stalled'> | undefined;
  isStopping(): boolean;
}

/** What the bot is asked about itself (`GET /ready`). */
export class SelfCheck {
  readonly #parts: ReadinessDependencies;
  /** The latest message that could not be stored: others may be taken, but its vendor brings it again before anything else. */
  #refused: Inbound | undefined;

  constructor(parts: ReadinessDependencies) {
    this.#parts = parts;
  }

  refused(message: Inbound): void {
    this.#refused = message;
  }

  stored({ chat, id }: Inbound): void {
    if (this.#refused?.chat === chat && this.#refused.id === id) this.#refused = undefined;
  }

  async readiness(): Promise<Readiness> {
    const { account, prompt, arrival, isStopping } = this.#parts;
    const reasons: string[] = [];
    const journal = await this.#journal().catch(
      (error: unknown) => void reasons.push(unwritable(error)),
    );
    if (account.trouble !== undefined) reasons.push(account.trouble);
    if (arrival?.stalled !== undefined) reasons.push(arrival.stalled);
    if (isStopping()) reasons.push('the bot is stopping');
    const deaf = arrival?.deaf ?? [];
    const detail = [...(account.partial ?? []), ...deaf, prompt.problem?.()].filter(
      (line) => line !== undefined,
    );
    return {
      ready: reasons.length === 0,
      reasons,
      ...(detail.length === 0 ? {} : { detail }),
      ...(deaf.length === 0 ? {} : { receiving: false }),
      ...(journal ? { journal } : {}),
      ...(account.state === undefined ? {} : { channel: account.state }),
      ...(account.messenger === undefined ? {} : { messenger: account.messenger }),
      ...(account.report === undefined ? {} : { accounts: account.report }),
    };
  }

  /** Rejects when messages cannot be taken, or not the one that was refused last. */
  async #journal(): Promise<JournalCounts> {
    const refused = this.#refused;
    const counts = await this.#parts.journal.health(refused);
    if (this.#refused === refused) this.#refused = undefined;
    return counts;
  }
}

function unwritable(error: unknown): string {
  return `the journal cannot be written${error instanceof WabotError ? `: ${error.message}` : ''}`;
}
