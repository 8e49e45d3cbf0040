import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { eraseSpinner, spinning } from '../../../src/cli/terminal/spinner.ts';

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

it('makes room for a line, and goes on below it', async () => {
  const waiting = spinning(
    'Fetching',
    { shown: true },
    () => new Promise((resolve) => setTimeout(resolve, 2000)),
  );
  await vi.advanceTimersByTimeAsync(1500);
  expect(drawn).toMatch(/\S Fetching$/);
  const before = drawn.length;
  eraseSpinner();
  eraseSpinner();
  expect(drawn.slice(before)).toBe('\r\u001b[K');
  await vi.advanceTimersByTimeAsync(500);
  await waiting;
  expect(drawn.slice(before)).toContain('Fetching');
  expect(drawn.endsWith('\r\u001b[K')).toBe(true);
  eraseSpinner();
  expect(drawn.endsWith('\r\u001b[K\r\u001b[K')).toBe(false);
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
