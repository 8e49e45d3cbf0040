import { describe, expect, it } from 'vitest';
import { lastKnownYear, specialDay } from '../../../src/core/time/special-days.ts';
import { everyYear, years, type HolidayCountry } from '../../../src/core/time/holidays.ts';
import { dateOf, dayOf, monthDay, weekdayOf } from '../../../src/core/time/local-day.ts';

function daysOf(year: number): number[] {
  const first = dayOf(`${year}-01-01`);
  return Array.from({ length: dayOf(`${year + 1}-01-01`) - first }, (_, index) => first + index);
}

const isOff = (country: HolidayCountry, day: number): boolean =>
  specialDay(country, day)?.isOff === true;

/** Days off from Monday to Friday, as a calendar of working days lists them. */
function offOnWeekdays(country: HolidayCountry, year: number): string[] {
  return daysOf(year)
    .filter((day) => weekdayOf(day) < 5 && isOff(country, day))
    .map(monthDay);
}

describe('the days off', () => {
  it.each([
    [
      'kz',
      2026,
      '01-01 01-02 01-07 03-09 03-23 03-24 03-25 05-01 05-07 05-11 05-27 07-06 10-26 12-16',
    ],
    [
      'kz',
      2027,
      '01-01 01-04 01-07 03-08 03-15 03-22 03-23 03-24 05-03 05-07 05-10 07-06 10-25 12-16',
    ],
    [
      'ru',
      2026,
      '01-01 01-02 01-05 01-06 01-07 01-08 01-09 02-23 03-09 05-01 05-11 06-12 11-04 12-31',
    ],
    [
      'ru',
      2027,
      '01-01 01-04 01-05 01-06 01-07 01-08 02-22 02-23 03-08 05-03 05-10 06-14 11-04 11-05 12-31',
    ],
  ] as const)('of %s in %i are those of the official calendar', (country, year, days) => {
    expect(offOnWeekdays(country, year).join(' ')).toBe(days);
  });

  it.each([2026, 2027])('of Russia leave 247 working days in %i', (year) => {
    const working = daysOf(year).filter((day) => {
      const special = specialDay('ru', day);
      return special ? !special.isOff : weekdayOf(day) < 5;
    });
    expect(working).toHaveLength(247);
  });

  // The law's rule: a holiday on a weekend moves to the next working day.
  it.each([
    ['kz', 2026],
    ['kz', 2027],
    ['kz', 2028],
    ['ru', 2026],
    ['ru', 2027],
  ] as const)(
    'that are moved in %s in %i are those that the rule of the law moves, or a decree',
    (country, year) => {
      const { own = {}, moved = {} } = years[country][year] ?? {};
      const stays = (date: string, name: string): boolean =>
        country === 'kz' ? date === '01-07' || name === 'Kurban Ait' : date < '01-09';
      const expected: Record<string, string> = {};
      for (const [date, name] of Object.entries(own).toSorted(([one], [other]) =>
        one.localeCompare(other),
      )) {
        const day = dayOf(`${year}-${date}`);
        if (weekdayOf(day) < 5 || stays(date, name)) continue;
        let to = day + 1;
        while (weekdayOf(to) > 4 || monthDay(to) in own || monthDay(to) in expected) to += 1;
        expected[monthDay(to)] = date;
      }
      const decrees: Record<number, string[]> = {
        2026: ['01-09', '12-31'],
        2027: ['11-05', '12-31', '02-22'],
      };
      const byDecree = country === 'ru' ? (decrees[year] ?? []) : [];
      expect(
        Object.fromEntries(Object.entries(moved).filter(([date]) => !byDecree.includes(date))),
      ).toEqual(expected);
    },
  );

  it('hold also on a Saturday or Sunday', () => {
    for (const date of [
      '2026-03-08',
      '2026-03-21',
      '2026-05-09',
      '2026-10-25',
      '2027-01-02',
      '2027-05-16',
    ])
      expect([date, isOff('kz', dayOf(date))]).toEqual([date, true]);
    for (const date of ['2026-01-03', '2026-01-04', '2027-05-01', '2027-06-12'])
      expect([date, isOff('ru', dayOf(date))]).toEqual([date, true]);
    for (const date of ['2026-08-30', '2026-08-31', '2026-01-10', '2026-03-15'])
      expect([date, isOff('kz', dayOf(date))]).toEqual([date, false]);
  });

  it('know the Saturday that is worked like a Monday', () => {
    expect(specialDay('ru', dayOf('2027-02-20'))).toEqual({ isOff: false, like: 0 });
  });

  it('say what is not confirmed', () => {
    const unconfirmed = daysOf(2027).filter((day) => {
      const special = specialDay('kz', day);
      return special?.isOff === true && !special.isConfirmed;
    });
    expect(unconfirmed.map(monthDay)).toEqual([
      '01-04',
      '03-15',
      '03-24',
      '05-03',
      '05-10',
      '05-16',
    ]);
    expect([lastKnownYear('kz'), lastKnownYear('ru')]).toEqual([2026, 2027]);
  });

  it('are those of the law alone in a year that has no calendar yet', () => {
    expect(offOnWeekdays('ru', 2029)).toEqual(
      Object.keys(everyYear.ru).filter((date) => weekdayOf(dayOf(`2029-${date}`)) < 5),
    );
    expect(isOff('kz', dayOf('2030-03-15'))).toBe(true);
  });

  it('name only days that there are', () => {
    for (const table of Object.values(years))
      for (const [year, { own, moved, working = {}, unconfirmed }] of Object.entries(table))
        for (const date of [...Object.keys({ ...own, ...moved, ...working }), ...unconfirmed])
          expect(dateOf(dayOf(`${year}-${date}`))).toBe(`${year}-${date}`);
  });
});
