import { describe, expect, it } from 'vitest';
import { Semaphore } from '../../src/core/semaphore.ts';

/** Work that ends when it is told to. */
function gate() {
  const { promise, resolve } = Promise.withResolvers<string>();
  return { work: () => promise, open: resolve };
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('slots', () => {
  it('let so many in, and the others in order', async () => {
    const slots = new Semaphore(2);
    const begun: number[] = [];
    const gates = [0, 1, 2, 3].map(() => gate());
    const all = gates.map(({ work }, index) =>
      slots.run(() => {
        begun.push(index);
        return work();
      }),
    );
    await turn();
    expect(begun).toEqual([0, 1]);
    gates[1]?.open('done');
    await turn();
    expect(begun).toEqual([0, 1, 2]);
    for (const { open } of gates) open('done');
    expect(await Promise.all(all)).toEqual(['done', 'done', 'done', 'done']);
    expect(begun).toEqual([0, 1, 2, 3]);
  });

  it('are given back by work that fails', async () => {
    const slots = new Semaphore(1);
    await expect(slots.run(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await slots.run(() => Promise.resolve('yes'))).toBe('yes');
  });

  it('let those who give up waiting go, and only them', async () => {
    const slots = new Semaphore(1);
    const first = gate();
    const running = slots.run(first.work);
    const stop = new AbortController();
    let begun = false;
    const work = async (): Promise<void> => {
      begun = true;
    };
    const leaving = slots.run(work, stop.signal);
    const staying = slots.run(() => Promise.resolve('mine'), new AbortController().signal);
    stop.abort(new Error('superseded'));
    await expect(leaving).rejects.toThrow('superseded');
    first.open('done');
    expect(await Promise.all([running, staying])).toEqual(['done', 'mine']);
    stop.abort();
    expect(begun).toBe(false);
    await expect(slots.run(work, stop.signal)).rejects.toThrow('superseded');
    expect(await slots.run(() => Promise.resolve('free'))).toBe('free');
  });
});

describe('work that runs alone in slots', () => {
  it('begins when what runs has ended, and those behind it wait', async () => {
    const slots = new Semaphore(2);
    const gates = [0, 1, 2, 3].map(() => gate());
    const begun: number[] = [];
    const work = (index: number) => (): Promise<string> => {
      begun.push(index);
      return gates[index]?.work() ?? Promise.resolve('');
    };
    const all = [
      slots.run(work(0)),
      slots.runAlone(work(1)),
      slots.run(work(2)),
      slots.run(work(3)),
    ];
    for (const [index, expected] of [[0], [0, 1], [0, 1, 2, 3]].entries()) {
      await turn();
      expect(begun).toEqual(expected);
      gates[index]?.open('done');
    }
    gates[3]?.open('done');
    expect(await Promise.all(all)).toHaveLength(4);
  });

  it('does not hold those up that waited behind one who gave up waiting', async () => {
    const slots = new Semaphore(2);
    const [first, stop] = [gate(), new AbortController()];
    const running = slots.run(first.work);
    const leaving = slots.runAlone(() => Promise.resolve('alone'));
    const left = slots.run(() => Promise.resolve('left'), stop.signal);
    stop.abort(new Error('stop'));
    await expect(left).rejects.toThrow('stop');
    first.open('done');
    expect(await Promise.all([running, leaving])).toEqual(['done', 'alone']);
  });
});
