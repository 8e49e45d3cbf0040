import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Bot, type BotDependencies } from '../../../src/core/bot/bot.ts';
import type { Inbound, Received } from '../../../src/core/kinds/channel.ts';

let bot: Bot;
/** Syncs that have begun, to be ended by the test. */
let syncs: PromiseWithResolvers<void>[];
/** Chats whose turn has begun. */
let begun: string[];
let known: Set<string>;

const nothing = (): void => {};

beforeEach(() => {
  syncs = [];
  begun = [];
  known = new Set();
  const parts = {
    quietMs: 0,
    quietMaxMs: 0,
    takeover: { pauseMs: 0, pauseOnApi: true, pauseIgnore: [] },
    pauseEnd: 'silent',
    channel: {},
    dependencies: {
      log: { debug: nothing, info: nothing, warn: nothing, error: nothing },
      now: Date.now,
    },
    journal: {
      ownership: {},
      pauses: { list: async () => [], of: async () => [] },
      inbox: {
        async accept({ chat }: Inbound) {
          const isNew = !known.has(chat);
          known.add(chat);
          const sync = Promise.withResolvers<void>();
          syncs.push(sync);
          return { isNew, durable: sync.promise };
        },
        async waiting(chat: string) {
          begun.push(chat);
          return [];
        },
      },
    },
  };
  bot = new Bot(parts as unknown as BotDependencies);
});
afterEach(() => bot.stop(0));

function message(chat: string): Exclude<Received, { type: 'unauthorized' }> {
  return {
    type: 'message',
    inbound: { chat, id: 'm', at: 0, content: { type: 'text', text: 'hi' } },
  };
}

async function someTurnsOfTheLoop(): Promise<void> {
  for (let turns = 0; turns < 5; turns += 1) await new Promise((resolve) => setImmediate(resolve));
}

describe('a message', () => {
  it('is taken only when it is on the disk; its turn need not wait for that', async () => {
    const taken = vi.fn<() => void>();
    const accepted = bot.accept(message('a'), new Uint8Array()).then(taken);
    await vi.waitFor(() => expect(begun).toEqual(['a']));
    expect(taken).not.toHaveBeenCalled();
    syncs[0]?.resolve();
    await accepted;
  });

  it('that the disk does not take is refused, answered all the same, and taken when it comes again', async () => {
    const accepted = bot.accept(message('a'), new Uint8Array());
    await vi.waitFor(() => expect(begun).toEqual(['a']));
    syncs[0]?.reject(new Error('the disk is broken'));
    await expect(accepted).rejects.toThrow('the disk is broken');
    const again = bot.accept(message('a'), new Uint8Array());
    await vi.waitFor(() => expect(syncs).toHaveLength(2));
    syncs[1]?.resolve();
    await again;
    expect(begun).toEqual(['a']);
  });
});

describe('messages that come together', () => {
  it('are taken before their turns begin, which begin also where the disk fails', async () => {
    const accepted = ['a', 'b', 'c'].map((chat) => bot.accept(message(chat), new Uint8Array()));
    await someTurnsOfTheLoop();
    expect([syncs.length, begun]).toEqual([3, []]);
    syncs[0]?.resolve();
    syncs[1]?.reject(new Error('the disk is broken'));
    syncs[2]?.resolve();
    expect((await Promise.allSettled(accepted)).map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
    ]);
    await vi.waitFor(() => expect(begun.toSorted()).toEqual(['a', 'b', 'c']));
  });
});
