import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Journal } from '../../src/core/kinds/journal.ts';
import type { TurnRecord } from '../../src/core/kinds/turn-record.ts';
import { openJournal } from '../../src/plugins/journal/sqlite/journal.ts';
import { wabotHere, type RanHere } from '../cli.ts';
import { makeFolder } from '../plugins/journal/sqlite/folder.ts';

const chat = '77001234567@c.us';
const dayMs = 24 * 60 * 60 * 1000;

let folder: Awaited<ReturnType<typeof makeFolder>>;
let journal: Journal;

beforeEach(async () => {
  folder = await makeFolder();
  journal = openJournal(folder.path, Date.now);
});

afterEach(async () => {
  await journal.close();
  await folder[Symbol.asyncDispose]();
});

const usage = (...args: string[]): Promise<RanHere> =>
  wabotHere(['usage', ...args], { env: { WABOT_DATA: folder.path, WABOT_TIME_ZONE: 'UTC' } });

async function ended(daysAgo: number, record: Partial<TurnRecord>): Promise<void> {
  const id = crypto.randomUUID();
  const at = Date.now() - daysAgo * dayMs;
  await journal.turns.settle({
    chat,
    inbound: [],
    replies: [],
    record: { id, chat, at, entries: [], facts: {}, ...record },
  });
}

const day = (daysAgo: number): string =>
  new Date(Date.now() - daysAgo * dayMs).toISOString().slice(0, 10);

describe('usage', () => {
  it('is a table with bars and a sum, from the first day with anything on', async () => {
    await ended(2, {
      model: 'gpt-6-luna',
      usage: { input: 3_000_000 / 100, cached: 0, output: 0 },
    });
    await ended(0, {
      model: 'gpt-6-luna-2026-09-22',
      usage: {
        input: 10_000,
        cached: 0,
        output: 0,
        speechSeconds: 6.666667,
        speechModel: 'gpt-transcribe',
      },
    });
    const { code, stdout, stderr } = await usage();
    expect(code).toBe(0);
    expect(stdout.split('\n')).toEqual([
      'DAY         REPLIES  TOKENS IN  CACHED  OUT  VOICE MIN     USD',
      `${day(2)}        1      30000       0    0        0.0  0.0030  ████████████████████`,
      `${day(1)}        0          0       0    0        0.0  0.0000`,
      `${day(0)}        1      10000       0    0        0.1  0.0015  ██████████`,
      'total             2      40000       0    0        0.1  0.0045',
      '',
    ]);
    expect(stderr).toMatch(
      new RegExp(
        `^${day(29)} to ${day(0)} \\(UTC\\), at the prices of 20\\d\\d-\\d\\d-\\d\\d\\.\n$`,
      ),
    );
  });

  it('marks what has no known price, by model and as data', async () => {
    await ended(0, { model: 'llama', usage: { input: 10, cached: 0, output: 5 } });
    const { stdout, stderr, value } = await usage('--by', 'model', '--days', '1');
    expect(stdout).toMatch(/^llama +1 +10 +0 +5 +0\.0 +price unknown +█+$/m);
    expect(stderr).toContain('Price unknown, not included in the cost: llama.');
    const line = {
      replies: 1,
      input: 10,
      cached: 0,
      output: 5,
      voiceMinutes: 0,
      spokenCharacters: 0,
      money: 0,
      estimated: false,
      unpriced: ['llama'],
    };
    expect(value).toEqual({
      by: 'model',
      currency: 'USD',
      prices: expect.stringMatching(/^20/) as string,
      functions: [],
      from: day(0),
      to: day(0),
      lines: [{ key: 'llama', ...line }],
      total: line,
    });
  });

  it('marks what is the most that it can have been, as the service told no tokens', async () => {
    await ended(0, {
      model: 'gpt-6-luna',
      usage: { input: 10_000, cached: 0, output: 500, estimated: true },
    });
    await ended(0, { model: 'gpt-4o', usage: { input: 100, cached: 0, output: 5 } });
    const { stdout, stderr, value } = await usage('--by', 'model', '--days', '1');
    expect(stdout).toMatch(/^gpt-6-luna +1 +≤10000 +0 +≤500 +0\.0 +≤0\.0\d+ /m);
    expect(stdout).toMatch(/^gpt-4o +1 +100 +0 +5 +0\.0 +0\.0\d+ /m);
    expect(stdout).toMatch(/^total +2 +≤10100 +0 +≤505 /m);
    expect(stderr).toContain('≤: at most this much');
    expect(value).toMatchObject({ total: { estimated: true } });
  });

  it('counts what was spoken, in a column of its own, by its model', async () => {
    const none = { input: 0, cached: 0, output: 0 };
    await ended(0, { model: 'gpt-6-luna', usage: { ...none, input: 10_000 } });
    await ended(0, {
      usage: { ...none, spokenCharacters: 300, spokenSeconds: 20, voiceModel: 'gpt-4o-mini-tts' },
    });
    await ended(0, {
      usage: { ...none, spokenCharacters: 100, spokenSeconds: 7, voiceModel: 'kokoro' },
    });
    const { stdout, stderr, value } = await usage('--by', 'model', '--days', '1');
    expect(stdout).toMatch(/^MODEL .* VOICE MIN +SPOKEN +USD/);
    expect(stdout).toMatch(/^gpt-4o-mini-tts +0 +0 +0 +0 +0\.0 +300 +0\.0050 /m);
    expect(stdout).toMatch(/^kokoro +0 +0 +0 +0 +0\.0 +100 +price unknown/m);
    expect(stdout).toMatch(/^total +1 +10000 +0 +0 +0\.0 +400 +0\.0060 \+ price unknown$/m);
    expect(stderr).toContain('Price unknown, not included in the cost: kokoro.');
    expect(value).toMatchObject({
      total: { replies: 1, spokenCharacters: 400, unpriced: ['kokoro'] },
    });
  });

  it('names customers in full by chat', async () => {
    await ended(0, { model: 'gpt-6-luna', usage: { input: 10, cached: 0, output: 5 } });
    expect((await usage('--by', 'chat')).stdout).toMatch(/^\+77001234567 /m);
  });

  it.each([
    ['--days', '0'],
    ['--by', 'hour'],
  ])('refuses %s %s', async (...args) => {
    expect(await usage(...args)).toMatchObject({ code: 2 });
  });
});
