import { setImmediate as otherWork } from 'node:timers/promises';
import { ChatLoops, type BusyChats, type ChatLoop, type WorkOutcome } from '../chat-loops.ts';
import type { LaneTiming, LaneWork } from './lane-work.ts';
import type { Waiting } from '../kinds/journal.ts';
import { isSuspect, nextMessages, trialAt } from './suspects.ts';
import { TurnFloor } from './turn-floor.ts';

export type { LaneTiming, LaneWork } from './lane-work.ts';

/** Why a turn was aborted. */
export const superseded = Symbol('superseded');
export const stopping = Symbol('stopping');

/** How many chats left from before begin in one round of the event loop. */
const beginAtOnce = 4;

/** How often a turn gives way to newer messages before it is let finish. */
const mostSupersedes = 3;

/** Since when a chat waits. */
interface Waits {
  /** When the first message came that no turn has taken yet; undefined when there is none. */
  firstAt: number | undefined;
  /** When the newest message came. */
  lastAt: number;
}

interface Lane extends Waits {
  supersedes: number;
  /** Whether its rest ends with the next message. */
  yields?: boolean;
  running?: { controller: AbortController; sealed: boolean };
}

/** One chat at a time, chats side by side: each chat with something to do has a lane, and a lane is gone when it is done. */
export class Lanes {
  readonly #lanes: ChatLoops<Lane>;
  readonly #work: LaneWork;
  readonly #timing: LaneTiming;
  readonly #floor = new TurnFloor();
  readonly #bornAt: number;

  /** `busy`: told which chats are being worked on or waited for. */
  constructor(work: LaneWork, timing: LaneTiming, busy?: BusyChats) {
    this.#work = work;
    this.#timing = timing;
    this.#bornAt = work.now();
    this.#lanes = new ChatLoops(
      {
        dueAt: (lane) => this.#quietAt(lane),
        round: (loop) => this.#floor.take((isAlone) => this.#take(loop, isAlone)),
        failed: (chat, error) => work.failed(chat, error),
        now: () => work.now(),
      },
      busy,
    );
  }

  /** How many chats are being worked on or waited for. */
  get size(): number {
    return this.#lanes.size;
  }

  /** Whether this chat is being worked on or waited for. */
  has(chat: string): boolean {
    return this.#lanes.get(chat) !== undefined;
  }

  /** A message of this chat was accepted just now. */
  wake(chat: string): void {
    const now = this.#work.now();
    const loop = this.#lanes.get(chat);
    if (!loop) return this.#lanes.open(chat, { firstAt: now, lastAt: now, supersedes: 0 });
    loop.state.firstAt ??= now;
    loop.state.lastAt = now;
    if (loop.state.yields) loop.notBefore = 0;
    supersede(loop.state);
    loop.wake();
  }

  /**
   * What holds for this chat, or for all, has changed, such as that the bot is silent there: a turn under way is dropped and
   * taken again, a rest ends.
   */
  restart(chat?: string): void {
    const loops = chat === undefined ? [...this.#lanes.all()] : [this.#lanes.get(chat)];
    for (const loop of loops) {
      if (!loop) continue;
      loop.state.firstAt ??= this.#work.now();
      loop.notBefore = 0;
      if (loop.state.running?.sealed === false) loop.state.running.controller.abort(superseded);
      loop.wake();
    }
  }

  /** This chat has messages left from before, to be tried not before the moment; a lane that is open looks again by itself. */
  resume(chat: string, notBefore: number): void {
    const loop = this.#lanes.get(chat);
    if (loop) loop.state.firstAt ??= this.#work.now();
    else this.#lanes.open(chat, { firstAt: 0, lastAt: 0, supersedes: 0 }, notBefore);
  }

  /** Resumes these chats, a few at a time: the first have their answers while others have not begun, not all at the end of all. */
  async resumeAll(left: readonly { chat: string; notBefore: number }[]): Promise<void> {
    for (const [index, { chat, notBefore }] of left.entries()) {
      if (index > 0 && index % beginAtOnce === 0) await otherWork();
      this.resume(chat, notBefore);
    }
  }

  /** This chat came into our hands with messages that have waited since `firstAt`, the newest of them since `lastAt`. */
  take(
    chat: string,
    { notBefore, ...waits }: { firstAt: number; lastAt: number; notBefore: number },
  ): void {
    if (!this.has(chat)) this.#lanes.open(chat, { ...waits, supersedes: 0 }, notBefore);
  }

  /** This chat is no longer in our hands: leaves its messages waiting, as a stop does. */
  drop(chat: string): void {
    const running = this.#lanes.get(chat)?.state.running;
    this.#lanes.drop(chat);
    running?.controller.abort(stopping);
  }

  /** Begins no more turns; resolves when those that run have ended or, after `graceMs`, have been left to the journal. */
  async stop(graceMs: number): Promise<void> {
    const grace = setTimeout(() => {
      for (const { state } of this.#lanes.all()) state.running?.controller.abort(stopping);
    }, graceMs);
    await this.#lanes.stop();
    clearTimeout(grace);
  }

  /** Resolves when no chat has anything to do, or not this one. */
  whenIdle(chat?: string): Promise<void> {
    return this.#lanes.whenIdle(chat);
  }

  /** Undefined: not begun, as it has to be alone. */
  async #take(loop: ChatLoop<Lane>, isAlone: boolean): Promise<WorkOutcome | undefined> {
    const { chat, state: lane } = loop;
    if (loop.isOver) return 'done';
    const { firstAt } = lane;
    lane.firstAt = undefined;
    const waiting = await this.#work.waiting(chat);
    const messages = nextMessages(waiting);
    if (messages.length === 0) return 'done';
    const againAt = trialAt(messages, this.#bornAt);
    if (againAt > this.#work.now()) return { againAt };
    if (!isAlone && messages.some(isSuspect)) return undefined;
    const outcome = await this.#turn(chat, lane, messages, firstAt);
    if (messages.length < waiting.length) lane.firstAt ??= lane.lastAt;
    return outcome;
  }

  /** Takes one turn; superseded, its messages wait since `firstAt` again. */
  async #turn(
    chat: string,
    lane: Lane,
    messages: readonly Waiting[],
    firstAt: number | undefined,
  ): Promise<WorkOutcome> {
    const running = { controller: new AbortController(), sealed: false };
    const { signal } = running.controller;
    lane.running = running;
    const seal = (): void => void (running.sealed = true);
    const outcome = await this.#work
      .turn(chat, messages, signal, seal)
      .finally(() => delete lane.running);
    lane.yields = outcome !== 'done' && outcome.yields === true;
    // What came after its messages were read, and did not drop the turn, found nothing yet that yields.
    const isOvertaken = lane.yields && lane.firstAt !== undefined;
    if (signal.reason === superseded) lane.firstAt = firstAt;
    else lane.supersedes = 0;
    return isOvertaken ? { againAt: this.#work.now(), yields: true } : outcome;
  }

  /** When the chat has been quiet for long enough; undefined where no message is new. */
  #quietAt({ firstAt, lastAt }: Lane): number | undefined {
    if (firstAt === undefined) return undefined;
    return Math.min(lastAt + this.#timing.quietMs, firstAt + this.#timing.quietMaxMs);
  }
}

function supersede(lane: Lane): void {
  if (!lane.running || lane.running.sealed || lane.supersedes >= mostSupersedes) return;
  lane.supersedes += 1;
  lane.running.controller.abort(superseded);
}
