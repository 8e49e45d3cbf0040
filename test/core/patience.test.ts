import { KeyvMemoryAdapter } from 'keyv';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ChatStore } from '../../src/core/history/chat-store.ts';
import { TimedOut } from '../../src/core/deadline.ts';
import type { Memory } from '../../src/core/kinds/memory.ts';
import { Patience } from '../../src/core/patience.ts';
import { newChat } from '../../src/core/history/stored-chat.ts';

import { chat, hourMs, keepingLog } from './memories.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const failure = (call: Promise<unknown>): Promise<unknown> => call.catch((error: unknown) => error);
const never = (): Promise<never> => new Promise(() => {});

describe('patience', () => {
  it('ends at the time, tells once of what is late, and again when all of it came back', async () => {
    const told: boolean[] = [];
    const patience = new Patience((isLate) => told.push(isLate));
    const slow = Promise.withResolvers<void>();
    const calls = [1, 2].map(() => failure(patience.call(100, () => slow.promise)));
    await vi.advanceTimersByTimeAsync(100);
    expect(await Promise.all(calls)).toEqual([expect.any(TimedOut), expect.any(TimedOut)]);
    expect(told).toEqual([true]);
    slow.resolve();
    await vi.advanceTimersByTimeAsync(0);
    expect(told).toEqual([true, false]);
    expect(await patience.call(100, () => Promise.resolve('in time'))).toBe('in time');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('tells nothing of a call that failed in time', async () => {
    const told: boolean[] = [];
    const patience = new Patience((isLate) => told.push(isLate));
    const failed = patience.call(100, () => Promise.reject(new Error('refused')));
    expect(await failure(failed)).toMatchObject({ message: 'refused' });
    expect(vi.getTimerCount()).toBe(0);
    await vi.advanceTimersByTimeAsync(200);
    expect(told).toEqual([]);
  });

  it('does not heap up calls that never come back', async () => {
    const patience = new Patience(() => {});
    let asked = 0;
    const ask = (): Promise<unknown> =>
      patience.call(100, () => {
        asked += 1;
        return never();
      });
    for (let round = 0; round < 10; round += 1) {
      const calls = Array.from({ length: 64 }, () => ask().catch(() => 'late'));
      await vi.advanceTimersByTimeAsync(100);
      await Promise.all(calls);
    }
    expect(asked).toBe(64 + 9);
    expect(await patience.call(100, () => Promise.resolve('back'))).toBe('back');
  });
});

/** A memory whose next write lands only when it is let. */
function slowMemory(): { memory: Memory; holdNext(): () => void } {
  const memory: Memory = new KeyvMemoryAdapter(new Map());
  const set = memory.set.bind(memory);
  let held: Promise<void> | undefined;
  memory.set = async (...args) => {
    const waits = held;
    held = undefined;
    await waits;
    return set(...args);
  };
  return {
    memory,
    holdNext() {
      const { promise, resolve } = Promise.withResolvers<void>();
      held = promise;
      return resolve;
    },
  };
}

const store = (memory: Memory): ChatStore =>
  new ChatStore(memory, { ttlMs: hourMs, log: keepingLog(), timeoutMs: 100 });
const counting = (chats: ChatStore): Promise<boolean> =>
  chats.change(chat, (stored = newChat(0)) => ({ ...stored, messages: stored.messages + 1 }));

describe('a write that is late', () => {
  it('is not undone by the next one, which waits for it', async () => {
    const { memory, holdNext } = slowMemory();
    const chats = store(memory);
    await counting(chats);
    const land = holdNext();
    const late = failure(counting(chats));
    await vi.advanceTimersByTimeAsync(100);
    expect(await late).toMatchObject({ code: 'service.memory.late', retryable: true });
    const waiting = failure(counting(chats));
    await vi.advanceTimersByTimeAsync(100);
    expect(await waiting).toMatchObject({ code: 'service.memory.late' });
    land();
    await counting(chats);
    expect((await chats.read(chat))?.stored.messages).toBe(3);
  });

  it('that never lands is waited for only this long', async () => {
    const { memory, holdNext } = slowMemory();
    const chats = store(memory);
    holdNext();
    const late = failure(counting(chats));
    await vi.advanceTimersByTimeAsync(100);
    expect(await late).toMatchObject({ code: 'service.memory.late' });
    await vi.advanceTimersByTimeAsync(600);
    expect(await counting(chats)).toBe(true);
  });
});

it('a memory that cannot be given back holds nobody', async () => {
  const memory: Memory = new KeyvMemoryAdapter(new Map());
  memory.disconnect = never;
  const closing = store(memory).close();
  await vi.advanceTimersByTimeAsync(100);
  expect(await closing).toBeUndefined();
});
