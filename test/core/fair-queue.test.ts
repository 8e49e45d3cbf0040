import { describe, expect, it } from 'vitest';
import { FairQueue } from '../../src/core/fair-queue.ts';

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const live = (): AbortSignal => new AbortController().signal;

/** Slots for work that ends when it is told to, in the order in which it began. */
function workshop(size: number) {
  let now = 0;
  const slots = new FairQueue(size, () => now);
  const begun: string[] = [];
  const open = new Map<string, () => void>();
  return {
    begun,
    async ask(name: string, seconds: number, owner?: string, signal = live()): Promise<void> {
      const work = (): Promise<void> => {
        begun.push(name);
        return new Promise((resolve) => void open.set(name, resolve));
      };
      void slots.run(work, { owner, seconds }, signal).catch(() => {});
      await turn();
    },
    async end(name: string, took = 0): Promise<void> {
      now += took * 1000;
      open.get(name)?.();
      await turn();
    },
  };
}

describe('fair slots', () => {
  it('let short work before long, and never long work into the last slot', async () => {
    const { begun, ask, end } = workshop(2);
    for (const chat of ['a', 'b', 'c', 'd', 'e', 'f']) await ask(`long ${chat}`, 300, chat);
    expect(begun).toEqual(['long a']);
    for (const chat of ['g', 'h', 'i']) await ask(`note ${chat}`, 10, chat);
    await end('note g');
    await end('note h');
    expect(begun).toEqual(['long a', 'note g', 'note h', 'note i']);
    await end('long a');
    expect(begun.at(-1)).toBe('long b');
  });

  it('work for one chat at a time, and for others before its next', async () => {
    const { begun, ask, end } = workshop(2);
    for (const note of [1, 2, 3, 4]) await ask(`hostile ${note}`, 20, 'hostile');
    expect(begun).toEqual(['hostile 1']);
    await ask('note', 20, 'other');
    await ask('late note', 20, 'third');
    await end('hostile 1');
    expect(begun).toEqual(['hostile 1', 'note', 'late note']);
    await end('note');
    expect(begun.at(-1)).toBe('hostile 2');
  });

  it('starve no long work, however much short work comes', async () => {
    const { begun, ask, end } = workshop(1);
    await ask('note 0', 10, 'chat 0');
    await ask('long', 300, 'patient');
    for (let note = 1; note < 100; note += 1) {
      await ask(`note ${note}`, 10, `chat ${note}`);
      await ask(`note ${note} too`, 10, `chat ${note} too`);
      await end(begun.at(-1) ?? '', 2);
      if (begun.includes('long')) break;
    }
    expect(begun.indexOf('long')).toBeGreaterThan(10);
    expect(begun.indexOf('long')).toBeLessThan(90);
  });

  it('count what work really took, whatever its owner said', async () => {
    const { begun, ask, end } = workshop(1);
    await ask('forged 1', 1, 'forger');
    await ask('forged 2', 1, 'forger');
    await ask('honest', 60, 'customer');
    await end('forged 1', 12);
    expect(begun).toEqual(['forged 1', 'honest']);
  });

  it('forget those who went away while they waited', async () => {
    const { begun, ask, end } = workshop(1);
    await ask('first', 1);
    const stop = new AbortController();
    await ask('gone', 1, 'a', stop.signal);
    await ask('second', 2, 'b');
    stop.abort(new Error('superseded'));
    await turn();
    await end('first');
    expect(begun).toEqual(['first', 'second']);
  });

  it('are given back by work that fails', async () => {
    const slots = new FairQueue(1);
    await expect(
      slots.run(() => Promise.reject(new Error('no')), { seconds: 1 }, live()),
    ).rejects.toThrow('no');
    expect(await slots.run(() => Promise.resolve('yes'), { seconds: 1 }, live())).toBe('yes');
    await expect(
      slots.run(() => Promise.resolve('no'), { seconds: 1 }, AbortSignal.abort(new Error('gone'))),
    ).rejects.toThrow('gone');
  });
});
