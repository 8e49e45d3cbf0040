import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { WorkOutcome } from '../../../src/core/chat-loops.ts';
import type { Waiting } from '../../../src/core/kinds/journal.ts';
import { Lanes, stopping, superseded, type LaneWork } from '../../../src/core/bot/lanes.ts';

/** A turn under way: end it from outside. */
interface Turn {
  chat: string;
  ids: string[];
  signal: AbortSignal;
  seal: () => void;
  /** Settles the messages (or leaves them) and lets the lane go on. */
  end(rest?: number, yields?: boolean): void;
}

/** Work that keeps messages in a list per chat and lets the test end every turn. */
class ScriptedWork implements LaneWork {
  readonly turns: Turn[] = [];
  readonly inbox = new Map<string, string[]>();
  readonly failures: unknown[] = [];
  brokenReads = 0;

  add(chat: string, id: string): void {
    this.inbox.set(chat, [...(this.inbox.get(chat) ?? []), id]);
  }

  now(): number {
    return Date.now();
  }

  waiting(chat: string): Promise<Waiting[]> {
    if (this.brokenReads > 0) {
      this.brokenReads -= 1;
      return Promise.reject(new Error('journal locked'));
    }
    const content = { type: 'text', text: 'hi' } as const;
    return Promise.resolve(
      (this.inbox.get(chat) ?? []).map((id) => ({
        inbound: { id, chat, at: 0, content },
        tries: 0,
        acceptedAt: 0,
        deaths: 0,
        lonelyDeaths: 0,
      })),
    );
  }

  turn(
    chat: string,
    waiting: readonly Waiting[],
    signal: AbortSignal,
    seal: () => void,
  ): Promise<WorkOutcome> {
    const ids = waiting.map(({ inbound }) => inbound.id);
    return new Promise((resolve) => {
      const end = (rest?: number, yields = false): void => {
        if (!signal.aborted && rest === undefined) {
          this.inbox.set(
            chat,
            (this.inbox.get(chat) ?? []).filter((id) => !ids.includes(id)),
          );
        }
        resolve(rest === undefined ? 'done' : { againAt: rest, yields });
      };
      signal.addEventListener('abort', () => end());
      this.turns.push({ chat, ids, signal, seal, end });
    });
  }

  failed(_chat: string, error: unknown): WorkOutcome {
    this.failures.push(error);
    return { againAt: this.now() + 1000 };
  }
}

let work: ScriptedWork;
const say = (lanes: Lanes, chat: string, id: string): void => {
  work.add(chat, id);
  lanes.wake(chat);
};
const pass = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

beforeEach(() => {
  vi.useFakeTimers();
  work = new ScriptedWork();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a rest that yields to what is new', () => {
  const timing = { quietMs: 0, quietMaxMs: 0 };

  it('ends with a message', async () => {
    const lanes = new Lanes(work, timing);
    say(lanes, 'a', '1');
    await pass(0);
    work.turns[0]?.end(Date.now() + 60_000, true);
    await pass(0);
    say(lanes, 'a', '2');
    await pass(0);
    expect(work.turns.map(({ ids }) => ids)).toEqual([['1'], ['1', '2']]);
  });

  it.each(['after what it knows was read', 'while nothing ends it any more'])(
    'is none where a message came %s',
    async (when) => {
      const lanes = new Lanes(work, timing);
      say(lanes, 'a', '1');
      // The messages are read in this very tick; the turn begins with the next.
      if (when.startsWith('after')) say(lanes, 'a', '2');
      await pass(0);
      const [turn] = work.turns;
      turn?.seal();
      if (when.startsWith('while')) say(lanes, 'a', '2');
      turn?.end(Date.now() + 60_000, true);
      await pass(0);
      expect(work.turns.at(-1)?.ids).toEqual(['1', '2']);
    },
  );
});

describe('the quiet time', () => {
  it('makes one turn of a burst, once the chat is quiet', async () => {
    const lanes = new Lanes(work, { quietMs: 1500, quietMaxMs: 8000 });
    say(lanes, 'a', '1');
    await pass(1000);
    say(lanes, 'a', '2');
    await pass(1000);
    say(lanes, 'a', '3');
    await pass(1499);
    expect(work.turns).toHaveLength(0);
    await pass(1);
    expect(work.turns.map(({ ids }) => ids)).toEqual([['1', '2', '3']]);
  });

  it('ends for a customer who never pauses', async () => {
    const lanes = new Lanes(work, { quietMs: 1500, quietMaxMs: 8000 });
    for (let second = 0; second < 8; second += 1) {
      say(lanes, 'a', String(second));
      await pass(1000);
    }
    expect(work.turns.map(({ ids }) => ids.length)).toEqual([8]);
  });

  it('is nothing with 0', async () => {
    const lanes = new Lanes(work, { quietMs: 0, quietMaxMs: 8000 });
    say(lanes, 'a', '1');
    await pass(0);
    expect(work.turns).toHaveLength(1);
  });
});

describe('chats', () => {
  it('run side by side, each one turn at a time', async () => {
    const lanes = new Lanes(work, { quietMs: 0, quietMaxMs: 0 });
    say(lanes, 'a', '1');
    say(lanes, 'b', '1');
    await pass(0);
    expect(work.turns.map(({ chat }) => chat)).toEqual(['a', 'b']);
    work.turns[0]?.seal();
    say(lanes, 'a', '2');
    await pass(0);
    expect(work.turns).toHaveLength(2);
    work.turns[0]?.end();
    await pass(0);
    expect(work.turns[2]).toMatchObject({ chat: 'a', ids: ['2'] });
  });

  it('wait for a place when 256 turns run, and get the next one that is free', async () => {
    const lanes = new Lanes(work, { quietMs: 0, quietMaxMs: 0 });
    for (let chat = 0; chat < 257; chat += 1) say(lanes, String(chat), '1');
    await pass(0);
    expect(work.turns).toHaveLength(256);
    work.turns[0]?.end();
    await pass(0);
    expect(work.turns[256]).toMatchObject({ chat: '256', ids: ['1'] });
  });

  it('leave no lane behind', async () => {
    const lanes = new Lanes(work, { quietMs: 0, quietMaxMs: 0 });
    say(lanes, 'a', '1');
    await pass(0);
    expect(lanes.size).toBe(1);
    const idle = lanes.whenIdle();
    work.turns[0]?.end();
    await idle;
    expect(lanes.size).toBe(0);
  });
});

describe('a newer message', () => {
  it('drops the answer under way and takes the turn again with it', async () => {
    const lanes = new Lanes(work, { quietMs: 1500, quietMaxMs: 8000 });
    say(lanes, 'a', '1');
    await pass(1500);
    say(lanes, 'a', '2');
    expect(work.turns[0]?.signal.reason).toBe(superseded);
    await pass(1500);
    expect(work.turns[1]?.ids).toEqual(['1', '2']);
  });

  it('waits its turn once the reply is sealed', async () => {
    const lanes = new Lanes(work, { quietMs: 0, quietMaxMs: 0 });
    say(lanes, 'a', '1');
    await pass(0);
    work.turns[0]?.seal();
    say(lanes, 'a', '2');
    expect(work.turns[0]?.signal.aborted).toBe(false);
    work.turns[0]?.end();
    await pass(0);
    expect(work.turns.map(({ ids }) => ids)).toEqual([['1'], ['2']]);
  });

  it('does not put the answer off for ever', async () => {
    const lanes = new Lanes(work, { quietMs: 0, quietMaxMs: 0 });
    for (let id = 0; id < 10; id += 1) {
      say(lanes, 'a', String(id));
      await pass(0);
    }
    expect(work.turns).toHaveLength(4);
    expect(work.turns[3]?.signal.aborted).toBe(false);
  });
});

describe('a chat that must rest', () => {
  it('is taken up again at its moment', async () => {
    const lanes = new Lanes(work, { quietMs: 0, quietMaxMs: 0 });
    say(lanes, 'a', '1');
    await pass(0);
    work.turns[0]?.end(Date.now() + 5000);
    await pass(4999);
    expect(work.turns).toHaveLength(1);
    await pass(1);
    expect(work.turns[1]?.ids).toEqual(['1']);
  });

  it('is resumed from an earlier run not before its moment', async () => {
    const lanes = new Lanes(work, { quietMs: 0, quietMaxMs: 0 });
    work.add('a', '1');
    lanes.resume('a', Date.now() + 3000);
    await pass(2999);
    expect(work.turns).toHaveLength(0);
    await pass(1);
    expect(work.turns).toHaveLength(1);
  });

  it('begins with the first of those that are left, not with all of them at once', async () => {
    const lanes = new Lanes(work, { quietMs: 0, quietMaxMs: 0 });
    const left = Array.from({ length: 1000 }, (_, index) => `chat ${index}`);
    for (const chat of left) work.add(chat, '1');
    const resumed = lanes.resumeAll(left.map((chat) => ({ chat, notBefore: 0 })));
    await pass(0);
    expect(work.turns.length).toBeLessThan(20);
    expect(work.turns[0]?.chat).toBe('chat 0');
    await resumed;
    for (let ended = 0; ended < left.length; ended += 1) {
      await pass(0);
      work.turns[ended]?.end();
    }
    expect(work.turns.map(({ chat }) => chat)).toEqual(left);
  });

  it('looks again after its turn when it was resumed meanwhile, and does not give way', async () => {
    const lanes = new Lanes(work, { quietMs: 0, quietMaxMs: 0 });
    say(lanes, 'a', '1');
    await pass(0);
    work.add('a', '2');
    lanes.resume('a', 0);
    await pass(0);
    expect(work.turns.map(({ ids, signal }) => [ids, signal.aborted])).toEqual([[['1'], false]]);
    work.turns[0]?.end();
    await pass(0);
    expect(work.turns.map(({ ids }) => ids)).toEqual([['1'], ['2']]);
  });

  it('tries again when the journal could not be read', async () => {
    const lanes = new Lanes(work, { quietMs: 0, quietMaxMs: 0 });
    work.brokenReads = 2;
    say(lanes, 'a', '1');
    await pass(2000);
    expect(work.failures).toHaveLength(2);
    expect(work.turns.map(({ ids }) => ids)).toEqual([['1']]);
  });
});

describe('stopping', () => {
  it('begins nothing, lets turns end, and resolves then', async () => {
    const lanes = new Lanes(work, { quietMs: 1500, quietMaxMs: 8000 });
    say(lanes, 'a', '1');
    await pass(1500);
    say(lanes, 'b', '1');
    const stopped = lanes.stop(8000);
    work.turns[0]?.end();
    await stopped;
    expect(work.turns).toHaveLength(1);
    expect(work.inbox.get('b')).toEqual(['1']);
  });

  it('leaves to the journal what does not end in time', async () => {
    const lanes = new Lanes(work, { quietMs: 0, quietMaxMs: 0 });
    say(lanes, 'a', '1');
    await pass(0);
    const stopped = lanes.stop(8000);
    await pass(8000);
    await stopped;
    expect(work.turns[0]?.signal.reason).toBe(stopping);
    expect(work.inbox.get('a')).toEqual(['1']);
  });
});

describe('a chat that comes into our hands', () => {
  it('is quiet since its newest message, and rests as long as it must', async () => {
    const lanes = new Lanes(work, { quietMs: 1500, quietMaxMs: 8000 });
    const now = Date.now();
    work.add('a', '1');
    lanes.take('a', { firstAt: now - 1000, lastAt: now - 500, notBefore: 0 });
    work.add('b', '2');
    lanes.take('b', { firstAt: now - 60_000, lastAt: now - 60_000, notBefore: now + 3000 });
    await pass(999);
    expect(work.turns).toEqual([]);
    await pass(1);
    expect(work.turns.map(({ chat }) => chat)).toEqual(['a']);
    await pass(2000);
    expect(work.turns.map(({ chat }) => chat)).toEqual(['a', 'b']);
  });

  it('gets no more turns once it is gone, whatever it was doing', async () => {
    const lanes = new Lanes(work, { quietMs: 0, quietMaxMs: 0 });
    say(lanes, 'running', '1');
    work.add('resting', '2');
    lanes.take('resting', { firstAt: 0, lastAt: 0, notBefore: Date.now() + 60_000 });
    say(lanes, 'other', '3');
    await pass(0);
    for (const chat of ['running', 'resting', 'unknown']) lanes.drop(chat);
    lanes.wake('running');
    await lanes.whenIdle('running');
    await lanes.whenIdle('resting');
    await pass(120_000);
    expect(work.turns.map(({ chat, signal }) => [chat, signal.reason])).toEqual([
      ['running', stopping],
      ['other', undefined],
    ]);
    expect([lanes.has('running'), lanes.has('resting'), lanes.has('other')]).toEqual([
      false,
      false,
      true,
    ]);
  });
});
