import type { LaneTiming, LaneWork } from './lane-work.ts';
import { isSuspect, nextMessages, trialAt } from './suspects.ts';
import { TurnFloor, type Begun } from './turn-floor.ts';

export type { LaneTiming, LaneWork } from './lane-work.ts';

/** Why a turn was aborted. */
export const superseded = Symbol('superseded');
export const stopping = Symbol('stopping');

/** Timers take no longer waits than 2^31 - 1 ms. */
const longestTimerMs = 2 ** 31 - 1;

/** How often a turn gives way to newer messages before it is let finish. */
const mostSupersedes = 3;

interface Lane {
  /** When the first message came that no turn has taken yet; undefined when there is none. */
  firstAt: number | undefined;
  /** When the newest message came. */
  lastAt: number;
  /** Rests until this moment: a postponed turn. 0: does not rest. */
  notBefore: number;
  supersedes: number;
  running?: { controller: AbortController; sealed: boolean };
  /** Ends the present wait early, so that it is measured again. */
  alarm?: () => void;
  /** The chat was taken from us: no more turns. */
  isOver?: boolean;
  /** Resolves when the lane is gone. */
  gone?: Promise<void>;
}

/** One chat at a time, chats side by side: each chat with something to do has a lane, and a lane is gone when it is done. */
export class Lanes {
  readonly #lanes = new Map<string, Lane>();
  readonly #work: LaneWork;
  readonly #timing: LaneTiming;
  readonly #floor = new TurnFloor();
  readonly #bornAt: number;
  readonly #idle: (() => void)[] = [];
  #stopped = false;

  constructor(work: LaneWork, timing: LaneTiming) {
    this.#work = work;
    this.#timing = timing;
    this.#bornAt = work.now();
  }

  /** How many chats are being worked on or waited for. */
  get size(): number {
    return this.#lanes.size;
  }

  /** Whether this chat is being worked on or waited for. */
  has(chat: string): boolean {
    return this.#lanes.has(chat);
  }

  /** A message of this chat was accepted just now. */
  wake(chat: string): void {
    const now = this.#work.now();
    const lane = this.#lanes.get(chat);
    if (!lane) return this.#open(chat, { firstAt: now, lastAt: now, notBefore: 0, supersedes: 0 });
    lane.firstAt ??= now;
    lane.lastAt = now;
    this.#supersede(lane);
    lane.alarm?.();
  }

  /** This chat has messages left from before, to be tried not before the moment; a lane that is open looks again by itself. */
  resume(chat: string, notBefore: number): void {
    const lane = this.#lanes.get(chat);
    if (lane) lane.firstAt ??= this.#work.now();
    else this.#open(chat, { firstAt: 0, lastAt: 0, notBefore, supersedes: 0 });
  }

  /** This chat came into our hands with messages that have waited since `firstAt`, the newest of them since `lastAt`. */
  take(chat: string, since: { firstAt: number; lastAt: number; notBefore: number }): void {
    if (!this.#lanes.has(chat)) this.#open(chat, { ...since, supersedes: 0 });
  }

  /** This chat is no longer in our hands: leaves its messages waiting, as a stop does. */
  drop(chat: string): void {
    const lane = this.#lanes.get(chat);
    if (!lane) return;
    lane.isOver = true;
    lane.running?.controller.abort(stopping);
    lane.alarm?.();
  }

  /** Begins no more turns; resolves when those that run have ended or, after `graceMs`, have been left to the journal. */
  async stop(graceMs: number): Promise<void> {
    this.#stopped = true;
    for (const lane of this.#lanes.values()) lane.alarm?.();
    const grace = setTimeout(() => {
      for (const lane of this.#lanes.values()) lane.running?.controller.abort(stopping);
    }, graceMs);
    await this.whenIdle();
    clearTimeout(grace);
  }

  /** Resolves when no chat has anything to do, or not this one. */
  async whenIdle(chat?: string): Promise<void> {
    if (chat !== undefined) await this.#lanes.get(chat)?.gone;
    else if (this.#lanes.size > 0) await new Promise<void>((resolve) => this.#idle.push(resolve));
  }

  #open(chat: string, lane: Lane): void {
    if (this.#stopped) return;
    this.#lanes.set(chat, lane);
    lane.gone = this.#run(chat, lane);
  }

  #supersede(lane: Lane): void {
    if (!lane.running || lane.running.sealed || lane.supersedes >= mostSupersedes) return;
    lane.supersedes += 1;
    lane.running.controller.abort(superseded);
  }

  /** Ends in the same tick in which it found nothing more to do, so that no wake falls between. */
  async #run(chat: string, lane: Lane): Promise<void> {
    while (!this.#stopped && !lane.isOver && (lane.firstAt !== undefined || lane.notBefore > 0)) {
      try {
        await this.#next(chat, lane);
      } catch (error) {
        lane.notBefore = this.#work.failed(chat, error);
      }
    }
    this.#lanes.delete(chat);
    if (this.#lanes.size === 0) for (const resolve of this.#idle.splice(0)) resolve();
  }

  /** Waits until the chat's turn is due, then takes it. */
  async #next(chat: string, lane: Lane): Promise<void> {
    await this.#until(lane, () => Math.max(lane.notBefore, this.#quietAt(lane)));
    await this.#floor.take((isAlone) => this.#take(chat, lane, isAlone));
  }

  async #take(chat: string, lane: Lane, isAlone: boolean): Promise<Begun> {
    if (this.#stopped || lane.isOver) return 'ended';
    const { firstAt } = lane;
    lane.firstAt = undefined;
    const waiting = await this.#work.waiting(chat);
    const messages = nextMessages(waiting);
    lane.notBefore = trialAt(messages, this.#bornAt);
    if (messages.length === 0 || lane.notBefore > this.#work.now()) return 'ended';
    if (!isAlone && messages.some(isSuspect)) return 'must be alone';
    const controller = new AbortController();
    lane.running = { controller, sealed: false };
    try {
      lane.notBefore =
        (await this.#work.turn(chat, messages, controller.signal, () => this.#seal(lane))) ?? 0;
    } finally {
      delete lane.running;
    }
    if (controller.signal.reason === superseded) lane.firstAt = firstAt;
    else lane.supersedes = 0;
    if (messages.length < waiting.length) lane.firstAt ??= lane.lastAt;
    return 'ended';
  }

  #seal(lane: Lane): void {
    if (lane.running) lane.running.sealed = true;
  }

  #quietAt({ firstAt, lastAt }: Lane): number {
    if (firstAt === undefined) return 0;
    return Math.min(lastAt + this.#timing.quietMs, firstAt + this.#timing.quietMaxMs);
  }

  /** Waits for a moment that may move while it waits; ends at once when the lanes stop. */
  async #until(lane: Lane, moment: () => number): Promise<void> {
    for (
      let left = moment() - this.#work.now();
      left > 0 && !this.#stopped && !lane.isOver;
      left = moment() - this.#work.now()
    ) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, Math.min(left, longestTimerMs));
        lane.alarm = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      delete lane.alarm;
    }
  }
}
