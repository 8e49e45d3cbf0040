import { expect, it } from 'vitest';
import { ThrottledLog } from '../../../src/core/server/throttled-log.ts';

it('tells at once, then once a minute with how often it was', () => {
  let now = 5;
  const told: object[] = [];
  const seldom = new ThrottledLog<{ reason: string }>(
    (what) => told.push(what),
    () => now,
  );
  for (let count = 0; count < 3; count += 1) seldom.add({ reason: 'a' });
  now += 59_999;
  seldom.add({ reason: 'a' });
  now += 1;
  seldom.add({ reason: 'b' });
  expect(told).toEqual([
    { reason: 'a', times: 1 },
    { reason: 'b', times: 4 },
  ]);
});
