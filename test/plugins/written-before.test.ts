import { prices } from '../prices.ts';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { usageReport } from '../../src/core/costs/usage.ts';
import { History } from '../../src/core/history/history.ts';
import { encodedTime } from '../../src/core/history/stored-chat.ts';
import type { Journal } from '../../src/core/kinds/journal.ts';
import type { Memory } from '../../src/core/kinds/memory.ts';
import { openJournal } from '../../src/plugins/journal/sqlite/journal.ts';
import { toJournal } from '../../src/plugins/journal/redis/journal.ts';
import { SqliteStore } from '../../src/plugins/memory/file/index.ts';
import { RedisStore } from '../../src/plugins/memory/redis/index.ts';
import { useFolder } from '../folder.ts';
import { connect, useRedis } from './redis/server.ts';

/** What a bot wrote before accounts had kinds: its files, packed, and the commands that fill a Redis. */
const written = join(import.meta.dirname, 'written-before');

const anna = '77001234567@c.us';
const bolat = '77007654321@c.us';
const vera = '79161234567@c.us';
const minuteMs = 60_000;
const start = Date.UTC(2026, 10, 20, 9);
const now = start + 10 * minuteMs;
const log = { debug() {}, info() {}, warn() {}, error() {} };
const forever = 100 * 365 * 24 * 60 * minuteMs;

interface Opened {
  journal: Journal;
  memory: Memory;
}

/** A journal and a memory that were written before, opened as they are. */
function stored(
  folder: () => string,
  redis: () => { url: string },
): [string, () => Promise<Opened>][] {
  const files = async (): Promise<Opened> => {
    await mkdir(folder(), { recursive: true });
    for (const name of ['journal.db', 'memory.db'])
      await writeFile(
        join(folder(), name),
        gunzipSync(await readFile(join(written, `${name}.gz`))),
      );
    const memory = new SqliteStore(join(folder(), 'memory.db'), { timeOf: encodedTime });
    return { journal: openJournal(folder(), () => now), memory };
  };
  const keys = async (): Promise<Opened> => {
    const [one, other] = [await connect(redis().url, 'wabot'), await connect(redis().url, 'wabot')];
    const commands = JSON.parse(await readFile(join(written, 'redis.json'), 'utf8')) as string[][];
    await one.client.flushall();
    for (const [name = '', ...values] of commands) await one.client.call(name, ...values);
    const memory = new RedisStore(other, { prefix: `${other.slot}:memory`, timeOf: encodedTime });
    return { journal: toJournal(one, { log, now: () => now }), memory };
  };
  return [
    ['in files', files],
    ['in Redis', keys],
  ];
}

describe('what the version before wrote', () => {
  const folder = useFolder();
  const redis = useRedis();

  describe.each(stored(folder, redis))('%s', (_, open) => {
    it('is owed as before: messages with their tries and deaths, replies with theirs', async () => {
      const { journal } = await open();
      expect(await journal.health()).toEqual({ waiting: 3, due: 2, dead: 3 });
      expect(await journal.inbox.waiting(anna)).toMatchObject([
        { inbound: { id: 'a2' }, tries: 2, deaths: 1, lonelyDeaths: 1 },
        { inbound: { id: 'a3' }, tries: 0, deaths: 0, lonelyDeaths: 0 },
      ]);
      expect(await journal.inbox.waiting(bolat)).toMatchObject([
        { inbound: { id: 'b2', content: { type: 'voice' } }, tries: 0 },
      ]);
      expect(await journal.inbox.chats()).toContainEqual({
        chat: anna,
        notBefore: start + 5 * minuteMs + 40_000,
      });
      const due = await journal.outbox.due();
      expect(due).toMatchObject([
        { chat: bolat, text: 'Да.', tries: 2, attemptedAt: start + minuteMs + 5_000 },
        { chat: bolat, text: 'Бар.', voice: 'kk', tries: 0 },
      ]);
      expect(due[0]?.notBefore).toBe(start + minuteMs + 90_000);
      expect(due[1]).not.toHaveProperty('attemptedAt');
      await journal.close();
    });

    it('is known as before: what is done, what was sent, what memory has not taken in', async () => {
      const { journal } = await open();
      for (const [chat, id] of [
        [anna, 'a1'],
        [bolat, 'b1'],
        [vera, 'v1'],
        [vera, 'v2'],
      ] as const)
        expect(
          await journal.inbox.accept({ id, chat, at: 0, content: { type: 'text', text: 'again' } }),
        ).toMatchObject({ isNew: false });
      const ended = await Array.fromAsync(journal.finished.ended());
      expect(ended.map(({ inbound }) => inbound.id).toSorted()).toEqual(['a1', 'b1', 'v2']);
      expect(await journal.finished.sentIds(anna)).toEqual(new Set(['channel-a1']));
      const records = await journal.turns.unremembered();
      expect(records).toMatchObject([
        { id: `${bolat}/b1`, entries: [{ text: 'Сұрақ b1?' }, { text: 'Жауап b1.' }] },
        { chat: vera, facts: { apologizedAt: start + 4 * minuteMs } },
      ]);
      for (const record of records) expect(await journal.turns.remembered(record)).toBe(true);
      expect(await journal.turns.unremembered()).toEqual([]);
      await journal.close();
    });

    it('was given up as before, and can be tried again', async () => {
      const { journal } = await open();
      const letters = await journal.letters.list(9);
      expect(letters.toSorted((one, two) => one.kind.localeCompare(two.kind))).toMatchObject([
        { kind: 'inbound', chat: vera, reason: 'service.openai.quota' },
        { kind: 'invalid', reason: 'no JSON', body: '{"broken' },
        {
          kind: 'outbound',
          chat: vera,
          reason: 'service.green-api.refused',
          body: 'Извините.',
          voice: 'ru',
          reply: expect.stringMatching(/^\d+$/) as string,
        },
      ]);
      for (const { id, kind } of letters)
        expect(await journal.letters.retry(id)).toBe(kind !== 'invalid');
      expect(await journal.outbox.due(vera)).toMatchObject([
        { text: 'Извините.', voice: 'ru', tries: 0, attemptedAt: start + 4 * minuteMs },
      ]);
      expect(await journal.inbox.waiting(vera)).toMatchObject([{ inbound: { id: 'v1' } }]);
      await journal.close();
    });

    it('cost as much as before, each thing of its kind', async () => {
      const { journal } = await open();
      const paid = await Array.fromAsync(journal.accounts.usage(0));
      expect(paid.map(({ kind, chat, model }) => [kind, chat, model])).toEqual([
        ['answer', anna, 'gpt-5-mini'],
        ['answer', bolat, 'gpt-5-mini'],
        ['summary', anna, 'gpt-5-nano'],
        ['speech', bolat, undefined],
        ['answer', vera, undefined],
        ['answer', vera, undefined],
      ]);
      expect(paid[0]).toEqual({
        kind: 'answer',
        chat: anna,
        at: start,
        ms: 1234,
        model: 'gpt-5-mini',
        promptVersion: 'v7',
        language: 'kk',
        usage: {
          input: 900,
          cached: 800,
          written: 60,
          output: 70,
          speechSeconds: 4.5,
          speechModel: 'whisper-1',
        },
      });
      const report = await usageReport((since) => journal.accounts.usage(since), {
        by: 'day',
        days: 1,
        timeZone: 'UTC',
        now,
        prices,
      });
      expect(report.total).toMatchObject({
        replies: 2,
        input: 2_100,
        cached: 800,
        output: 200,
        spokenCharacters: 4,
      });
      await journal.close();
    });

    it('is remembered as before, and goes on', async () => {
      const { journal, memory } = await open();
      const history = new History(memory, { limit: 6, pending: 40, ttlMs: forever, log });
      expect(await history.recall(anna)).toMatchObject({
        entries: [{ text: 'Сұрақ a1?' }, { text: 'Жауап a1.' }],
        facts: { language: 'kk', hintedAt: start },
        known: true,
      });
      const { entries, summary, pending } = await history.recall(bolat);
      expect([entries.length, summary, pending?.length]).toEqual([6, 'Болат спрашивал о чае.', 7]);
      for (const record of await journal.turns.unremembered()) await history.record(record);
      expect((await history.recall(vera)).facts).toEqual({ apologizedAt: start + 4 * minuteMs });
      await history.close();
      await journal.close();
    });
  });
});
