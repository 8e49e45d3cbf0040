import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { spinning } from '../../../src/cli/terminal/spinner.ts';

let drawn = '';
const { isTTY } = process.stderr;
beforeEach(() => {
  drawn = '';
  vi.useFakeTimers();
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => Boolean((drawn += String(text))));
  process.stderr.isTTY = true;
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  process.stderr.isTTY = isTTY;
});

/** Waits so many milliseconds for work; the clock is moved by hand. */
async function wait(milliseconds: number, shown = true): Promise<string> {
  const waiting = spinning(
    'Fetching',
    { shown },
    () => new Promise<string>((resolve) => setTimeout(() => resolve('done'), milliseconds)),
  );
  await vi.advanceTimersByTimeAsync(milliseconds);
  return waiting;
}

it('moves after a second, and leaves an empty line', async () => {
  expect(await wait(2000)).toBe('done');
  expect(drawn).toContain('Fetching');
  expect(drawn.endsWith('\r\u001b[K')).toBe(true);
});

it('says nothing about quick work, about data, and without a terminal', async () => {
  await wait(900);
  await wait(2000, false);
  process.stderr.isTTY = false;
  await wait(2000);
  expect(drawn).toBe('');
});

it('goes away when the work fails', async () => {
  const failing = spinning('Fetching', { shown: true }, async () => {
    await new Promise((resolve) => setTimeout(resolve, 1500));
    throw new Error('broken');
  });
  await Promise.all([expect(failing).rejects.toThrow('broken'), vi.advanceTimersByTimeAsync(1500)]);
  expect(drawn.endsWith('\r\u001b[K')).toBe(true);
});
