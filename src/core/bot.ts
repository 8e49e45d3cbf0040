import { Answering, type AnsweringParts } from './answering.ts';
import type { Channel, ChannelState, Inbound, Received } from './kinds/channel.ts';
import type { Journal, JournalCounts } from './kinds/journal.ts';
import { Lanes, type LaneTiming } from './lanes.ts';
import type { Log } from './log.ts';
import { Sender } from './sender.ts';
import type { Sharing } from './sharing.ts';
import { Shifts } from './shifts.ts';
import type { Speaker } from './speaking.ts';
import type { Summaries } from './summaries.ts';

/** How often the account's state is asked for, milliseconds; the vendor advises once a minute at most. */
const statePauseMs = 60_000;

export interface BotParts extends Omit<AnsweringParts, 'journal' | 'replyDue' | 'remembered'>, LaneTiming {
  channel: Channel;
  journal: Journal;
  /** Undefined: what falls off a chat's limit is forgotten. */
  summaries?: Summaries | undefined;
  /** Undefined: every reply is written. */
  speaker?: Speaker | undefined;
}

/** Whether the bot can do its work now, and why not. */
export interface Readiness {
  ready: boolean;
  /** One line for each thing that is missing; empty when ready. */
  reasons: string[];
  /** What somebody should look at although the bot does its work; absent when there is nothing. */
  detail?: string[];
  journal?: JournalCounts;
  /** The account's state in the vendor's word. */
  channel?: string;
}

/** The running bot: takes notifications in, answers them, sends the answers. */
export class Bot {
  readonly #parts: BotParts;
  readonly #answering: Answering;
  readonly #lanes: Lanes;
  readonly #sender: Sender;
  readonly #shifts: Shifts;
  readonly #log: Log;
  #state: ChannelState | undefined;
  #stateProblem = 'not asked yet';
  /** Messages whose vendor waits for a 200. */
  #accepting = 0;
  #stateTimer: NodeJS.Timeout | undefined;
  readonly #stopping = new AbortController();

  constructor(parts: BotParts) {
    const { channel, journal, mind, summaries, speaker } = parts;
    this.#parts = parts;
    this.#log = mind.log;
    this.#sender = new Sender({ channel, outbox: journal.outbox, speaker, log: mind.log, now: mind.now });
    this.#answering = new Answering({
      ...parts,
      replyDue: (chat, due) => this.#sender.wake(chat, due),
      remembered: (chat, pending) => summaries?.grown(chat, pending),
    });
    this.#lanes = new Lanes(this.#answering, parts);
    this.#shifts = new Shifts({ answering: this.#answering, lanes: this.#lanes, sender: this.#sender });
  }

  /** Begins with what an earlier run left or, where processes share the journal, with what is handed to this one. */
  async start(): Promise<void> {
    await this.takeUp();
    await this.#sharing?.divide(this.#shifts, this.#stopping.signal);
    void this.#watchState();
  }

  /** Takes up what waits in the journal: memory first, then replies, then messages. Also when another process put something back there. */
  async takeUp(): Promise<void> {
    // A shared journal hands chats out by itself.
    if (this.#sharing) return;
    await this.#answering.catchUp();
    await this.#sender.resume();
    for (const { chat, notBefore } of await this.#parts.journal.inbox.chats()) this.#lanes.resume(chat, notBefore);
  }

  /**
   * Takes one notification in. Resolves when it is safe to drop it at the vendor: stored, kept as a dead letter, or nothing
   * to store. Rejects when it could not be stored; the vendor must then bring it again.
   */
  async accept(received: Exclude<Received, { type: 'unauthorized' }>, raw: Uint8Array): Promise<void> {
    switch (received.type) {
      case 'message':
        return this.#acceptMessage(received.inbound);
      case 'invalid':
        this.#log.warn('notification-invalid', { reason: received.reason, bytes: raw.length });
        return this.#parts.journal.letters.reject(raw, received.reason);
      case 'state':
        return this.#see(received.state);
      case 'ignored':
        this.#log.debug('notification-ignored', { reason: received.reason });
        return undefined;
    }
  }

  async #acceptMessage(inbound: Inbound): Promise<void> {
    const { inbox } = this.#parts.journal;
    this.#accepting += 1;
    try {
      const isNew = await inbox.accept(inbound);
      const synced = inbox.synced();
      // A turn need not wait until its message is on the disk, but in a rush those who wait for a 200 come first.
      if (this.#accepting > 1) await synced.catch(() => {});
      this.#begin(inbound, isNew);
      await synced;
    } finally {
      this.#accepting -= 1;
    }
  }

  #begin({ chat, id, content }: Inbound, isNew: boolean): void {
    if (!isNew) return this.#log.info('message-repeated', { chat, message: id });
    this.#log.info('message-accepted', {
      chat,
      message: id,
      type: content.type,
      ...('text' in content ? { text: content.text } : {}),
      ...('attached' in content ? { attached: content.attached } : {}),
    });
    if (!this.#sharing) this.#lanes.wake(chat);
  }

  get #sharing(): Sharing | undefined {
    return this.#parts.journal.books.sharing;
  }

  async readiness(): Promise<Readiness> {
    const reasons: string[] = [];
    const journal = await this.#parts.journal.books.health().catch(() => void reasons.push('the journal cannot be written'));
    if (!this.#state) reasons.push(`the state of the WhatsApp account is unknown: ${this.#stateProblem}`);
    if (this.#stopping.signal.aborted) reasons.push('the bot is stopping');
    const problem = this.#parts.mind.prompt.problem?.();
    return {
      ready: reasons.length === 0,
      reasons,
      ...(problem === undefined ? {} : { detail: [problem] }),
      ...(journal ? { journal } : {}),
      ...(this.#state ? { channel: this.#state.detail } : {}),
    };
  }

  /** Whether no chat is being worked on or waited for. */
  get isIdle(): boolean {
    return this.#lanes.size === 0;
  }

  /** Resolves when nothing waits to be answered or sent (not even for a later try). */
  async whenIdle(): Promise<void> {
    await this.#lanes.whenIdle();
    await this.#sender.whenIdle();
  }

  /** Ends what runs, within `graceMs`, or leaves it to the journal. */
  async stop(graceMs: number): Promise<void> {
    this.#stopping.abort();
    clearTimeout(this.#stateTimer);
    await this.#parts.summaries?.stop();
    await this.#lanes.stop(graceMs);
    await this.#answering.stop();
    await this.#sender.stop(graceMs);
  }

  /** What the account is now. Replies that could not be sent wait no longer once it can send again. */
  #see(state: ChannelState): void {
    const before = this.#state;
    this.#state = state;
    if (state.detail !== before?.detail) this.#log[state.ready ? 'info' : 'warn']('channel-state', { state: state.detail });
    if (before?.ready === false && state.ready) this.#sender.hurry();
  }

  async #watchState(): Promise<void> {
    try {
      this.#see(await this.#parts.channel.state(this.#stopping.signal));
    } catch (error) {
      if (this.#stopping.signal.aborted) return;
      this.#log.warn('channel-state-unknown', { error });
      this.#stateProblem = error instanceof Error ? error.message : String(error);
    }
    if (this.#stopping.signal.aborted) return;
    const pause = this.#state ? statePauseMs : statePauseMs / 12;
    this.#stateTimer = setTimeout(() => void this.#watchState(), pause).unref();
  }
}
