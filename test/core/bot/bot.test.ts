import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Bot, type BotDependencies } from '../../../src/core/bot/bot.ts';
import { ServiceError } from '../../../src/core/errors.ts';
import type { ChannelState } from '../../../src/core/kinds/channel.ts';
import type { Due } from '../../../src/core/kinds/journal.ts';

const authorized = { ready: true, detail: 'authorized' };
const starting = { ready: false, detail: 'starting' };
const minuteMs = 60_000;

let state: ChannelState | Error;
let due: Due[];
let bot: Bot;

/** A bot that owes one reply, put off for an hour, on an account whose state is as the test says. */
function inDebt(): Bot {
  due = [
    {
      id: 'r1',
      chat: 'a',
      text: 'one',
      createdAt: Date.now(),
      tries: 1,
      notBefore: Date.now() + 60 * minuteMs,
    },
  ];
  const nothing = (): void => {};
  const log = { debug: nothing, info: nothing, warn: nothing, error: nothing };
  const parts = {
    quietMs: 0,
    quietMaxMs: 0,
    takeover: { pauseMs: 0, pauseOnApi: true, pauseIgnore: [] },
    pauseEnd: 'silent',
    dependencies: { log, now: Date.now },
    channel: {
      state: async () => (state instanceof Error ? Promise.reject(state) : state),
      send: async () => 'S1',
    },
    journal: {
      ownership: {},
      pauses: { list: async () => [], of: async () => [] },
      inbox: { chats: async () => [] },
      turns: { unremembered: async () => [] },
      outbox: {
        due: async () => due,
        attempt: async () => true,
        sent: async () => void due.splice(0),
      },
    },
  };
  return new Bot(parts as unknown as BotDependencies);
}

beforeEach(() => void vi.useFakeTimers());
afterEach(async () => {
  await bot.stop(0);
  vi.useRealTimers();
});

describe('replies that wait while the account cannot send', () => {
  it('go out when the look once a minute finds it ready again', async () => {
    state = starting;
    bot = inDebt();
    await bot.start();
    await vi.advanceTimersByTimeAsync(minuteMs);
    expect(due).toHaveLength(1);
    state = authorized;
    await vi.advanceTimersByTimeAsync(minuteMs);
    expect(due).toEqual([]);
  });

  it('go out when the channel says so', async () => {
    state = starting;
    bot = inDebt();
    await bot.start();
    await vi.advanceTimersByTimeAsync(1000);
    await bot.accept({ type: 'state', state: authorized }, new Uint8Array());
    await vi.advanceTimersByTimeAsync(0);
    expect(due).toEqual([]);
  });

  it('keep their time where the account was ready all along, or nobody knows', async () => {
    state = new ServiceError('green-api.unreachable', 'away', { retryable: true });
    bot = inDebt();
    await bot.start();
    await vi.advanceTimersByTimeAsync(1000);
    state = authorized;
    await vi.advanceTimersByTimeAsync(minuteMs);
    await bot.accept({ type: 'state', state: authorized }, new Uint8Array());
    await vi.advanceTimersByTimeAsync(minuteMs);
    expect(due).toHaveLength(1);
  });
});
