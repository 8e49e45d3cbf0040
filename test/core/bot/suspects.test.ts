import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { WorkOutcome } from '../../../src/core/chat-loops.ts';
import type { Waiting } from '../../../src/core/kinds/journal.ts';
import { Lanes, type LaneWork } from '../../../src/core/bot/lanes.ts';

interface Turn {
  ids: string[];
  signal: AbortSignal;
  end(rest?: number): void;
}

/** Messages of all chats by id, with the deaths of each, and the turns that were begun on them. */
class Ward implements LaneWork {
  readonly turns: Turn[] = [];
  readonly #waiting: Waiting[] = [];

  add(chat: string, id: string, deaths = 0, lonelyDeaths = 0): void {
    const inbound = { id, chat, at: 0, content: { type: 'text', text: 'hi' } } as const;
    this.#waiting.push({ inbound, tries: 0, acceptedAt: 0, deaths, lonelyDeaths });
  }

  now(): number {
    return Date.now();
  }

  async waiting(chat: string): Promise<Waiting[]> {
    return this.#waiting.filter(({ inbound }) => inbound.chat === chat);
  }

  turn(_chat: string, messages: readonly Waiting[], signal: AbortSignal): Promise<WorkOutcome> {
    return new Promise((resolve) => {
      const end = (rest?: number): void => {
        if (rest === undefined)
          for (const message of messages) this.#waiting.splice(this.#waiting.indexOf(message), 1);
        resolve(rest === undefined ? 'done' : { againAt: rest });
      };
      this.turns.push({ ids: messages.map(({ inbound }) => inbound.id), signal, end });
    });
  }

  failed(): WorkOutcome {
    return { againAt: this.now() + 1_000 };
  }

  get begun(): string[] {
    return this.turns.map(({ ids }) => ids.join('+'));
  }
}

let ward: Ward;
let lanes: Lanes;
const pass = (ms = 0): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

beforeEach(() => {
  vi.useFakeTimers();
  ward = new Ward();
  lanes = new Lanes(ward, { quietMs: 0, quietMaxMs: 0 });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a message in whose turns three lives have ended', () => {
  it('is tried alone: when the turns under way have ended, and with none beside it', async () => {
    ward.add('a', 'suspect', 3);
    ward.add('b', 'innocent', 2);
    for (const chat of ['a', 'b']) lanes.resume(chat, 0);
    await pass();
    expect(ward.begun).toEqual(['innocent']);
    ward.add('c', 'newer');
    lanes.wake('c');
    ward.turns[0]?.end();
    await pass();
    expect(ward.begun).toEqual(['innocent', 'suspect']);
    ward.turns[1]?.end();
    await pass();
    expect(ward.begun).toEqual(['innocent', 'suspect', 'newer']);
  });

  it('lets everybody have a turn before the next of its kind', async () => {
    for (const id of ['one', 'two', 'three']) ward.add(id, id, 3);
    for (const id of ['one', 'two', 'three']) lanes.resume(id, 0);
    await pass();
    for (const id of ['x', 'y']) ward.add(id, id);
    for (const id of ['x', 'y']) lanes.wake(id);
    await pass();
    expect(ward.begun).toEqual(['one']);
    ward.turns[0]?.end();
    await pass();
    expect(ward.begun).toEqual(['one', 'x', 'y']);
    for (const turn of ward.turns.slice(1)) turn.end();
    await pass();
    expect(ward.begun).toEqual(['one', 'x', 'y', 'two']);
  });

  it('is tried apart from its neighbours in the same chat, in their order', async () => {
    for (const [id, deaths] of Object.entries({ a: 0, b: 1, c: 3, d: 4, e: 0 }))
      ward.add('chat', id, deaths);
    lanes.resume('chat', 0);
    for (const [index, ids] of ['a+b', 'c', 'd', 'e'].entries()) {
      await pass();
      expect(ward.begun[index]).toBe(ids);
      ward.turns[index]?.end();
    }
    await pass();
    expect([lanes.size, ward.begun.length]).toEqual([0, 4]);
  });

  it('holds nobody up while it rests after a failed turn', async () => {
    ward.add('a', 'suspect', 3);
    lanes.resume('a', 0);
    await pass();
    ward.turns[0]?.end(Date.now() + 60_000);
    ward.add('b', 'other');
    lanes.wake('b');
    await pass();
    expect(ward.begun).toEqual(['suspect', 'other']);
  });

  it('ends with a stop, also while it waits for its turn', async () => {
    for (const id of ['one', 'two']) ward.add(id, id, 3);
    for (const id of ['one', 'two']) lanes.resume(id, 0);
    await pass();
    const stopped = lanes.stop(100);
    await pass(100);
    expect(ward.turns[0]?.signal.aborted).toBe(true);
    ward.turns[0]?.end(0);
    await stopped;
    expect(ward.begun).toEqual(['one']);
  });
});

describe('a message that has ended a life alone', () => {
  it('is tried once more when a process has lived for five seconds, after those that have not', async () => {
    ward.add('a', 'killer', 4, 1);
    ward.add('b', 'suspect', 3);
    for (const chat of ['a', 'b']) lanes.resume(chat, 0);
    await pass();
    ward.turns[0]?.end();
    await pass(4_990);
    expect(ward.begun).toEqual(['suspect']);
    await pass(20);
    expect(ward.begun).toEqual(['suspect', 'killer']);
  });

  it('is dealt with at once when it has done so twice', async () => {
    ward.add('a', 'deadly', 5, 2);
    lanes.resume('a', 0);
    await pass();
    expect(ward.begun).toEqual(['deadly']);
  });
});
