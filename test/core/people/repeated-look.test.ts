import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { RepeatedLook } from '../../../src/core/people/repeated-look.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Looks that take so many milliseconds, and how many there were. */
function looking(ms: number): { look: RepeatedLook; count: () => number } {
  let looks = 0;
  const look = async (): Promise<number> => {
    looks += 1;
    if (ms > 0) await new Promise((resolve) => setTimeout(resolve, ms));
    return Number.POSITIVE_INFINITY;
  };
  return { look: new RepeatedLook({ look, now: () => Date.now() }), count: () => looks };
}

it('rests from looks that take their time, however often one is asked for', async () => {
  const { look, count } = looking(20);
  for (let at = 0; at < 990; at += 5) {
    look.again();
    await vi.advanceTimersByTimeAsync(5);
  }
  expect(count()).toBe(5);
  await vi.advanceTimersByTimeAsync(250);
  expect(count()).toBe(6);
  await vi.advanceTimersByTimeAsync(14_000);
  expect(count()).toBe(6);
  await look.stop();
});

it('looks at once where looks are quick, and once more for what was asked meanwhile', async () => {
  const { look, count } = looking(0);
  for (let at = 0; at < 10; at += 1) {
    look.again();
    await vi.advanceTimersByTimeAsync(1);
  }
  expect(count()).toBe(10);
  look.again();
  look.again();
  await vi.advanceTimersByTimeAsync(1);
  expect(count()).toBe(12);
  await look.stop();
});

it('waits for no clock that was set back', async () => {
  const { look, count } = looking(20);
  look.again();
  await vi.advanceTimersByTimeAsync(20);
  vi.setSystemTime(Date.now() - 3_600_000);
  look.again();
  expect(count()).toBe(2);
  await vi.advanceTimersByTimeAsync(20);
  await look.stop();
});
