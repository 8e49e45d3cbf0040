import { getEventListeners } from 'node:events';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { TimedOut, unlessAborted, within } from '../../src/core/deadline.ts';

const forever = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) =>
    signal.addEventListener('abort', () => reject(new Error('cut')), { once: true }),
  );

async function failureOf(work: Promise<unknown>): Promise<Error> {
  return work.then(
    () => new Error('it did not fail'),
    (error: unknown) => error as Error,
  );
}

describe('a deadline', () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  it('ends work that takes too long', async () => {
    expect(await failureOf(within(5, new AbortController().signal, forever))).toBeInstanceOf(
      TimedOut,
    );
  });

  it('leaves the work’s own end alone, and nothing behind', async () => {
    vi.useFakeTimers();
    const { signal } = new AbortController();
    expect(await within(60_000, signal, () => Promise.resolve(7))).toBe(7);
    expect(
      (await failureOf(within(60_000, signal, () => Promise.reject(new Error('own'))))).message,
    ).toBe('own');
    expect(getEventListeners(signal, 'abort')).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('gives way to the caller, whose reason counts', async () => {
    const caller = new AbortController();
    const reason = new Error('enough');
    const work = failureOf(within(60_000, caller.signal, forever));
    caller.abort(reason);
    expect(await work).toBe(reason);
  });
});

describe('work that takes no signal', () => {
  it('is waited for, and leaves nothing behind', async () => {
    const { signal } = new AbortController();
    expect(await unlessAborted(Promise.resolve(7), signal)).toBe(7);
    expect((await failureOf(unlessAborted(Promise.reject(new Error('own')), signal))).message).toBe(
      'own',
    );
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  it('is left behind when the caller goes away, before or meanwhile', async () => {
    const [caller, reason] = [new AbortController(), new Error('enough')];
    const work = failureOf(unlessAborted(Promise.withResolvers<never>().promise, caller.signal));
    caller.abort(reason);
    expect(await work).toBe(reason);
    expect(getEventListeners(caller.signal, 'abort')).toEqual([]);
    expect(
      await failureOf(
        unlessAborted(Promise.withResolvers<never>().promise, AbortSignal.abort(reason)),
      ),
    ).toBe(reason);
  });
});
