import { describe, expect, it } from 'vitest';
import type { Charge } from '../../../src/core/kinds/journal.ts';
import { silentVersion } from '../../../src/core/kinds/turn-record.ts';
import { translatorTo } from '../../../src/core/owner-language/index.ts';
import { digestText } from '../../../src/core/report/digest-wording.ts';
import type { PeriodReport } from '../../../src/core/report/period-report.ts';
import { dueDigest, weeklyDigest } from '../../../src/core/report/weekly-digest.ts';
import { digestSetting } from '../../../src/core/settings/digest-setting.ts';

const monday = { weekday: 0, minutes: 9 * 60 };
const dueAt = (iso: string, timeZone = 'Asia/Almaty', time = monday) =>
  dueDigest(time, Date.parse(iso), timeZone)?.date;

describe('WABOT_DIGEST', () => {
  it.each([
    ['mon 9:00', { weekday: 0, minutes: 540 }],
    ['Monday 9', { weekday: 0, minutes: 540 }],
    ['пн 18:30', { weekday: 0, minutes: 1110 }],
    ['Воскресенье, 21.15', { weekday: 6, minutes: 1275 }],
    ['сәрсенбі 8:00', { weekday: 2, minutes: 480 }],
    ['сб 0:00', { weekday: 5, minutes: 0 }],
    ['off', 'off'],
  ])('%j is understood', (written, time) => {
    expect(digestSetting.parse(written)).toEqual(time);
  });

  it.each(['9:00', 'mon', 'mon 24:00', 'mon 9:60', 'someday 9:00', 'mon 9:00 pm', ''])(
    '%j is refused',
    (written) => {
      expect(() => digestSetting.parse(written)).toThrow('must be a weekday and a time');
    },
  );
});

describe('the digest of a week', () => {
  it.each([
    ['2026-11-30T03:59Z', undefined],
    ['2026-11-30T04:00Z', '2026-11-30'],
    ['2026-12-02T03:59Z', '2026-11-30'],
    ['2026-12-02T04:00Z', undefined],
    ['2026-12-07T04:00Z', '2026-12-07'],
  ])('is due by the clock of the business: %s is that of %s', (at, date) => {
    expect(dueAt(at)).toBe(date);
  });

  it('goes by the business’s day where that is another than in Greenwich, and by its summer time', () => {
    const late = { weekday: 6, minutes: 23 * 60 + 30 };
    expect(dueAt('2026-11-30T04:40Z', 'America/New_York', late)).toBe('2026-11-29');
    expect(dueAt('2026-03-30T06:59Z', 'Europe/Berlin')).toBe(undefined);
    expect(dueAt('2026-03-30T07:00Z', 'Europe/Berlin')).toBe('2026-03-30');
  });

  it('is about the seven days before', () => {
    expect(dueDigest(monday, Date.parse('2026-12-01T00:00Z'), 'Asia/Almaty')).toEqual({
      date: '2026-11-30',
      from: '2026-11-23',
      to: '2026-11-29',
    });
  });
});

const now = Date.parse('2026-11-30T05:00Z');
const charge = (at: string, more: Partial<Charge> = {}): Charge => ({
  kind: 'answer',
  chat: 'c',
  at: Date.parse(at),
  ...more,
});

function happening(...charges: Charge[]) {
  let reads = 0;
  const usage = (): AsyncIterable<Charge> => {
    reads += 1;
    return (async function* () {
      yield* charges;
    })();
  };
  const journal = { accounts: { usage } } as unknown as Parameters<
    typeof weeklyDigest
  >[0]['journal'];
  const digest = weeklyDigest({ journal, time: monday, timeZone: 'Asia/Almaty', now: () => now });
  return { look: () => digest.look(), reads: () => reads };
}

describe('a week', () => {
  it('in which somebody was answered is told under the name of its day', async () => {
    const { look } = happening(charge('2026-11-29T18:59Z'));
    const [notice] = await look();
    expect(notice).toMatchObject({
      id: 'digest/2026-11-30',
      topic: 'digest',
      values: { from: '2026-11-23', to: '2026-11-29' },
    });
    expect(await look()).toHaveLength(1);
  });

  it.each([
    ['today', charge('2026-11-29T19:00Z')],
    ['before it', charge('2026-11-22T18:59Z')],
    ['by nobody, who only listened', charge('2026-11-25T10:00Z', { promptVersion: silentVersion })],
    ['with a summary only', charge('2026-11-25T10:00Z', { kind: 'summary' })],
  ])('in which nobody was, as it was %s, is not told nor read again', async (_, only) => {
    const { look, reads } = happening(only);
    expect([await look(), await look()]).toEqual([[], []]);
    expect(reads()).toBe(1);
  });
});

const report: PeriodReport = {
  from: '2026-11-23',
  to: '2026-11-29',
  days: [],
  chats: 12,
  replies: 40,
  answered: { count: 40, p50: 6_400, p95: 125_000 },
  handedOver: 3,
  bookings: 5,
  requests: 2,
  unknown: { count: 4, questions: [{ question: 'Есть парковка?', language: 'ru', count: 3 }] },
  cost: { money: 1.234, estimated: false, unpriced: [] },
};

describe('a digest in words', () => {
  it.each([
    [
      'en',
      'The week 23.11–29.11: what the bot did',
      'Half were answered within 6 s, 95 % within 2:05 min',
    ],
    ['ru', 'Неделя 23.11–29.11: что сделал бот', 'Половина ответов — за 6 с, 95 % — за 2:05 мин'],
    [
      'kk',
      'Апта 23.11–29.11: бот не істеді',
      'Жауаптардың жартысы 6 с ішінде, 95 %-ы 2:05 мин ішінде',
    ],
  ] as const)('says all of it in %s', (language, title, wait) => {
    const { lines = [], ...told } = digestText(report, { words: translatorTo(language) });
    expect(told.title).toBe(`📊 ${title}`);
    const all = lines.join('\n');
    expect(all).toContain(wait);
    for (const figure of ['12', '40', '3', '5', '2', '4', '$1.23', 'Есть парковка? (3)'])
      expect(all).toContain(figure);
    if (language !== 'en') expect(all).not.toMatch(/Chats|Handed|Cost|Not known|Answer them/);
  });

  it('says what is at most, and what has no price', () => {
    const cost = { money: 1, estimated: true, unpriced: ['mine-1'] };
    const { lines = [] } = digestText({ ...report, cost }, { words: translatorTo('en') });
    expect(lines).toContain('Cost: ≤$1.00, and mine-1 at an unknown price');
  });
});
