import { describe, expect, it } from 'vitest';
import { businessClock, dayIn, momentOf, durationText } from '../../src/core/business-time.ts';

const now = Date.parse('2026-11-24T10:00:00Z');
const almaty = 'Asia/Almaty';

describe('a moment that a person names', () => {
  it.each([
    ['90s', '2026-11-24T09:58:30Z'],
    ['24h', '2026-11-23T10:00:00Z'],
    [' 7D ', '2026-11-17T10:00:00Z'],
    ['2026-11-24', '2026-11-23T19:00:00Z'],
    ['2026-11-24 10:30', '2026-11-24T05:30:00Z'],
    ['2026-11-24T10:30:15', '2026-11-24T05:30:15Z'],
    ['2026-11-24T10:30Z', '2026-11-24T10:30:00Z'],
    ['2026-11-24T10:30+01:00', '2026-11-24T09:30:00Z'],
  ])('%j', (text, expected) => {
    expect(momentOf(text, now, almaty)).toBe(Date.parse(expected));
  });

  it('is in the time that holds on that day, also where clocks are put forward', () => {
    expect(momentOf('2026-07-01', now, 'Europe/Berlin')).toBe(Date.parse('2026-06-30T22:00:00Z'));
    expect(momentOf('2026-12-01', now, 'Europe/Berlin')).toBe(Date.parse('2026-11-30T23:00:00Z'));
    expect(momentOf('2026-03-29 12:00', now, 'Europe/Berlin')).toBe(
      Date.parse('2026-03-29T10:00:00Z'),
    );
  });

  it.each([
    '',
    'yesterday',
    '24',
    '-1h',
    '2026-13-01',
    '2026-06-31',
    '24.11.2026',
    '2026-11-24T25:00',
  ])('is not %j', (text) => {
    expect(momentOf(text, now, almaty)).toBeUndefined();
  });
});

describe('the day at the business', () => {
  it.each([
    ['Asia/Almaty', '2026-11-24T19:00:00Z'],
    ['Asia/Kathmandu', '2026-11-24T18:15:00Z'],
  ])('changes at midnight in %s, to the millisecond, and back', (zone, midnight) => {
    const day = dayIn(zone);
    const at = Date.parse(midnight);
    // Whether there is a comma is a matter of the engine's version.
    const days = [at - 1, at, at + 60_000, at - 1].map((moment) => day(moment).replace(',', ''));
    expect(days).toEqual(
      [24, 25, 25, 24].map(
        (date) => `${date === 24 ? 'Tuesday' : 'Wednesday'} ${date} November 2026`,
      ),
    );
  });
});

describe('a moment for a person', () => {
  const shown = businessClock(almaty, now);

  it.each([
    ['2026-11-24T05:12:59Z', 'today 10:12'],
    ['2026-11-23T19:00:00Z', 'today 00:00'],
    ['2026-11-23T18:59:00Z', 'yesterday 23:59'],
    ['2026-11-20T04:05:00Z', '2026-11-20 09:05'],
  ])('%s is %s', (at, expected) => {
    expect(shown(Date.parse(at))).toBe(expected);
  });
});

it.each([
  [0, 'under a minute'],
  [59_999, 'under a minute'],
  [5 * 60_000, '5 min'],
  [3_600_000, '1 h'],
  [86_400_000 - 1, '23 h 59 min'],
  [86_400_000 * 3 + 3_600_000 * 4 + 60_000, '3 d 4 h'],
  [86_400_000 + 60_000, '1 d'],
])('%d ms are %j', (ms, expected) => {
  expect(durationText(ms)).toBe(expected);
});
