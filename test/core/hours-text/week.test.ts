import { describe, expect, it } from 'vitest';
import type { TimeSpan } from '../../../src/core/hours-text/clock-time.ts';
import { Unreadable } from '../../../src/core/hours-text/unreadable.ts';
import { readWeek } from '../../../src/core/hours-text/week.ts';
import { moreRefused, moreTexts } from './more-texts.ts';
import { refused, texts } from './texts.ts';

const names = ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su'];

function hour(minutes: number): string {
  const rest = minutes % 60;
  return `${Math.floor(minutes / 60)}${rest === 0 ? '' : `:${String(rest).padStart(2, '0')}`}`;
}

/** A week as `Mo-Fr 10-13+14-19, Sa 11-16`. */
function written(days: readonly (readonly TimeSpan[])[]): string {
  const hours = days.map((spans) =>
    spans.map(({ from, to }) => `${hour(from)}-${hour(to)}`).join('+'),
  );
  const groups: { from: number; to: number; said: string }[] = [];
  for (const [day, said] of hours.entries()) {
    const last = groups.at(-1);
    if (last?.said === said) last.to = day;
    else groups.push({ from: day, to: day, said });
  }
  return groups
    .filter(({ said }) => said !== '')
    .map(
      ({ from, to, said }) =>
        `${from === to ? names[from] : `${names[from]}-${names[to]}`} ${said}`,
    )
    .join(', ');
}

const read = (text: string): string => written(readWeek(text).days);

describe('opening hours', () => {
  it.each([...texts, ...moreTexts])('%j', (text, week) => {
    expect(read(text)).toBe(week);
    expect(read(text.toUpperCase())).toBe(week);
    expect(read(` ${text.replaceAll(' ', '  ')}\n`)).toBe(week);
  });

  it.each([...refused, ...moreRefused])('refuses %j', (text) => {
    expect(() => readWeek(text)).toThrow(Unreadable);
  });

  it.each([
    ['Пн-Пт 9-18, сб по настроению', '"настроению" is not understood'],
    ['Пн-Пт 9:00-25:00', '"25:00" is not a time of day'],
    ['с 9 до 20', 'no days are named'],
    ['вт–сб', '"вт-сб" has no times'],
    ['Пн-Пт 9-18, вс', '"вс" has no times'],
    ['Пн-Пт 9-18, без выходных', '"без выходных" does not agree with the rest'],
    [`Пн-Пт 9-18 ${'и'.repeat(100)}`, `"${'и'.repeat(60)}…" is not understood`],
  ])('names the piece of %j', (text, message) => {
    expect(() => readWeek(text)).toThrow(message);
  });

  it.each([
    [
      'понедельник понедельника понедельнику понедельником понедельники понедельникам понедельниках',
      'Mo',
    ],
    ['вторник вторника вторнику вторникам вторники', 'Tu'],
    ['среда среды среду среде средой средам средах', 'We'],
    ['четверг четверга четвергу четверги четвергам', 'Th'],
    ['пятница пятницы пятницу пятнице пятницам', 'Fr'],
    ['суббота субботы субботу субботе субботам субботам', 'Sa'],
    ['воскресенье воскресенья воскресенью воскресеньям воскресенья', 'Su'],
    [
      'дүйсенбі дүйсенбіде дүйсенбіні дүйсенбіге дүйсенбінің дүйсенбілері дүйсенбілерде дуйсенбиде дүйсенбi',
      'Mo',
    ],
    ['сейсенбі сейсенбіде сейсенби сейсенбілері', 'Tu'],
    ['сәрсенбі сәрсенбіде сарсенби сәрсенбіні сəрсенбі', 'We'],
    ['бейсенбі бейсенбіде бейсенби', 'Th'],
    ['жұма жұмада жұманы жұмалары жума жумада', 'Fr'],
    ['сенбі сенбіде сенби сенбілері', 'Sa'],
    ['жексенбі жексенбіде жексенби жексенбілері', 'Su'],
    ['Monday Mondays mon Mo', 'Mo'],
    ['Thursday Thursdays thu thur thurs Th', 'Th'],
  ])('knows %s', (words, day) => {
    for (const word of words.split(' '))
      expect([word, read(`${word} 9-18`)]).toEqual([word, `${day} 9-18`]);
  });

  it.each([
    'Демалыс күнсіз 9-21',
    'демалыс күндерінсіз 9-21',
    'Демалыссыз, үзіліссіз 9-21',
    'Без перерывов и обеда, без выходных 9-21',
  ])('knows what is without: %s', (text) => {
    expect(read(text)).toBe('Mo-Su 9-21');
  });

  it.each(['-', '–', '—', '−', '‑', ' - ', ' — ', '~', '...'])(
    'takes %j between days and times',
    (dash) => {
      expect(read(`Пн${dash}Пт 10${dash}19`)).toBe('Mo-Fr 10-19');
    },
  );

  it.each([
    '9',
    '09',
    '9:00',
    '09:00',
    '9.00',
    '09.00',
    '0900',
    '9 AM',
    '9am',
    '9 a.m.',
    '9:00 am',
    '9 утра',
    '9⁰⁰',
    '9 ч',
    '9:00:00',
  ])('takes %j for nine o’clock', (time) => {
    expect(read(`Mon ${time} - 20:00`)).toBe('Mo 9-20');
  });

  it.each([
    ['9-6', '9-18'],
    ['10-10', '10-22'],
    ['9-12', '9-12'],
    ['12-8', '12-32'],
    ['18-2', '18-26'],
    ['06:00-02:30', '6-26:30'],
    ['9:00-6:00', '9-30'],
    ['11-02', '11-26'],
    ['18:00-00:00', '18-24'],
    ['18:00-24:00', '18-24'],
    ['12am-12pm', '0-12'],
    ['1-5pm', '13-17'],
    ['9-6pm', '9-18'],
    ['6pm-11', '18-23'],
    ['11am-2', '11-14'],
  ])('reads %s as %s', (written_, meant) => {
    expect(read(`Mon ${written_}`)).toBe(`Mo ${meant}`);
  });

  it.each([
    ['Пн-Пт 9-18, обед 13-14, Сб 11-16', 'Mo-Fr 9-13+14-18, Sa 11-16'],
    ['Пн-Пт 14-20, обед 13-14', 'Mo-Fr 14-20'],
    ['Пн-Вс 9-18, обед 13-14, сб 10-16', 'Mo-Fr 9-13+14-18, Sa 10-16, Su 9-13+14-18'],
    ['Пн-Сб 9-18, обед пн-пт 13-14', 'Mo-Fr 9-13+14-18, Sa 9-18'],
    ['Пн-Пт 9-18, обед 13-14, 19-21', 'Mo-Fr 9-13+14-18+19-21'],
    ['Пн-Пт 22-06, перерыв 2-3', 'Mo-Fr 22-26+27-30'],
    ['Пн-Пт 12-22, перерыв 9-10', 'Mo-Fr 12-22'],
  ])('takes a break out: %s', (text, week) => {
    expect(read(text)).toBe(week);
  });

  it('says what a text says of public holidays', () => {
    expect(readWeek('Пн-Пт 9-18, сб, вс и праздники – выходной').holidays).toBe('closed');
    expect(readWeek('ежедневно 9-21 без выходных и праздников').holidays).toBe('as ever');
    expect(readWeek('ежедневно 9-21').holidays).toBeUndefined();
  });

  it('takes round the clock on some days for no exception to days off', () => {
    expect(readWeek('круглосуточно').isAlways).toBe(true);
    expect(readWeek('Пн-Пт круглосуточно, сб 10-18').isAlways).toBe(false);
    expect(readWeek('Пн-Вс 0-24').isAlways).toBe(false);
    expect(readWeek('24/7, обед 13-14').isAlways).toBe(false);
  });
});
