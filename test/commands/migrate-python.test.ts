import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { History } from '../../src/core/history/history.ts';
import { wabotHere, type RanHere } from '../cli.ts';
import { keepingLog, openFile, turn } from '../core/memories.ts';
import { useFolder } from '../folder.ts';
import { useRedis } from '../plugins/redis/server.ts';

interface Said {
  role: string;
  content?: string | null;
  timestamp?: unknown;
}

interface Shown {
  entries: { role: string; text: string; at: string | number }[];
  language?: string;
}

const folder = useFolder();
const redis = useRedis();
const command = ['migrate', '--from', 'python-redis', '--to'];

/** As `json.dumps` writes it: a space after each comma and colon and, with ensure_ascii, nothing but ASCII. */
function dumps(list: readonly Said[], { ascii = true } = {}): string {
  const fields = (said: Said): string =>
    Object.entries(said)
      .map(([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`)
      .join(', ');
  const json = `[${list.map((said) => `{${fields(said)}}`).join(', ')}]`;
  const escaped = (unit: string): string =>
    `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return ascii ? json.replaceAll(/[^\x20-\x7e]/g, escaped) : json;
}

/** `datetime.now().isoformat()` at this moment: local time, microseconds, no zone. */
function isoformat(at: number): string {
  const local = new Date(at - new Date(at).getTimezoneOffset() * 60_000).toISOString();
  return local.replace('Z', '123');
}

/** A conversation of `length` messages that ended a minute ago. */
function conversation(length: number): Said[] {
  return Array.from({ length }, (_, index) => ({
    role: index % 2 === 0 ? 'user' : 'assistant',
    content: index % 2 === 0 ? `Сколько стоит курс ${index}?` : `Курс ${index} стоит 100 тенге.`,
    timestamp: isoformat(Date.now() - (length - index) * 60_000),
  }));
}

let data: string;
let env: Record<string, string>;
const run = (...args: string[]): Promise<RanHere> => wabotHere(args, { env, cwd: data });
const json = async <T>(...args: string[]): Promise<T> =>
  JSON.parse((await run(...args, '--json')).stdout) as T;
const shown = (phone: string): Promise<Shown> => json<Shown>('history', 'show', '--phone', phone);

/** What was written, by the Python bot. */
async function put(phone: string, value: string, ...more: string[]): Promise<void> {
  await redis().cli('set', `chat_history:${phone}`, value, ...more);
}

beforeEach(async () => {
  await redis().cli('flushall');
  data = join(folder(), randomUUID());
  mkdirSync(data);
  env = { WABOT_DATA: data, OLD_REDIS_URL: redis().url };
});

describe('migrate --from python-redis', () => {
  it('reads an old Redis without TLS while certificates for the new one are set', async () => {
    await put('77001234567', dumps(conversation(2)));
    env['REDIS_TLS_CA'] = '/etc/redis/ca.pem';
    expect(await run(...command, 'file')).toMatchObject({
      code: 0,
      stdout: '1 chat with 2 messages copied\n',
    });
  });

  it('takes chats over as they were said, under every spelling of a phone', async () => {
    const said = conversation(4);
    await put('77001234567', dumps(said));
    await put('+77001234568', dumps(conversation(2), { ascii: false }));
    await put(
      '77001234569@c.us',
      dumps([{ role: 'user', content: 'Сәлеметсіз бе, бағасы қанша?' }]),
    );
    const moved = await run(...command, 'file');
    expect(moved).toMatchObject({ code: 0, stdout: '3 chats with 7 messages copied\n' });
    const { entries, language } = await shown('77001234567');
    expect(entries.map(({ role, text }) => [role, text])).toEqual([
      ['customer', 'Сколько стоит курс 0?'],
      ['bot', 'Курс 1 стоит 100 тенге.'],
      ['customer', 'Сколько стоит курс 2?'],
      ['bot', 'Курс 3 стоит 100 тенге.'],
    ]);
    expect(entries.map(({ at }) => new Date(at).getTime())).toEqual(
      said.map(({ timestamp }) => new Date(String(timestamp)).getTime()),
    );
    expect(language).toBe('ru');
    expect((await shown('77001234568')).entries[0]?.text).toBe('Сколько стоит курс 0?');
    expect((await shown('77001234569')).language).toBe('kk');
  });

  it('keeps the time that a chat has left, or else gives it WABOT_HISTORY_TTL', async () => {
    await put('77001234567', dumps(conversation(2)), 'EX', '5000');
    await put('77001234568', dumps(conversation(2)));
    env['WABOT_HISTORY_TTL'] = '7d';
    await run(...command, 'file');
    const { chats } = await json<{ chats: { phone: string; expiresAt: string | number }[] }>(
      'history',
      'list',
    );
    const left = chats
      .map(({ expiresAt }) => Math.round((new Date(expiresAt).getTime() - Date.now()) / 1000))
      .toSorted((one, other) => one - other);
    expect(left[0]).toBeGreaterThan(4000);
    expect(left[0]).toBeLessThanOrEqual(5000);
    expect(left[1]).toBeGreaterThan(600_000);
  });

  it('respects the limit of the history; what is older waits for the summary', async () => {
    env['WABOT_HISTORY_LIMIT'] = '6';
    await put('77001234567', dumps(conversation(30)));
    await run(...command, 'file');
    const { entries } = await shown('77001234567');
    expect(entries.at(-1)?.text).toBe('Курс 29 стоит 100 тенге.');
    const remembered = await new History(openFile(join(data, 'memory.db')), {
      limit: 6,
      pending: 100,
      ttlMs: 1000,
      log: keepingLog(),
    }).recall('77001234567@c.us');
    expect([remembered.entries.length, remembered.pending?.length]).toEqual([6, 24]);
  });

  it('runs again without harm, and takes what the old bot has added', async () => {
    const said = conversation(6);
    await put('77001234567', dumps(said.slice(0, 4)));
    await put(
      '77001234568',
      dumps([
        { role: 'user', content: 'no time' },
        { role: 'user', content: 'no time' },
      ]),
    );
    const first = await json<object>(...command, 'file');
    expect(first).toMatchObject({ chats: { moved: 2, present: 0 }, messages: 6 });
    expect(await json<object>(...command, 'file')).toMatchObject({
      chats: { moved: 0, present: 2 },
      messages: 0,
    });
    await put('77001234567', dumps(said.slice(2)));
    expect(await json<object>(...command, 'file')).toMatchObject({
      chats: { moved: 1, present: 1 },
      messages: 2,
    });
    expect((await shown('77001234567')).entries.map(({ text }) => text)).toEqual(
      said.map(({ content }) => content),
    );
  });

  it('leaves a chat alone with which the new bot has gone on', async () => {
    await put('77001234567', dumps(conversation(2)));
    await run(...command, 'file');
    const history = new History(openFile(join(data, 'memory.db')), {
      limit: 20,
      ttlMs: 3_600_000,
      log: keepingLog(),
    });
    await history.record({ ...turn(1), at: Date.now() });
    await history.close();
    await put('77001234567', dumps(conversation(8)));
    expect(await json<object>(...command, 'file')).toMatchObject({
      chats: { moved: 0, present: 1 },
    });
    expect((await shown('77001234567')).entries).toHaveLength(4);
  });

  it('takes several hundred chats, with the target in the same Redis, and touches no old key', async () => {
    const keys = Array.from({ length: 350 }, (_, index) => [
      `chat_history:77${String(index).padStart(9, '0')}`,
      dumps(conversation(2)),
    ]);
    await redis().cli('mset', ...keys.flat());
    await redis().cli(
      'rpush',
      'chat_history:77009999999',
      ...conversation(3).map((said) => JSON.stringify(said)),
    );
    await redis().cli('set', 'another:key', 'stays');
    const before = await redis().cli('get', keys[7]?.[0] ?? '');
    env = { WABOT_DATA: data, REDIS_URL: redis().url, WABOT_REDIS_PREFIX: randomUUID() };
    expect(await json<object>(...command, 'redis')).toMatchObject({
      chats: { moved: 351, present: 0 },
      messages: 703,
    });
    expect(await json<object>(...command, 'redis')).toMatchObject({
      chats: { moved: 0, present: 351 },
    });
    expect(await redis().cli('get', keys[7]?.[0] ?? '')).toBe(before);
    expect((await redis().cli('keys', 'chat_history:*')).split('\n')).toHaveLength(351);
    expect((await shown('77009999999')).entries).toHaveLength(3);
  });

  it('counts and leaves out what is broken, without a phone number in full', async () => {
    await put(
      '77001234567',
      '[{"role": "user", "content": "kept"}, {"role": "ghost", "content": "x"}, 5]',
    );
    await put('77001234568', "[{'role': 'user'}]");
    await put('120363000000000000@g.us', dumps(conversation(1)));
    await put('77001234569', '[]');
    await redis().cli('hset', 'chat_history:77001234570', 'role', 'user');
    const { code, stdout, stderr } = await run(...command, 'file');
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: '1 chat with 1 message copied\n1 chat had no messages\n',
    });
    for (const reason of [
      'a message has another role than user, assistant or system (such as 7700…4567)',
      'a message is no object (such as 7700…4567)',
      'a chat is no JSON (such as 7700…4568)',
      'a chat is under no phone number of a customer (such as 1203…0000)',
      'a chat is neither a string nor a list of Redis (such as 7700…4570)',
    ])
      expect(stderr).toContain(`left out 1 time: ${reason}`);
    expect(stdout + stderr).not.toMatch(/\d{9}/);
  });

  it('only looks with --dry-run', async () => {
    await put('77001234567', dumps(conversation(4)));
    const looked = await run(...command, 'file', '--dry-run');
    expect(looked).toMatchObject({ code: 0, stdout: '1 chat with 4 messages would be copied\n' });
    expect(await json<object>('history', 'list')).toMatchObject({ chats: [] });
    expect(await json<object>(...command, 'file')).toMatchObject({ chats: { moved: 1 } });
  });

  it('finds the Redis of REDIS_HOST, and says where to put what is missing', async () => {
    await put('77001234567', dumps(conversation(2)));
    const { port } = redis();
    env = {
      WABOT_DATA: data,
      REDIS_HOST: '127.0.0.1',
      REDIS_PORT: String(port),
      REDIS_DB: '0',
      REDIS_PASSWORD: '',
    };
    expect(await json<object>(...command, 'file')).toMatchObject({ chats: { moved: 1 } });
    env = { WABOT_DATA: data };
    const refused = await run(...command, 'file');
    expect(refused).toMatchObject({ code: 3, error: { code: 'setup.settings' } });
    expect(String(refused.error)).toContain('OLD_REDIS_URL');
    env = { WABOT_DATA: data, OLD_REDIS_URL: 'redis://:secret@127.0.0.1:1' };
    const away = await run(...command, 'file');
    expect(away).toMatchObject({ code: 4, error: { code: 'service.redis.unavailable' } });
    expect(away.error).toMatchObject({
      suggestions: [expect.stringContaining('fix OLD_REDIS_URL') as string],
    });
    expect(String(away.error)).not.toContain('secret');
  });

  it('is no place to move into, and not without another bot', async () => {
    expect((await run('migrate', '--from', 'file', '--to', 'python-redis')).code).toBe(2);
    const wrong = await run(
      'migrate',
      '--from',
      'file',
      '--to',
      'redis',
      '--prompt',
      join(data, 'none.txt'),
    );
    expect(wrong.code).toBe(2);
    expect((await run(...command, 'file', '--prompt', join(data, 'none.txt'))).code).toBe(2);
  });
});
