import { AccountWatch } from '../health/account.ts';
import { TurnRunner, type TurnRunnerDependencies } from './turn-runner.ts';
import { BusyChats } from '../chat-loops.ts';
import type { ArrivalWatch } from '../health/arrival-watch.ts';
import type { Channel, Inbound, Received } from '../kinds/channel.ts';
import type { Journal } from '../kinds/journal.ts';
import { Lanes, type LaneTiming } from './lanes.ts';
import type { Log } from '../log.ts';
import { SelfCheck, type Readiness } from '../health/readiness.ts';
import { Sender } from '../delivery/sender.ts';
import type { Cluster } from '../kinds/cluster.ts';
import { PauseWatch } from '../people/pause-watch.ts';
import { Takeover, type TakeoverSettings } from '../people/takeover.ts';
import { unsaid } from './unsaid.ts';
import { LeaseWorker } from './chat-leases.ts';
import type { Speaker } from '../delivery/speaker.ts';
import type { Summaries } from '../history/summaries.ts';

export interface BotDependencies
  extends Omit<TurnRunnerDependencies, 'journal' | 'replyDue' | 'remembered'>, LaneTiming {
  /** How long a person's word silences the bot, and what counts as one. */
  takeover: TakeoverSettings;
  channel: Channel;
  journal: Journal;
  /** Undefined: what falls off a chat's limit is forgotten. */
  summaries?: Summaries | undefined;
  /** Undefined: nobody can say whether messages arrive. */
  arrival?: ArrivalWatch | undefined;
  /** Undefined: every reply is written. */
  speaker?: Speaker | undefined;
}

/** The running bot: takes notifications in, answers them, sends the answers. */
export class Bot {
  readonly #parts: BotDependencies;
  readonly #answering: TurnRunner;
  readonly #lanes: Lanes;
  readonly #sender: Sender;
  readonly #busy = new BusyChats();
  readonly #leaseWorker: LeaseWorker;
  readonly #log: Log;
  readonly #account: AccountWatch;
  readonly #check: SelfCheck;
  readonly #takeover: Takeover;
  readonly #pauseWatch: PauseWatch;
  /** Messages whose vendor waits for a 200. */
  #accepting = 0;
  readonly #stopping = new AbortController();

  constructor(parts: BotDependencies) {
    const { channel, journal, dependencies, summaries, speaker } = parts;
    this.#parts = parts;
    this.#log = dependencies.log;
    this.#sender = new Sender({
      channel,
      outbox: journal.outbox,
      finished: journal.finished,
      speaker,
      left: (id) => this.#takeover.left(id),
      withdrawn: (reply) => this.#answering.remember(unsaid(reply, dependencies.now())),
      log: dependencies.log,
      now: dependencies.now,
      busy: this.#busy,
    });
    this.#account = new AccountWatch({
      channel,
      log: dependencies.log,
      onMended: () => this.#sender.hurry(),
    });
    const isStopping = (): boolean => this.#stopping.signal.aborted;
    this.#check = new SelfCheck({
      ...parts,
      account: this.#account,
      prompt: dependencies.prompt,
      isStopping,
    });
    this.#answering = new TurnRunner({
      ...parts,
      replyDue: (chat, due) => {
        this.#sender.wake(chat, due);
        return this.#sender.whenIdle(chat);
      },
      remembered: (chat, pending) => summaries?.grown(chat, pending),
    });
    this.#lanes = new Lanes(this.#answering, parts, this.#busy);
    this.#pauseWatch = new PauseWatch({ ...parts, ...dependencies });
    this.#takeover = new Takeover({
      journal,
      channel,
      history: dependencies.history,
      settings: parts.takeover,
      changed: (chat) => this.#changed(chat),
      accepted: (chat) => {
        if (!this.#cluster) this.#lanes.wake(chat);
      },
      log: dependencies.log,
      now: dependencies.now,
    });
    this.#leaseWorker = new LeaseWorker({
      answering: this.#answering,
      lanes: this.#lanes,
      sender: this.#sender,
      busy: this.#busy,
    });
  }

  /** Begins with what an earlier run left or, where processes share the journal, with what is handed to this one. */
  async start(): Promise<void> {
    await this.takeUp();
    await this.#cluster?.assignChats(this.#leaseWorker, this.#stopping.signal);
    this.#account.watch();
    this.#pauseWatch.watch();
    this.#parts.arrival?.watch();
  }

  /** Takes up what waits in the journal: memory first, then replies, then messages. Also when another process put something back there. */
  async takeUp(): Promise<void> {
    // A shared journal hands chats out by itself.
    if (this.#cluster) return;
    await this.#answering.catchUp();
    for (const chat of await this.#takeover.changes()) this.#changed(chat);
    await this.#sender.resume();
    for (const { chat, notBefore } of await this.#parts.journal.inbox.chats())
      this.#lanes.resume(chat, notBefore);
  }

  /**
   * Takes one notification in. Resolves when it is safe to drop it at the vendor: stored, kept as a dead letter, or nothing
   * to store. Rejects when it could not be stored; the vendor must then bring it again.
   */
  async accept(
    received: Exclude<Received, { type: 'unauthorized' }>,
    raw: Uint8Array,
  ): Promise<void> {
    this.#parts.arrival?.heard();
    switch (received.type) {
      case 'message':
        return this.#acceptMessage(received.inbound);
      case 'outgoing':
        return this.#takeover.hear(received.outgoing);
      case 'invalid':
        this.#log.warn('notification-invalid', { reason: received.reason, bytes: raw.length });
        return this.#parts.journal.letters.reject(raw, received.reason);
      case 'state':
        return this.#account.see(received.state);
      case 'ignored':
        this.#log.debug('notification-ignored', { reason: received.reason });
        return undefined;
    }
  }

  async #acceptMessage(inbound: Inbound): Promise<void> {
    const { inbox } = this.#parts.journal;
    this.#accepting += 1;
    try {
      const { isNew, durable } = await inbox.accept(inbound);
      // A turn need not wait until its message is on the disk, but in a burst those who wait for a 200 come first.
      if (this.#accepting > 1) await durable.catch(() => {});
      this.#begin(inbound, isNew);
      await durable;
      this.#check.stored(inbound);
    } catch (error) {
      this.#check.refused(inbound);
      throw error;
    } finally {
      this.#accepting -= 1;
    }
  }

  #begin({ chat, id, at, content }: Inbound, isNew: boolean): void {
    if (!isNew) return this.#log.info('message-repeated', { chat, message: id });
    this.#takeover.customerWrote(chat, at);
    this.#log.info('message-accepted', {
      chat,
      message: id,
      type: content.type,
      ...('text' in content ? { text: content.text } : {}),
      ...('attached' in content ? { attached: content.attached } : {}),
    });
    if (!this.#cluster) this.#lanes.wake(chat);
  }

  /** The bot is silent somewhere, or not any more. Of a shared journal all processes are told. */
  #changed(chat: string | undefined): void {
    this.#pauseWatch.watch();
    if (this.#cluster) return;
    this.#lanes.restart(chat);
    this.#sender.silence(chat);
  }

  get #cluster(): Cluster | undefined {
    return this.#parts.journal.ownership.cluster;
  }

  readiness(): Promise<Readiness> {
    return this.#check.readiness();
  }

  /** Whether no chat is being worked on or waited for. */
  get isIdle(): boolean {
    return this.#lanes.size === 0;
  }

  /** Resolves when nothing waits to be answered or sent (not even for a later try). */
  whenIdle(): Promise<void> {
    return this.#busy.whenIdle();
  }

  /** Ends what runs, within `graceMs`, or leaves it to the journal. */
  async stop(graceMs: number): Promise<void> {
    this.#stopping.abort();
    this.#account.stop();
    this.#parts.arrival?.stop();
    this.#takeover.stop();
    await this.#pauseWatch.stop();
    await this.#parts.summaries?.stop();
    await this.#lanes.stop(graceMs);
    await this.#answering.stop();
    await this.#sender.stop(graceMs);
  }
}
