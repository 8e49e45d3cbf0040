import { describe, expect, it } from 'vitest';
import { writtenLength } from '../../../src/plugins/calendar/written-length.ts';
import { onePerson, planFrom } from './places.ts';

function faultsOf(text: string): Promise<string> {
  return planFrom(text).then(
    () => 'none',
    (error: unknown) => (error instanceof Error ? error.message : 'no error'),
  );
}

describe('booking.yaml', () => {
  it('says what is given, by whom and when', async () => {
    expect(await planFrom(onePerson)).toEqual({
      services: [{ name: 'Стрижка', minutes: 60, buffer: 0, staff: ['Айгуль'] }],
      staff: [
        {
          name: 'Айгуль',
          hours: 'Mon-Fri 10:00-19:00',
          daysOff: [],
          calendar: 'aigul@group.calendar.google.com',
        },
      ],
      noticeMs: 0,
      horizonMs: 30 * 86_400_000,
      step: 30,
    });
  });

  it('needs nobody named', async () => {
    const { staff, services } = await planFrom('services: [{name: Урок, duration: 45}]');
    expect([staff, services]).toEqual([
      [{ name: '', daysOff: [] }],
      [{ name: 'Урок', minutes: 45, buffer: 0, staff: [''] }],
    ]);
  });

  it('names every fault with its line', async () => {
    const text = `services:
  - name: Стрижка
    duration: час-два
    staff: [Марат]
  - name: стрижка
    duration: 1h
    price: 5000
staff:
  - name: Айгуль
    hours: когда-нибудь
    days_off: [2026-13-01]
notise: 1h`;
    const message = await faultsOf(text);
    expect(message.match(/line \d+/g)).toEqual(
      [3, 4, 5, 7, 10, 11, 12].map((line) => `line ${line}`),
    );
    expect(message).toMatch(/"notise" is not known here/);
    expect(message).toMatch(/nobody of the staff is called "Марат"/);
  });

  it.each([
    ['', /line 1: services must be a list/],
    ['services: 5', /line 1: services must be a list/],
    ['services:\n  - duration: 1h', /line 2: a service needs a name/],
    ['services:\n  - name: x', /line 2: a service needs a duration/],
    ['services: [a\nb: c', /line \d/],
    ['- x', /line 1: services must be a list/],
    ['services: &a [*a]', /line/],
  ])('refuses %j', async (text, message) => {
    expect(await faultsOf(text)).toMatch(message);
  });
});

describe('a length of time', () => {
  it.each([
    [45, 45],
    ['45', 45],
    ['45m', 45],
    ['45 мин', 45],
    ['1h30m', 90],
    ['1 ч 30 мин', 90],
    ['2 часа', 120],
    ['1 сағат', 60],
    ['30d', 43_200],
    ['2 дня', 2880],
    ['час', undefined],
    ['', undefined],
    [1.5, undefined],
    [null, undefined],
  ])('in %j is %j minutes', (written, minutes) => {
    expect(writtenLength(written)).toBe(minutes);
  });
});
