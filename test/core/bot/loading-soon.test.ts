import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Bot, type BotDependencies } from '../../../src/core/bot/bot.ts';

/** How often what only turns need was loaded. */
const loads = vi.hoisted(() => ({ count: 0 }));
vi.mock('../../../src/core/bot/turn-taker.ts', () => {
  loads.count += 1;
  return { TurnTaker: vi.fn<() => void>() };
});

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A bot to which nobody writes, with a journal that processes share. */
function idleBot(): Bot {
  const nothing = (): void => {};
  const none = async (): Promise<never[]> => [];
  const lists = { list: none, of: none, due: none };
  const log = { debug: nothing, info: nothing, warn: nothing, error: nothing };
  const parts = {
    takeover: { pauseMs: 0, pauseOnApi: true, pauseIgnore: [] },
    channel: {},
    dependencies: { log, now: Date.now },
    journal: {
      ownership: { cluster: { assignChats: none } },
      pauses: lists,
      cases: lists,
    },
  };
  return new Bot(parts as unknown as BotDependencies);
}

it('a bot to which nobody writes is ready for a turn, also where processes share the journal', async () => {
  const bot = idleBot();
  await bot.start();
  expect(loads.count).toBe(0);
  await vi.advanceTimersByTimeAsync(500);
  expect(loads.count).toBe(1);
});
