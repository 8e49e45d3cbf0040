import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ServiceError, SetupError } from '../../../src/core/errors.ts';
import { isOfMemory, lateCode, MemoryCalls } from '../../../src/core/store/memory-calls.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] }));
afterEach(() => vi.useRealTimers());

function calls(timeoutMs?: number) {
  const told: string[] = [];
  const log = {
    info: (event: string) => void told.push(event),
    warn: (event: string) => void told.push(event),
  };
  return { calls: new MemoryCalls(log, timeoutMs), told };
}

const never = (): Promise<never> => new Promise(() => {});

/** When a call of a silent memory is given up, milliseconds. */
async function givenUpAfter(call: Promise<unknown>): Promise<number> {
  const begun = Date.now();
  let after = -1;
  const ended = call.then(
    () => 'done',
    (error: unknown) => {
      after = Date.now() - begun;
      return error;
    },
  );
  for (let tries = 0; tries < 1000 && after < 0; tries += 1) await vi.advanceTimersByTimeAsync(100);
  expect(await ended).toMatchObject({ code: lateCode, retryable: true });
  return after;
}

describe('a memory that is silent', () => {
  it.each<[string, (of: MemoryCalls) => Promise<unknown>, number]>([
    ['a look', (of) => of.look(never), 1000],
    ['a change', (of) => of.write('a', never), 1000],
    ['forgetting a chat', (of) => of.erase('a', never), 6000],
    ['forgetting all', (of) => of.eraseAll(never), 6000],
  ])('is waited for by %s', async (_what, ask, ms) => {
    expect(await givenUpAfter(ask(calls(1000).calls))).toBe(ms);
  });

  it('has ten seconds where nothing else was said', async () => {
    const { calls: usual, told } = calls();
    expect(await givenUpAfter(usual.look(never))).toBe(10_000);
    expect(told).toEqual(['memory-silent']);
  });

  it('is closed after three seconds, or sooner', async () => {
    const { calls: usual, told } = calls();
    const begun = Date.now();
    const closing = usual.close(never).then(() => Date.now() - begun);
    await vi.advanceTimersByTimeAsync(3000);
    expect([await closing, told]).toEqual([3000, ['memory-not-closed']]);
  });
});

describe('a memory that fails', () => {
  it('rejects with what is known, and is known to be the one that failed', async () => {
    const { calls: usual, told } = calls();
    const failed = await usual
      .look(() => Promise.reject(new Error('disk')))
      .catch((error: unknown) => error);
    expect(failed).toMatchObject({
      code: 'service.memory',
      retryable: true,
      cause: { message: 'disk' },
    });
    expect([
      isOfMemory(failed),
      isOfMemory(new Error('disk')),
      isOfMemory(undefined),
      isOfMemory(null),
    ]).toEqual([true, false, false, false]);
    for (const error of [
      new SetupError('memory', 'x'),
      new ServiceError('redis', 'x', { retryable: false }),
    ])
      expect(
        await usual.write('a', () => Promise.reject(error)).catch((thrown: unknown) => thrown),
      ).toBe(error);
    const thrown = usual.look(() => {
      throw new Error('at once');
    });
    await expect(thrown).rejects.toMatchObject({ code: 'service.memory' });
    expect(told).toEqual([]);
  });

  it('may fail while it is closed', async () => {
    const { calls: usual, told } = calls();
    await usual.close(() => Promise.reject(new Error('gone')));
    await usual.close(() => Promise.resolve());
    expect(told).toEqual(['memory-not-closed']);
  });
});

describe('a write that was late', () => {
  it('is waited for before the next one of its chat, and not by others', async () => {
    const { calls: usual, told } = calls(1000);
    let land = (): void => {};
    expect(
      await givenUpAfter(usual.write('a', () => new Promise<void>((resolve) => (land = resolve)))),
    ).toBe(1000);
    await usual.landed('b');
    const order: string[] = [];
    const waiting = usual.landed('a').then(() => order.push('landed'));
    await vi.advanceTimersByTimeAsync(500);
    expect(order).toEqual([]);
    land();
    await waiting;
    await usual.landed('a');
    expect([order, told]).toEqual([['landed'], ['memory-silent', 'memory-answers']]);
  });

  it('holds up the next one no longer than a look may take', async () => {
    const { calls: usual } = calls(1000);
    await givenUpAfter(usual.erase('a', never));
    expect(await givenUpAfter(usual.landed('a'))).toBe(1000);
  });
});
