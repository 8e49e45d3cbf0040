import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  BusyChats,
  ChatLoops,
  type ChatLoop,
  type WorkOutcome,
} from '../../src/core/chat-loops.ts';

/** What is new of a chat: when its next round is due. */
interface News {
  dueAt?: number | undefined;
}

/** A round under way: end it from outside. */
interface Round {
  loop: ChatLoop<News>;
  end(outcome: WorkOutcome): void;
  fail(error: Error): void;
}

let rounds: Round[];
let failures: unknown[];
let shared: BusyChats;
let loops: ChatLoops<News>;

const pass = (ms = 0): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);
const begun = (): string[] => rounds.map(({ loop }) => loop.chat);

beforeEach(() => {
  vi.useFakeTimers();
  rounds = [];
  failures = [];
  shared = new BusyChats();
  loops = new ChatLoops<News>(
    {
      dueAt: ({ dueAt }) => dueAt,
      round(loop) {
        loop.state.dueAt = undefined;
        return new Promise((end, fail) => rounds.push({ loop, end, fail }));
      },
      failed(_, error) {
        failures.push(error);
        return { againAt: Date.now() + 1_000 };
      },
      now: Date.now,
    },
    shared,
  );
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a loop', () => {
  it('begins its first round at once where it is due, and is gone when nothing is left', async () => {
    loops.open('a', { dueAt: 0 });
    expect(begun()).toEqual(['a']);
    rounds[0]?.end('done');
    await loops.whenIdle('a');
    expect([loops.size, loops.get('a')]).toEqual([0, undefined]);
  });

  it('takes one round after the other, chats side by side', async () => {
    loops.open('a', { dueAt: 0 });
    loops.open('b', { dueAt: 0 });
    Object.assign(loops.get('a')?.state ?? {}, { dueAt: 0 });
    loops.get('a')?.wake();
    await pass();
    expect(begun()).toEqual(['a', 'b']);
    rounds[0]?.end('done');
    await pass();
    expect(begun()).toEqual(['a', 'b', 'a']);
  });

  it('rests until its moment, whatever is new, and no longer than asked when it is woken', async () => {
    loops.open('a', { dueAt: 0 });
    rounds[0]?.end({ againAt: Date.now() + 5_000 });
    await pass();
    const loop = loops.get('a');
    if (loop) loop.state.dueAt = 0;
    loop?.wake();
    await pass(4_999);
    expect(rounds).toHaveLength(1);
    await pass(1);
    expect(rounds).toHaveLength(2);
    rounds[1]?.end({ againAt: Date.now() + 5_000 });
    await pass();
    if (loop) loop.notBefore = Date.now() + 1_000;
    loop?.wake();
    await pass(1_000);
    expect(rounds).toHaveLength(3);
  });

  it('waits once for a moment further away than a timer reaches', async () => {
    const timers = vi.spyOn(globalThis, 'setTimeout');
    loops.open('a', {}, Number.POSITIVE_INFINITY);
    await pass(60_000);
    expect(timers).toHaveBeenCalledTimes(1);
    expect(rounds).toEqual([]);
  });

  it('tries again when a round fails, as it is told', async () => {
    loops.open('a', { dueAt: 0 });
    rounds[0]?.fail(new Error('journal locked'));
    await pass(999);
    expect([failures.length, rounds.length]).toEqual([1, 1]);
    await pass(1);
    expect(rounds).toHaveLength(2);
  });

  it('begins no more rounds once it is dropped, in the midst of one or at rest', async () => {
    loops.open('running', { dueAt: 0 });
    loops.open('resting', {}, Date.now() + 5_000);
    const resting = loops.whenIdle('resting');
    for (const chat of ['running', 'resting', 'unknown']) loops.drop(chat);
    await resting;
    expect(rounds[0]?.loop.isOver).toBe(true);
    rounds[0]?.end({ againAt: Date.now() + 1 });
    await loops.whenIdle();
    await pass(10_000);
    expect(begun()).toEqual(['running']);
  });

  it('opens no more after a stop, which waits for the rounds that run', async () => {
    loops.open('a', { dueAt: 0 });
    loops.open('b', { dueAt: Date.now() + 5_000 });
    let hasStopped = false;
    const stopped = loops.stop().then(() => (hasStopped = true));
    await pass();
    expect([hasStopped, loops.size]).toEqual([false, 1]);
    rounds[0]?.end('done');
    await stopped;
    loops.open('c', { dueAt: 0 });
    expect(begun()).toEqual(['a']);
  });
});

describe('busy chats', () => {
  it('are those with a loop, of whichever kind, until the last of them has ended', async () => {
    loops.open('a', { dueAt: 0 });
    shared.begin('a');
    const over: string[] = [];
    void shared.whenIdle('a').then(() => over.push('a'));
    void shared.whenIdle().then(() => over.push('all'));
    rounds[0]?.end('done');
    await pass();
    expect([over, shared.size]).toEqual([[], 1]);
    shared.end('a');
    await pass();
    expect([over.toSorted(), shared.size]).toEqual([['a', 'all'], 0]);
    shared.end('unknown');
    await shared.whenIdle('unknown');
  });

  it('are waited for again when they have something to do before anyone who waits knows', async () => {
    shared.begin('a');
    let isOver = false;
    const idle = shared.whenIdle('a').then(() => (isOver = true));
    shared.end('a');
    shared.begin('a');
    await pass();
    expect(isOver).toBe(false);
    shared.end('a');
    await idle;
  });
});
