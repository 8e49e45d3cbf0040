import { describe, expect, it } from 'vitest';
import { OpeningHours } from '../../../src/core/time/index.ts';

const minuteMs = 60_000;
const dayMinutes = 1440;
const place = { timeZone: 'Asia/Almaty', country: 'none' } as const;

/** Numbers from 0 on, the same ones for the same seed. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fff_ffff;
    return (state >>> 8) % below;
  };
}

interface Drawn {
  text: string;
  /** Of Monday to Sunday, in minutes since midnight. */
  week: [number, number][][];
}

const names = ['Пн', 'Вт', 'Ср', 'Чт', 'Пт', 'Сб', 'Вс'];
const time = (minutes: number): string =>
  `${String(Math.floor(minutes / 60) % 24).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

function draw(random: (below: number) => number): Drawn {
  const week = names.map(() =>
    Array.from({ length: random(3) }, (): [number, number] => {
      const from = random(95) * 15;
      return [from, from + 15 + random(80) * 15];
    }),
  );
  // One that ends when it begins is a whole day; an end in the next day may not come before its beginning.
  for (const spans of week)
    for (const span of spans) span[1] = Math.min(span[1], span[0] + dayMinutes);
  if (week.every((spans) => spans.length === 0)) week[0]?.push([600, 1140]);
  const parts = week.flatMap((spans, day) =>
    spans.length === 0
      ? []
      : [`${names[day]} ${spans.map(([from, to]) => `${time(from)}-${time(to)}`).join(', ')}`],
  );
  return { text: parts.join('; '), week };
}

const monday = Date.parse('2026-11-30T00:00+05:00');
const daysLooked = 21;

/** Whether it is open in each minute of three weeks, by marking the minutes one by one. */
function minutesOf(
  week: Drawn['week'],
  closed: ReadonlySet<number>,
  own: ReadonlyMap<number, [number, number]>,
): boolean[] {
  const open = Array.from({ length: daysLooked * dayMinutes }, () => false);
  for (let day = -2; day < daysLooked; day += 1) {
    const other = own.get(day);
    const spans = other ? [other] : closed.has(day) ? [] : (week[((day % 7) + 7) % 7] ?? []);
    for (const [from, to] of spans)
      for (let minute = day * dayMinutes + from; minute < day * dayMinutes + to; minute += 1)
        if (minute >= 0 && minute < open.length) open[minute] = true;
  }
  return open;
}

describe('opening hours at any minute', () => {
  it.each(Array.from({ length: 40 }, (_, seed) => seed))(
    'are those that marking every minute gives, %i',
    (seed) => {
      const random = numbers(seed + 1);
      const { text, week } = draw(random);
      const day = random(10);
      const isOwn = seed % 2 === 0;
      const dates = isOwn ? ['2026-12-03', '2026-12-08 11:00-15:00'] : [];
      const open = minutesOf(
        week,
        new Set(isOwn ? [3] : []),
        new Map(isOwn ? [[8, [660, 900]]] : []),
      );
      const hours = new OpeningHours(text, { ...place, holidays: dates });
      for (let minute = day; minute < 10 * dayMinutes; minute += 23) {
        const found = hours.at(monday + minute * minuteMs);
        const change = open.findIndex((is, index) => index > minute && is !== open[minute]);
        const next = change === -1 ? undefined : monday + change * minuteMs;
        if (change !== -1 || found.next === undefined)
          expect([text, minute, found]).toEqual([text, minute, { open: open[minute], next }]);
        else expect(found.next).toBeGreaterThanOrEqual(monday + daysLooked * dayMinutes * minuteMs);
      }
    },
  );

  it('change at each `next` and nowhere between', () => {
    const hours = new OpeningHours('Пн-Чт 9-18, Пт 18-02, обед 13-14, сб 10-15', {
      ...place,
      country: 'kz',
    });
    let at = monday;
    for (let count = 0; count < 200; count += 1) {
      const { open, next } = hours.at(at);
      if (next === undefined) throw new Error('it never changes');
      expect(next).toBeGreaterThan(at);
      expect(hours.at(next - 1).open).toBe(open);
      expect(hours.at(next).open).toBe(!open);
      expect(hours.at((at + next) / 2)).toEqual({ open, next });
      at = next;
    }
    expect(new Date(at).getUTCFullYear()).toBe(2027);
  });

  it('are counted in open time', () => {
    const hours = new OpeningHours('Пн-Пт 10-19, обед 13-14', place);
    const at = (text: string): number => Date.parse(`${text}+05:00`);
    const hour = 60 * minuteMs;
    expect(hours.afterOpen(at('2026-12-01T12:50'), 15 * minuteMs)).toBe(at('2026-12-01T14:05'));
    expect(hours.afterOpen(at('2026-12-04T18:50'), 15 * minuteMs)).toBe(at('2026-12-07T10:05'));
    expect(hours.afterOpen(at('2026-12-01T08:00'), 12 * hour)).toBe(at('2026-12-02T15:00'));
    expect(hours.afterOpen(at('2026-12-01T11:00'), 0)).toBe(at('2026-12-01T11:00'));
    expect(new OpeningHours('24/7', place).afterOpen(at('2026-12-01T11:00'), 12 * hour)).toBe(
      at('2026-12-01T23:00'),
    );
  });

  it('say what a day is', () => {
    const hours = new OpeningHours('Пн-Пт 10-19', {
      ...place,
      country: 'kz',
      holidays: ['2026-12-16 11-15', '2026-12-17'],
    });
    const day = (date: string): unknown => hours.day(Date.parse(date) / 86_400_000);
    expect(day('2026-12-15')).toEqual({
      spans: [{ from: 600, to: 1140 }],
      isOwn: false,
      holiday: undefined,
    });
    expect(day('2026-12-16')).toEqual({
      spans: [{ from: 660, to: 900 }],
      isOwn: true,
      holiday: 'Independence Day',
    });
    expect(day('2026-12-17')).toEqual({ spans: [], isOwn: true, holiday: undefined });
    expect(day('2026-10-26')).toEqual({
      spans: [],
      isOwn: false,
      holiday: 'day off for Republic Day',
    });
  });

  it('that hold on holidays contradict days off', () => {
    const text = 'ежедневно 9-21 без выходных и праздников';
    expect(new OpeningHours(text, place).isClosedOnHolidays).toBe(false);
    expect(() => new OpeningHours(text, { ...place, country: 'kz' })).toThrow('public holidays');
    expect(
      new OpeningHours('Mon-Fri 9-18, closed on public holidays', place).isClosedOnHolidays,
    ).toBe(true);
  });
});
