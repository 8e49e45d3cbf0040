import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PriceList } from '../../../src/core/costs/prices.ts';
import { usageReport } from '../../../src/core/costs/usage.ts';
import type { CaseKind } from '../../../src/core/kinds/cases.ts';
import type { Journal } from '../../../src/core/kinds/journal.ts';
import type { TurnRecord } from '../../../src/core/kinds/turn-record.ts';
import { periodReport } from '../../../src/core/report/period-report.ts';
import { openJournal } from '../../../src/plugins/journal/sqlite/journal.ts';

const timeZone = 'Asia/Almaty';
const now = Date.parse('2026-11-30T06:00Z');

let folder: string;
let journal: Journal;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wabot-report-'));
  journal = openJournal(folder, () => now);
});
afterEach(async () => {
  await journal.close();
  await rm(folder, { recursive: true });
});

async function answered(chat: string, at: string, more: Partial<TurnRecord> = {}): Promise<void> {
  const usage = { input: 1000, cached: 0, output: 100 };
  const id = `${chat}/${at}`;
  const record = {
    id,
    chat,
    at: Date.parse(at),
    entries: [],
    facts: {},
    model: 'm',
    usage,
    ms: 1000,
  };
  await journal.turns.settle({ chat, inbound: [], replies: [], record: { ...record, ...more } });
}

const opened = (kind: CaseKind, at: string, question?: string) =>
  journal.cases.open({
    id: `${kind}/${at}/${question}`,
    kind,
    chat: 'a@c.us',
    at: Date.parse(at),
    about: { language: 'ru', ...(question === undefined ? {} : { question }) },
  });

const prices = new PriceList([]);

describe('the report of some days', () => {
  it('counts chats, waits, cases and bookings of these days by the business’s clock', async () => {
    await answered('a@c.us', '2026-11-24T18:59Z', { ms: 9_000 });
    await answered('a@c.us', '2026-11-25T10:00Z', { ms: 2_000 });
    await answered('b@c.us', '2026-11-25T11:00Z', { ms: 4_000 });
    const book = { at: now, args: '', result: '', name: 'book' };
    await answered('b@c.us', '2026-11-25T12:00Z', {
      ms: 3_000,
      calls: [
        { ...book, done: true },
        { ...book, done: false },
      ],
    });
    await answered('c@c.us', '2026-11-23T18:59Z');
    for (const kind of ['ticket', 'request', 'question', 'draft'] as const)
      for (const at of ['2026-11-23T18:59Z', '2026-11-24T12:00Z']) await opened(kind, at, 'Лифт?');
    await opened('question', '2026-11-25T12:00Z', 'А лифт есть?');
    const report = await periodReport(journal, {
      days: 2,
      to: '2026-11-25',
      timeZone,
      now,
      prices,
    });
    expect(report).toMatchObject({
      from: '2026-11-24',
      to: '2026-11-25',
      days: [
        { day: '2026-11-24', chats: 1, replies: 1 },
        { day: '2026-11-25', chats: 2, replies: 3 },
      ],
      chats: 2,
      replies: 4,
      answered: { count: 4, p50: 3_000, p95: 9_000 },
      handedOver: 1,
      bookings: 1,
      requests: 1,
      unknown: { count: 2, questions: [{ question: 'А лифт есть?', count: 2 }] },
      cost: { unpriced: ['m'] },
    });
  });

  it('agrees with the accounts, and says so of nothing, too', async () => {
    const options = { days: 7, timeZone, now, prices };
    expect(await periodReport(journal, options)).toMatchObject({
      chats: 0,
      answered: { count: 0, p50: null, p95: null },
    });
    for (let hour = 0; hour < 24; hour += 1)
      await answered(`${hour % 5}@c.us`, new Date(now - hour * 9 * 3_600_000).toISOString());
    const usage = await usageReport((since) => journal.accounts.usage(since), {
      ...options,
      by: 'day',
    });
    const report = await periodReport(journal, options);
    expect(report.replies).toBe(usage.total.replies);
    expect(report.cost.money).toBe(usage.total.money);
    expect(report.days.map(({ day, replies, money }) => [day, replies, money])).toEqual(
      usage.lines.map(({ key, replies, money }) => [key, replies, money]),
    );
  });
});
