import { describe, expect, it } from 'vitest';
import { dayIn } from '../../../src/core/business-time.ts';
import { lateLine } from '../../../src/core/turn/late-message.ts';

const timeZone = 'Asia/Almaty';
const minute = 60_000;
const hour = 60 * minute;

function line(now: string, ...agos: number[]): string | undefined {
  const at = Date.parse(now);
  return lateLine(
    agos.map((ago) => ({ at: at - ago })),
    { now: at, timeZone, dayOf: dayIn(timeZone), staleMs: 12 * hour },
  );
}

describe('the hour of a message', () => {
  it.each([0, 1000, 10 * minute, -hour])('is not told of one that is %d ms old', (ago) => {
    expect(line('2026-11-24T10:00:00Z', ago)).toBeUndefined();
  });

  it.each([
    [10 * minute + 1, '14:49 (11 min ago)'],
    [hour, '14:00 (1 h ago)'],
  ])('is told, by the clock of the business, of one that is %d ms old', (ago, said) => {
    expect(line('2026-11-24T10:00:00Z', ago)).toContain(
      `was written on Tuesday, 24 November 2026 at ${said}`,
    );
  });

  it('is told of one from another day of the business, however short ago', () => {
    expect(line('2026-11-24T19:00:01Z', 2000)).toContain(
      'Tuesday, 24 November 2026 at 23:59 (1 min ago)',
    );
    expect(line('2026-11-24T00:00:01Z', 2000)).toBeUndefined();
  });

  it('is told of each where one of several is late, once for those of one minute', () => {
    const found = line('2026-11-24T10:00:00Z', 22 * hour, 22 * hour - 1000, 21 * hour, 0);
    expect(found).toContain(
      'in their order, on Monday, 23 November 2026 at 17:00 (22 h ago); Monday, 23 November 2026 at 18:00 (21 h ago); Tuesday, 24 November 2026 at 15:00 (just now)',
    );
  });

  it('is told shortly of very many', () => {
    const many = Array.from({ length: 500 }, (_, index) => 23 * hour - index * 2 * minute);
    expect(line('2026-11-24T10:00:00Z', ...many)?.length).toBeLessThan(900);
  });

  it('is told with regret where even the newest is older than is usual', () => {
    const now = '2026-11-24T10:00:00Z';
    expect(line(now, 13 * hour)).toContain('sorry for the late answer');
    expect(line(now, 13 * hour, 12 * hour)).not.toContain('sorry');
  });
});
