import type { BotVitals } from '../health/bot-vitals.ts';
import { ChannelAccounts } from '../health/channel-accounts.ts';
import { TurnRunner } from './turn-runner.ts';
import type { TurnRunnerDependencies } from './turn-runner-dependencies.ts';
import type { Departures } from '../audience/departures.ts';
import { BusyChats } from '../chat-loops.ts';
import type { ArrivalWatch } from '../health/arrival-watch.ts';
import { Incoming, type Acceptable } from './incoming.ts';
import type { Channel } from '../kinds/channel.ts';
import type { Due, Journal } from '../kinds/journal.ts';
import { Lanes, type LaneTiming } from './lanes.ts';
import { SelfCheck, type Readiness } from '../health/readiness.ts';
import { Sender } from '../delivery/sender.ts';
import type { Cluster } from '../kinds/cluster.ts';
import { Watches } from './watches.ts';
import { createPeople, type People } from '../people/people.ts';
import type { TakeoverSettings } from '../people/takeover.ts';
import type { TicketSettings } from '../people/ticket-watch.ts';
import { unsaid } from '../delivery/unsaid.ts';
import { LeaseWorker } from './chat-leases.ts';
import type { VoiceNotes } from '../delivery/voice-notes.ts';
import type { ChatNotes } from '../history/chat-notes.ts';

export interface BotDependencies
  extends Omit<TurnRunnerDependencies, 'journal' | 'replyDue' | 'remembered'>, LaneTiming {
  /** How long a person's word silences the bot, and what counts as one. */
  takeover: TakeoverSettings;
  /** How long a customer who was handed to a person waits. */
  tickets: TicketSettings;
  channel: Channel;
  journal: Journal;
  /** Undefined: what falls off a chat's limit is forgotten, and nothing is noted of customers. */
  notes?: ChatNotes | undefined;
  /** Told when our messages leave; absent: nobody asks. */
  departures?: Pick<Departures, 'left'> | undefined;
  /** Undefined: nobody can say whether messages arrive. */
  arrival?: ArrivalWatch | undefined;
  /** Undefined: every reply is written. */
  speaker?: Pick<VoiceNotes, 'note'> | undefined;
  /** Told when what the vendor says of the account has changed. */
  accountChanged?: (() => void) | undefined;
}

/** The running bot: takes notifications in, answers them, sends the answers. */
export class Bot {
  readonly #parts: BotDependencies;
  readonly #runner: TurnRunner;
  readonly #lanes: Lanes;
  readonly #sender: Sender;
  readonly #busy: BusyChats;
  readonly #incoming: Incoming;
  readonly #leaseWorker: LeaseWorker;
  readonly #account: ChannelAccounts;
  readonly #check: SelfCheck;
  readonly #people: People;
  readonly #watches: Watches;
  readonly #stopping = new AbortController();

  constructor(parts: BotDependencies) {
    const { channel, journal, dependencies, notes, speaker, audience } = parts;
    const { log, now, prompt, history } = dependencies;
    const { outbox, finished } = journal;
    const busy = new BusyChats();
    const isStopping = (): boolean => this.#stopping.signal.aborted;
    const left = (chat: string, id: string): void => this.#left(chat, id);
    const withdrawn = (reply: Due): Promise<void> => this.#runner.remember(unsaid(reply, now()));
    const wake = (chat: string): void => this.#wake(chat);
    this.#parts = parts;
    this.#busy = busy;
    const sending = { channel, outbox, finished, speaker, log, now, busy };
    this.#sender = new Sender({ ...sending, left, withdrawn });
    const onMended = (): void => this.#sender.hurry();
    const { desk, takeover: settings, accountChanged: onChanged } = parts;
    this.#account = new ChannelAccounts({ channel, log, onMended, onChanged });
    this.#check = new SelfCheck({ ...parts, account: this.#account, prompt, isStopping });
    this.#runner = new TurnRunner({
      ...parts,
      replyDue: (chat, due) => this.#send(chat, due),
      brought: (brings) => this.#watches.brought(brings),
      remembered: (chat, pending) => notes?.grown(chat, pending),
    });
    this.#lanes = new Lanes(parts.traced?.(this.#runner) ?? this.#runner, parts, busy);
    const changed = (chat: string | undefined): void => this.#changed(chat);
    const due = (chat: string): Promise<void> => this.#answered(chat);
    this.#watches = new Watches({ ...parts, changed, due, wake });
    const watched = { journal, channel, history, settings, audience, desk, log, now };
    this.#people = createPeople({ ...watched, changed, accepted: wake });
    const hands = { lanes: this.#lanes, sender: this.#sender, busy };
    this.#leaseWorker = new LeaseWorker({ answering: this.#runner, ...hands });
    this.#incoming = new Incoming({
      ...parts,
      ...this.#people,
      account: this.#account,
      check: this.#check,
      wake,
      log,
    });
  }

  /** A message of ours has left. */
  #left(chat: string, id: string): void {
    const { departures, dependencies } = this.#parts;
    this.#people.takeover.left(chat, id);
    departures?.left(chat, dependencies.now());
  }

  /** A shared journal hands a chat with a new message out by itself. */
  #wake(chat: string): void {
    if (!this.#cluster) this.#lanes.wake(chat);
  }

  /** Resolves when the chat has nothing more to send. */
  #send(chat: string, due: readonly Due[]): Promise<void> {
    this.#sender.wake(chat, due);
    return this.#sender.whenIdle(chat);
  }

  /** A case of this chat ended with words to its customer. A shared journal tells of that by itself. */
  async #answered(chat: string): Promise<void> {
    if (this.#cluster) return;
    this.#sender.wake(chat);
    await this.#runner.catchUp();
  }

  /** Begins with what an earlier run left or, where processes share the journal, with what is handed to this one. */
  async start(): Promise<void> {
    await this.takeUp();
    await this.#cluster?.assignChats(this.#leaseWorker, this.#stopping.signal);
    this.#runner.loadSoon();
    this.#account.watch();
    this.#watches.start();
    this.#parts.notes?.start();
    this.#parts.arrival?.watch();
  }

  /** Takes up what waits in the journal: memory first, then replies, then messages. Also when another process put something back there. */
  async takeUp(): Promise<void> {
    // A shared journal hands chats out by itself.
    if (this.#cluster) return;
    await this.#runner.catchUp();
    for (const chat of await this.#people.takeover.changes()) this.#changed(chat);
    await this.#sender.resume();
    await this.#lanes.resumeAll(await this.#runner.left());
  }

  /**
   * Takes one notification in. Resolves when it is safe to drop it at the vendor: stored, kept as a dead letter, or nothing
   * to store. Rejects when it could not be stored; the vendor must then bring it again.
   */
  accept(received: Acceptable, raw: Uint8Array): Promise<void> {
    return this.#incoming.accept(received, raw);
  }

  /** The bot is silent somewhere, or not any more. Of a shared journal all processes are told. */
  #changed(chat: string | undefined): void {
    this.#watches.changed();
    if (this.#cluster) return;
    this.#lanes.restart(chat);
    this.#sender.silence(chat);
  }

  get #cluster(): Cluster | undefined {
    return this.#parts.journal.ownership.cluster;
  }

  /** What is looked at to tell people of trouble. */
  get vitals(): BotVitals {
    const { arrival, dependencies } = this.#parts;
    const { prompt, budget } = dependencies;
    return { accounts: this.#account.all, arrival, prompt, budget };
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
    this.#people.takeover.stop();
    this.#people.unheard.stop();
    await this.#watches.stop();
    await this.#parts.notes?.stop();
    await this.#lanes.stop(graceMs);
    await this.#runner.stop();
    await this.#sender.stop(graceMs);
  }
}
