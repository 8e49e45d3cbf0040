import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openAt, type Country } from '../../../src/core/time/index.ts';

interface Row {
  id: string;
  hours: string;
  at: string;
  timeZone: string;
  country: Country;
  holidays?: string[];
  open?: boolean;
  next?: string | null;
  error?: true;
}

const rows = readFileSync(new URL('rows.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Row);

function answer({ hours, at, ...options }: Row): object {
  try {
    return openAt(hours, new Date(at), options);
  } catch (error) {
    return { error: (error as Error).name === 'SetupError' };
  }
}

describe('openAt', () => {
  it.each(rows.map((row) => [row.id, row.hours, row] as const))('%s: %s', (_, __, row) => {
    expect(answer(row)).toEqual(row.error ? { error: true } : { open: row.open, next: row.next });
  });

  it('has sixty questions', () => {
    expect(rows).toHaveLength(60);
  });

  it.each([
    ['2026-12-02T09:59:59.999+05:00', false, '2026-12-02T10:00:00+05:00'],
    ['2026-12-02T10:00:00+05:00', true, '2026-12-02T19:00:00+05:00'],
    ['2026-12-02T18:59:59.999+05:00', true, '2026-12-02T19:00:00+05:00'],
    ['2026-12-02T19:00:00+05:00', false, '2026-12-03T10:00:00+05:00'],
  ])('holds at %s from the opening on and not at the closing', (at, open, next) => {
    expect(
      openAt('ежедневно 10-19', new Date(at), { timeZone: 'Asia/Almaty', country: 'none' }),
    ).toEqual({ open, next });
  });

  it.each([
    ['Asia/Kathmandu', '2026-12-03T09:00:00+05:45'],
    ['Pacific/Chatham', '2026-12-03T09:00:00+13:45'],
    ['Pacific/Kiritimati', '2026-12-03T09:00:00+14:00'],
    ['America/St_Johns', '2026-12-02T09:00:00-03:30'],
    ['America/Los_Angeles', '2026-12-02T09:00:00-08:00'],
    ['UTC', '2026-12-03T09:00:00+00:00'],
  ])('writes the offset of %s', (timeZone, next) => {
    expect(
      openAt('daily 9-10', new Date('2026-12-02T11:00:00Z'), { timeZone, country: 'none' }).next,
    ).toBe(next);
  });

  it.each([
    [
      'a night in which clocks leap',
      'Europe/Berlin',
      'daily 10-20',
      '2027-03-27T21:00+01:00',
      false,
      '2027-03-28T10:00:00+02:00',
    ],
    [
      'a night in which clocks go back',
      'America/New_York',
      'Fri, Sat 20:00-04:00',
      '2026-10-31T23:00-04:00',
      true,
      '2026-11-01T04:00:00-05:00',
    ],
    [
      'an end in the hour that is not',
      'Europe/Berlin',
      'daily 20:00-02:30',
      '2027-03-28T01:30+01:00',
      true,
      '2027-03-28T03:30:00+02:00',
    ],
    [
      'an end in the hour that is twice',
      'Europe/Berlin',
      'daily 20:00-02:30',
      '2026-10-25T01:30+02:00',
      true,
      '2026-10-25T02:30:00+02:00',
    ],
    [
      'hours that meet across the leap',
      'Europe/Berlin',
      'daily 0-2, 3-6',
      '2027-03-28T01:30+01:00',
      true,
      '2027-03-28T06:00:00+02:00',
    ],
  ])('knows %s', (_, timeZone, hours, at, open, next) => {
    expect(openAt(hours, new Date(at), { timeZone, country: 'none' })).toEqual({ open, next });
  });

  it('is open round the clock on days off, but not on a day that the owner takes off', () => {
    const place = { timeZone: 'Asia/Almaty', country: 'kz' } as const;
    expect(openAt('24/7', new Date('2026-12-16T12:00+05:00'), place)).toEqual({
      open: true,
      next: null,
    });
    expect(
      openAt('24/7', new Date('2026-12-16T12:00+05:00'), { ...place, holidays: ['2026-12-20'] }),
    ).toEqual({
      open: true,
      next: '2026-12-20T00:00:00+05:00',
    });
    expect(openAt('daily 0-24', new Date('2026-12-15T12:00+05:00'), place).next).toBe(
      '2026-12-16T00:00:00+05:00',
    );
    expect(
      openAt('daily 0-24', new Date('2026-12-15T12:00+05:00'), { ...place, country: 'none' }).next,
    ).toBeNull();
    expect(
      openAt('daily 9-9:00', new Date('2026-12-15T12:00+05:00'), { ...place, country: 'none' })
        .next,
    ).toBeNull();
  });

  it('finds the next opening behind a long time off', () => {
    const days = Array.from({ length: 700 }, (_, index) =>
      new Date(Date.UTC(2026, 11, 1 + index)).toISOString().slice(0, 10),
    );
    const options = { timeZone: 'Asia/Almaty', country: 'none', holidays: days } as const;
    expect(openAt('daily 9-18', new Date('2026-12-02T10:00Z'), options).next).toBe(
      '2028-10-31T09:00:00+05:00',
    );
  });

  it.each([
    [{ timeZone: 'Mars/Olympus' }, /Mars\/Olympus/],
    [{ country: 'de' as Country }, /must be none, kz, ru, not "de"/],
    [{ holidays: ['tomorrow'] }, /"tomorrow" is not a date/],
    [{ holidays: ['2026-02-30'] }, /"2026-02-30" is not a date/],
    [{ holidays: ['2026-12-16 at noon'] }, /has no end/],
    [{ holidays: ['2026-12-16 sometimes'] }, /"sometimes" is not understood/],
  ])('refuses %o', (options, message) => {
    const place = { timeZone: 'Asia/Almaty', country: 'none', ...options } as const;
    expect(() => openAt('daily 9-18', new Date(0), place)).toThrow(message);
  });

  it('refuses a moment that is none', () => {
    expect(() =>
      openAt('24/7', new Date(Number.NaN), { timeZone: 'UTC', country: 'none' }),
    ).toThrow('not a valid date');
  });
});
