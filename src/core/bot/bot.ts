import { AccountWatch } from '../health/account.ts';
import { TurnRunner } from './turn-runner.ts';
import type { TurnRunnerDependencies } from './turn-runner-dependencies.ts';
import type { Departures } from '../audience/departures.ts';
import { BusyChats } from '../chat-loops.ts';
import type { ArrivalWatch } from '../health/arrival-watch.ts';
import { Incoming, type Acceptable } from './incoming.ts';
import type { Channel } from '../kinds/channel.ts';
import type { Consequences, Due, Journal } from '../kinds/journal.ts';
import { Lanes, type LaneTiming } from './lanes.ts';
import { SelfCheck, type Readiness } from '../health/readiness.ts';
import { Sender } from '../delivery/sender.ts';
import type { Cluster } from '../kinds/cluster.ts';
import { LeftList } from '../left/left-list.ts';
import { PauseWatch } from '../people/pause-watch.ts';
import { createPeople, type People } from '../people/people.ts';
import type { TakeoverSettings } from '../people/takeover.ts';
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
  /** Told when our messages leave; absent: nobody asks. */
  departures?: Pick<Departures, 'left'> | undefined;
  /** Undefined: nobody can say whether messages arrive. */
  arrival?: ArrivalWatch | undefined;
  /** Undefined: every reply is written. */
  speaker?: Speaker | undefined;
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
  readonly #account: AccountWatch;
  readonly #check: SelfCheck;
  readonly #people: People;
  readonly #pauseWatch: PauseWatch;
  readonly #leftList: LeftList;
  readonly #stopping = new AbortController();

  constructor(parts: BotDependencies) {
    const { channel, journal, dependencies, summaries, speaker, audience } = parts;
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
    this.#account = new AccountWatch({ channel, log, onMended: () => this.#sender.hurry() });
    this.#check = new SelfCheck({ ...parts, account: this.#account, prompt, isStopping });
    this.#runner = new TurnRunner({
      ...parts,
      replyDue: (chat, due) => this.#send(chat, due),
      brought: (brings) => this.#brought(brings),
      remembered: (chat, pending) => summaries?.grown(chat, pending),
    });
    this.#lanes = new Lanes(this.#runner, parts, busy);
    this.#pauseWatch = new PauseWatch({ ...parts, ...dependencies });
    this.#leftList = new LeftList({ ...dependencies, journal });
    const changed = (chat: string | undefined): void => this.#changed(chat);
    const watched = { journal, channel, history, settings: parts.takeover, audience, log, now };
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

  /** A case that ended may have made replies due in another chat; a shared journal tells of that by itself. */
  #brought({ ends, opens }: Consequences): void {
    if (opens?.kind === 'left') this.#leftList.watch();
    const { journal, dependencies } = this.#parts;
    if (!ends || this.#cluster) return;
    journal.cases.find(ends.number).then(
      (ended) => ended && this.#sender.wake(ended.chat),
      (error: unknown) => dependencies.log.warn('case-unseen', { error }),
    );
  }

  /** Begins with what an earlier run left or, where processes share the journal, with what is handed to this one. */
  async start(): Promise<void> {
    await this.takeUp();
    await this.#cluster?.assignChats(this.#leaseWorker, this.#stopping.signal);
    this.#account.watch();
    this.#pauseWatch.watch();
    this.#leftList.watch();
    this.#parts.arrival?.watch();
  }

  /** Takes up what waits in the journal: memory first, then replies, then messages. Also when another process put something back there. */
  async takeUp(): Promise<void> {
    // A shared journal hands chats out by itself.
    if (this.#cluster) return;
    await this.#runner.catchUp();
    for (const chat of await this.#people.takeover.changes()) this.#changed(chat);
    await this.#sender.resume();
    for (const { chat, notBefore } of await this.#parts.journal.inbox.chats())
      this.#lanes.resume(chat, notBefore);
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
    this.#people.takeover.stop();
    this.#people.unheard.stop();
    await this.#pauseWatch.stop();
    await this.#leftList.stop();
    await this.#parts.summaries?.stop();
    await this.#lanes.stop(graceMs);
    await this.#runner.stop();
    await this.#sender.stop(graceMs);
  }
}
