import { describe, expect, it } from 'vitest';
import { momentForModel, momentInWords, OpeningHours } from '../../../src/core/time/index.ts';
import { BusinessHours } from '../../../src/core/time/business-hours.ts';

const timeZone = 'Asia/Almaty';
const at = (text: string): number => Date.parse(`${text}+05:00`);
const now = at('2026-12-11T21:00');

describe('a moment in words', () => {
  it.each([
    ['2026-12-11T22:30', 'сегодня в 22:30', 'бүгін сағат 22:30-да', 'today at 22:30'],
    ['2026-12-12T00:00', 'завтра в 0:00', 'ертең сағат 0:00-де', 'tomorrow at 0:00'],
    ['2026-12-12T10:00', 'завтра в 10:00', 'ертең сағат 10:00-де', 'tomorrow at 10:00'],
    [
      '2026-12-14T09:15',
      'в понедельник в 9:15',
      'дүйсенбі күні сағат 9:15-те',
      'on Monday at 9:15',
    ],
    ['2026-12-15T09:40', 'во вторник в 9:40', 'сейсенбі күні сағат 9:40-та', 'on Tuesday at 9:40'],
    ['2026-12-17T09:50', 'в четверг в 9:50', 'бейсенбі күні сағат 9:50-де', 'on Thursday at 9:50'],
    [
      '2027-01-11T09:00',
      'в понедельник, 11 января, в 9:00',
      '11 қаңтар, дүйсенбі күні, сағат 9:00-де',
      'on Monday, 11 January, at 9:00',
    ],
    [
      '2026-12-18T10:20',
      'в пятницу, 18 декабря, в 10:20',
      '18 желтоқсан, жұма күні, сағат 10:20-да',
      'on Friday, 18 December, at 10:20',
    ],
  ])('%s', (moment, ru, kk, en) => {
    expect(
      (['ru', 'kk', 'en'] as const).map((language) =>
        momentInWords(at(moment), now, { timeZone, language }),
      ),
    ).toEqual([ru, kk, en]);
  });

  it.each(['ru', 'kk', 'en'] as const)('has the months and weekdays of %s', (language) => {
    const ofPlatform = (options: Intl.DateTimeFormatOptions, moment: number): string =>
      new Intl.DateTimeFormat(language, { ...options, timeZone })
        .formatToParts(moment)
        .find(({ type }) => type in options)?.value ?? '';
    for (let day = 0; day < 365; day += 15) {
      const moment = at('2027-01-15T10:00') + day * 86_400_000;
      const said = momentInWords(moment, now, { timeZone, language });
      expect(said).toContain(ofPlatform({ month: 'long', day: 'numeric' }, moment));
      const weekday = ofPlatform({ weekday: 'long' }, moment);
      // Three Russian weekdays end otherwise in the accusative: «в среду».
      expect(said).toContain(language === 'ru' ? weekday.replace(/а$/, 'у') : weekday);
    }
  });
});

describe('the moment for the model', () => {
  it('says date, weekday, time, zone, state and the days that come', () => {
    const hours = new OpeningHours('Пн–Чт 10–19, обед 13–14, Пт 18–02', {
      timeZone,
      country: 'kz',
      holidays: ['2026-12-17 11-15'],
    });
    expect(momentForModel(now, { timeZone, hours })).toEqual([
      'It is Friday, 11 December 2026, 21:00 where the business is (time zone Asia/Almaty, UTC+05:00).',
      'The business is open now; it closes tomorrow at 2:00.',
      'Opening hours: Friday, 11 December 2026: 18:00–2:00 of the next day; Saturday, 12 December 2026: closed; Sunday, 13 December 2026: closed; Monday, 14 December 2026: 10:00–13:00 and 14:00–19:00; Tuesday, 15 December 2026: 10:00–13:00 and 14:00–19:00; Wednesday, 16 December 2026: closed (Independence Day); Thursday, 17 December 2026: 11:00–15:00 (by a decision of the business); Friday, 18 December 2026: 18:00–2:00 of the next day.',
      expect.stringContaining('Later days'),
    ]);
    expect(momentForModel(now, { timeZone, hours })[3]).toBe(
      'Later days are like these, but for: Friday, 1 January 2027: closed (New Year); Saturday, 2 January 2027: closed (New Year); Monday, 4 January 2027: closed (day off for New Year); Thursday, 7 January 2027: closed (Orthodox Christmas).',
    );
    expect(momentForModel(at('2026-12-12T03:00'), { timeZone, hours })[1]).toBe(
      'The business is closed now; it opens on Monday at 10:00.',
    );
  });

  it('knows a business that never closes, and one that has not said its hours', () => {
    const hours = new OpeningHours('24/7', { timeZone, country: 'kz' });
    expect(momentForModel(now, { timeZone, hours })[1]).toBe(
      'The business is open now, and never closes.',
    );
    expect(momentForModel(now, { timeZone, hours })[2]).toContain('2026: round the clock;');
    expect(momentForModel(now, { timeZone, hours: undefined })[1]).toMatch(/not known/);
  });
});

describe('the hours of a business', () => {
  const wanted = (hours: string | undefined): BusinessHours =>
    new BusinessHours(timeZone, { hours, daysOff: { country: 'kz', dates: ['2026-12-11'] } });

  it('say when somebody will be there', () => {
    const hours = wanted('пн-пт 10-19');
    expect(hours.at(now)).toEqual({ open: false, next: at('2026-12-14T10:00') });
    expect(hours.whenOpen(now, 'ru')).toBe('в понедельник в 10:00');
    expect(hours.whenOpen(at('2026-12-14T10:00'), 'ru')).toBeUndefined();
    expect(wanted('вт 10-11').whenOpen(at('2026-12-15T11:00'), 'en')).toBe(
      'on Tuesday, 22 December, at 10:00',
    );
  });

  it('count only the time in which it is open', () => {
    const minutes = 60_000;
    const hours = wanted('пн-пт 10-19');
    expect(hours.afterOpen(now, 15 * minutes)).toBe(at('2026-12-14T10:15'));
    expect(hours.afterOpen(at('2026-12-14T18:50'), 15 * minutes)).toBe(at('2026-12-15T10:05'));
    expect(wanted(undefined).afterOpen(now, 15 * minutes)).toBe(now + 15 * minutes);
  });

  it('are those of one that is always open where nobody has said them', () => {
    const hours = wanted(undefined);
    expect([hours.isKnown, hours.at(now), hours.whenOpen(now, 'ru')]).toEqual([
      false,
      { open: true, next: undefined },
      undefined,
    ]);
    expect(hours.linesFor(now)[1]).toMatch(/not known/);
  });

  it('are told to the model in the same lines within a minute, and in others after it', () => {
    const hours = wanted('пн-пт 10-19');
    expect(hours.linesFor(now + 59_999)).toBe(hours.linesFor(now));
    expect(hours.linesFor(now + 60_000)[0]).toContain('21:01');
  });

  it('cannot be such that contradict each other', () => {
    expect(() => wanted('без выходных и праздников 10-19')).toThrow('they hold on public holidays');
  });
});
