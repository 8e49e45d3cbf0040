import { prices } from '../../prices.ts';
import { describe, expect, it } from 'vitest';
import type { Charge } from '../../../src/core/kinds/journal.ts';
import {
  costOf,
  usageReport,
  type Grouping,
  type UsageReport,
} from '../../../src/core/costs/usage.ts';

const anna = '77001234567@c.us';
const bolat = '77007654321@c.us';
const now = Date.parse('2026-11-24T10:00:00Z');
const luna = { model: 'gpt-6-luna', usage: { input: 3000, cached: 1000, output: 200 } };
const voice = { input: 0, cached: 0, output: 0, speechSeconds: 60, speechModel: 'gpt-transcribe' };

const accounts = [
  { chat: anna, at: Date.parse('2026-11-21T18:59:00Z'), ...luna },
  { chat: anna, at: Date.parse('2026-11-21T19:00:00Z'), ...luna },
  {
    chat: bolat,
    at: Date.parse('2026-11-23T12:00:00Z'),
    model: 'gpt-6-luna',
    usage: { ...voice, ...luna.usage },
  },
  { chat: bolat, at: now - 3, usage: voice },
  { chat: anna, at: now - 2, model: 'llama', usage: { input: 50, cached: 0, output: 5 } },
  { chat: anna, at: now - 1 },
].map((charge): Charge => ({ kind: 'answer', ...charge }));

async function* read(since: number): AsyncGenerator<Charge> {
  for (const account of accounts) if (account.at >= since) yield await Promise.resolve(account);
}

function report(by: Grouping, days = 3): Promise<UsageReport> {
  return usageReport(read, { by, days, timeZone: 'Asia/Almaty', now, prices });
}

describe('a report', () => {
  it('counts functions over all of it, the most often called first', async () => {
    async function* calling(): AsyncGenerator<Charge> {
      const of = { kind: 'answer', chat: anna, at: now - 1 } as const;
      yield { ...of, calls: { book: { calls: 1, refused: 1 }, slots: { calls: 2 } } };
      yield await Promise.resolve({ ...of, calls: { slots: { calls: 1, failed: 1 } } });
    }
    const { functions } = await usageReport(calling, {
      by: 'day',
      days: 1,
      timeZone: 'Asia/Almaty',
      now,
      prices,
    });
    expect(functions).toEqual([
      { name: 'slots', calls: 3, refused: 0, failed: 1 },
      { name: 'book', calls: 1, refused: 1, failed: 0 },
    ]);
    expect((await report('day')).functions).toEqual([]);
  });

  it("has every day of the business's calendar and leaves out what was before", async () => {
    const { from, to, lines, total } = await report('day');
    expect([from, to]).toEqual(['2026-11-22', '2026-11-24']);
    expect(lines.map(({ key, replies }) => [key, replies])).toEqual([
      ['2026-11-22', 1],
      ['2026-11-23', 1],
      ['2026-11-24', 1],
    ]);
    expect(total).toMatchObject({
      replies: 3,
      input: 6050,
      cached: 2000,
      output: 405,
      voiceMinutes: 2,
      unpriced: ['llama'],
    });
    expect(total.money).toBeCloseTo(2 * 0.00031 + 2 * 0.0045, 10);
    expect((await report('day', 4)).total.replies).toBe(4);
  });

  it('names the most expensive chats first', async () => {
    const { lines } = await report('chat');
    expect(lines.map(({ key }) => key)).toEqual([bolat, anna]);
    expect(lines[1]).toMatchObject({ replies: 2, unpriced: ['llama'] });
  });

  it('keeps the models that answer and those that hear apart, and the sum is the same', async () => {
    const { lines, total } = await report('model');
    expect(lines.map(({ key, replies, voiceMinutes }) => [key, replies, voiceMinutes])).toEqual([
      ['gpt-transcribe', 0, 2],
      ['gpt-6-luna', 2, 0],
      ['llama', 1, 0],
    ]);
    expect(lines.reduce((sum, { money }) => sum + money, 0)).toBeCloseTo(total.money, 12);
  });

  it('has no line for a model that heard nothing, nor for one that said nothing', async () => {
    const silent = {
      ...luna.usage,
      speechSeconds: 0,
      speechModel: 'gpt-transcribe',
      spokenCharacters: 0,
      voiceModel: 'gpt-voice',
    };
    const once = async function* (): AsyncGenerator<Charge> {
      yield await Promise.resolve({
        kind: 'answer',
        chat: anna,
        at: now - 1,
        model: luna.model,
        usage: silent,
      });
    };
    const { lines } = await usageReport(once, {
      by: 'model',
      days: 3,
      timeZone: 'Asia/Almaty',
      now,
      prices,
    });
    expect(lines.map(({ key }) => key)).toEqual([luna.model]);
  });

  it('of nothing is empty', async () => {
    const nothing = await usageReport(async function* () {}, {
      by: 'model',
      days: 30,
      timeZone: 'UTC',
      now,
      prices,
    });
    expect(nothing).toMatchObject({ lines: [], total: { replies: 0, money: 0, unpriced: [] } });
  });
});

describe('the cost of a turn', () => {
  it('of a summary is no reply', () => {
    expect(costOf({ kind: 'summary', ...luna }, prices)).toMatchObject({
      replies: 0,
      input: 3000,
    });
  });

  it('with a transcription by nobody knows whom is marked', () => {
    const { money, unpriced } = costOf(
      {
        kind: 'answer',
        usage: { input: 0, cached: 0, output: 0, speechSeconds: 3 },
      },
      prices,
    );
    expect({ money, unpriced }).toEqual({ money: 0, unpriced: ['unknown'] });
  });
});
