import { describe, expect, it } from 'vitest';
import { ServiceError, SetupError } from '../../src/core/errors.ts';
import { askedPause, backoff, retrying } from '../../src/core/retry.ts';

const passing = (retryAfterMs?: number): ServiceError =>
  new ServiceError('x', 'busy', {
    retryable: true,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });

describe('backoff', () => {
  it('doubles from the first pause to the longest', () => {
    const pauses = [0, 1, 2, 3, 4, 5, 1_000].map((tries) => backoff(tries, { random: () => 0 }));
    expect(pauses).toEqual([500, 1000, 2000, 4000, 8000, 8000, 8000]);
    expect(backoff(1, { first: 10, longest: 15, random: () => 0 })).toBe(15);
  });

  it('takes up to a quarter off', () => {
    expect(backoff(0, { random: () => 0.999 })).toBeGreaterThan(375);
    expect(backoff(0, { random: () => 0.999 })).toBeLessThan(376);
    for (let round = 0; round < 100; round += 1) expect(backoff(2)).toBeGreaterThanOrEqual(1500);
  });
});

describe('askedPause', () => {
  it('is what the service asked for', () => {
    expect(askedPause(passing(7))).toBe(7);
    expect(askedPause(passing())).toBeUndefined();
    expect(askedPause(new SetupError('x', 'x'))).toBeUndefined();
  });
});

describe('retrying', () => {
  /** Runs the outcomes in turn on a clock that moves only by the pauses; `stopAt`: aborted at this pause. */
  async function run(
    outcomes: readonly (Error | string)[],
    { deadline = 60_000, stopAt = 0 } = {},
  ) {
    let now = 0;
    let tries = 0;
    const pauses: number[] = [];
    const controller = new AbortController();
    const attempt = (): Promise<string> => {
      const outcome = outcomes[tries] ?? '';
      tries += 1;
      return typeof outcome === 'string' ? Promise.resolve(outcome) : Promise.reject(outcome);
    };
    const onRetry = (_: unknown, pauseMs: number): void => {
      pauses.push(pauseMs);
      now += pauseMs;
      if (pauses.length === stopAt) controller.abort(new Error('superseded'));
    };
    const limits = { deadline, signal: controller.signal, now: () => now, onRetry };
    const settled = await retrying(attempt, limits).then(
      (value) => ({ value }),
      (error: unknown) => ({ error }),
    );
    return { ...settled, tries, pauses };
  }

  it('gives the first success', async () => {
    expect(await run(['yes'])).toEqual({ value: 'yes', tries: 1, pauses: [] });
  });

  it('waits as long as the service asks', async () => {
    expect(await run([passing(3), passing(2), 'yes'])).toEqual({
      value: 'yes',
      tries: 3,
      pauses: [3, 2],
    });
  });

  it('waits by itself where the service asks for nothing', async () => {
    const { tries, pauses } = await run([new Error('a bug'), 'yes'], { stopAt: 1 });
    expect(tries).toBe(1);
    expect(pauses).toEqual([expect.any(Number)]);
    expect(pauses[0]).toBeGreaterThan(374);
    expect(pauses[0]).toBeLessThanOrEqual(500);
  });

  it.each([new ServiceError('x', 'x', { retryable: false }), new SetupError('x', 'x')])(
    'does not repeat what is final: %s',
    async (error) => {
      expect(await run([error, 'yes'])).toEqual({ error, tries: 1, pauses: [] });
    },
  );

  it('gives up with the last failure when the next try would begin at the deadline or later', async () => {
    const last = passing(8);
    expect(await run([passing(2), last, 'yes'], { deadline: 10 })).toEqual({
      error: last,
      tries: 2,
      pauses: [2],
    });
    expect(await run([passing(2), passing(7), 'yes'], { deadline: 10 })).toMatchObject({
      value: 'yes',
    });
  });

  it('ends a pause, and rejects with the reason, when it is aborted', async () => {
    const outcome = await run([passing(59_000), 'yes'], { stopAt: 1 });
    expect(outcome).toMatchObject({ error: new Error('superseded'), tries: 1 });
  });

  it('rejects with the reason when the try itself was aborted', async () => {
    const controller = new AbortController();
    const attempt = (): Promise<never> => {
      controller.abort(new Error('superseded'));
      return Promise.reject(new Error('cut'));
    };
    await expect(
      retrying(attempt, { deadline: 1_000, signal: controller.signal, now: () => 0 }),
    ).rejects.toThrow('superseded');
  });
});
