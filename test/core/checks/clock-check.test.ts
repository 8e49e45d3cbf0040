import { expect, it } from 'vitest';
import { Clocks } from '../../../src/core/checks/clock-check.ts';

const noon = Date.UTC(2026, 10, 3, 12);

/** What is found after calls: by how much our clock is fast and how long the call took, milliseconds; undefined: without a date. */
async function found(...calls: ([fastMs: number, tookMs: number] | undefined)[]) {
  let [now, date] = [noon, ''];
  const clocks = new Clocks(() => now);
  const service: typeof fetch = async () => {
    now += tookMs;
    return new Response(null, { headers: date === '' ? {} : { date } });
  };
  let tookMs = 0;
  const watched = clocks.watching(service);
  for (const call of calls) {
    tookMs = call?.[1] ?? 0;
    // Written in the middle of the call, in whole seconds.
    date = call
      ? new Date(Math.floor((now + tookMs / 2 - call[0]) / 1000) * 1000).toUTCString()
      : '';
    await watched('http://localhost');
  }
  return clocks.check();
}

it.each([
  [0, 'ok', 'the clock is right'],
  [29_000, 'ok', 'the clock is right'],
  [31_000, 'warning', 'the clock is 31 s fast'],
  [-31_000, 'warning', 'the clock is 32 s slow'],
  [299_000, 'warning', 'the clock is 299 s fast'],
  [301_000, 'problem', 'the clock is 301 s fast'],
])('a clock that is %d ms fast', async (fastMs, level, message) => {
  expect(await found([fastMs, 0])).toMatchObject({ level, message });
});

it('the shortest call tells most', async () => {
  expect(await found([400_500, 20_000], [500, 100], [90_500, 900])).toMatchObject({ level: 'ok' });
});

it('no date is no comparison', async () => {
  expect(await found(undefined)).toMatchObject({
    level: 'warning',
    message: 'the clock was not compared: no service answered',
  });
});
