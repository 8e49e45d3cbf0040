import { describe, expect, it } from 'vitest';
import { History } from '../../src/core/history/history.ts';
import { openJournal } from '../../src/plugins/journal/sqlite/journal.ts';
import { message } from '../../src/suites/journal/place.ts';
import { wabotHere, type RanHere } from '../cli.ts';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { chat, hourMs, keepingLog, openFile, turn } from '../core/memories.ts';
import { useFolder } from '../folder.ts';
import { useRedis } from '../plugins/redis/server.ts';

const folder = useFolder();
const redis = useRedis();

/** A data folder with ten chats and a waiting message, and a name for the bot in Redis. */
async function bot(): Promise<{ data: string; run: (...args: string[]) => Promise<RanHere> }> {
  const data = join(folder(), randomUUID());
  const history = new History(openFile(join(data, 'memory.db')), {
    ttlMs: hourMs,
    log: keepingLog(),
    limit: 20,
  });
  for (let number = 1; number <= 10; number += 1)
    await history.record(turn(number, { chat: `7700${number}@c.us` }));
  await history.close();
  const journal = openJournal(data, Date.now);
  await journal.inbox.accept(message(chat, 'a'));
  await journal.close();
  const env = { WABOT_DATA: data, REDIS_URL: redis().url, WABOT_REDIS_PREFIX: randomUUID() };
  return { data, run: (...args) => wabotHere(args, { env }) };
}

describe('migrate', () => {
  it('moves and says what', async () => {
    const { run } = await bot();
    const moved = await run('migrate', '--from', 'file', '--to', 'redis');
    expect(moved).toMatchObject({ code: 0, stdout: '10 chats copied\n1 waiting message\n' });
    expect(moved.stderr).toContain('redis holds everything: 1 waiting, 0 due, 0 given up');
  });

  it('runs again without harm, and back, as data', async () => {
    const { run } = await bot();
    await run('migrate', '--from', 'file', '--to', 'redis');
    const again = await run('migrate', '--from', 'file', '--to', 'redis', '--json');
    expect(JSON.parse(again.stdout)).toMatchObject({
      from: 'file',
      to: 'redis',
      chats: { moved: 0, present: 10 },
      waiting: { moved: 0, present: 0 },
      held: { waiting: 1, due: 0, dead: 0 },
    });
    const back = await run('migrate', '--from', 'redis', '--to', 'file', '--json');
    expect(JSON.parse(back.stdout)).toMatchObject({
      chats: { moved: 0, present: 10 },
      waiting: { moved: 1 },
      held: { waiting: 1 },
    });
  });

  it('leaves nothing behind that `outbox retry --all` would answer twice', async () => {
    const { data, run } = await bot();
    await run('migrate', '--from', 'file', '--to', 'redis');
    const old = (...args: string[]): Promise<RanHere> =>
      wabotHere([...args, '--json'], { env: { WABOT_DATA: data } });
    expect(JSON.parse((await old('outbox', 'retry', '--all')).stdout)).toEqual({
      retried: [],
      skipped: [],
    });
    expect(
      JSON.parse((await old('outbox', 'retry', '--all', '--reason', 'moved')).stdout),
    ).toMatchObject({ retried: ['i1'] });
  });

  it('leaves nothing behind that looks given up', async () => {
    const { data, run } = await bot();
    const journal = openJournal(data, Date.now);
    await journal.letters.reject(Buffer.from('{"broken'), 'no JSON');
    await journal.close();
    await run('migrate', '--from', 'file', '--to', 'redis');
    const later = openJournal(data, Date.now);
    await later.letters.reject(Buffer.from('{"again'), 'no JSON');
    await later.close();
    const old = (...args: string[]): Promise<RanHere> =>
      wabotHere(args, { env: { WABOT_DATA: data } });
    const listed = await old('outbox', 'list');
    expect(listed.stderr).toContain(
      '1 given up, 0 replies due, 0 messages waiting for an answer. 1 message was moved to another place.',
    );
    expect(listed.stdout.trimEnd().split('\n')).toHaveLength(2);
    expect(listed.value).toMatchObject({
      counts: { waiting: 0, due: 0, dead: 1 },
      moved: 1,
      givenUp: [{ kind: 'invalid', reason: 'no JSON' }],
    });
    expect((await old('outbox', 'list', '--limit', '1')).value).toMatchObject({
      givenUp: [{ reason: 'no JSON' }],
    });
    const status = await old('status', '--json');
    expect(JSON.parse(status.stdout)).toMatchObject({
      dead: 1,
      errors: [{ reason: 'no JSON', count: 1 }],
    });
    expect((await old('doctor', 'sqlite')).stdout).toContain('1 given up');
  });

  it('refuses while a bot works, with exit code 3', async () => {
    const { data, run } = await bot();
    const serve = openJournal(data, Date.now);
    await serve.ownership.claim(() => Promise.resolve());
    const refused = await run('migrate', '--from', 'file', '--to', 'redis');
    await serve.close();
    expect(refused).toMatchObject({ code: 3, error: { code: 'setup.migration.claimed' } });
  });

  it('refuses places that do not exist, or are the same, as wrong usage', async () => {
    const { run } = await bot();
    const unknown = await run('migrate', '--from', 'file', '--to', 'nowhere');
    expect(unknown).toMatchObject({
      code: 2,
      error: { message: expect.stringContaining('There is no place nowhere') },
    });
    expect((await run('migrate', '--from', 'file', '--to', 'file')).code).toBe(2);
    expect((await run('migrate', '--from', 'file')).code).toBe(2);
  });

  it('ends with exit code 4 when Redis is unavailable, and never moves into a stand-in', async () => {
    const { data } = await bot();
    const env = { WABOT_DATA: data, REDIS_URL: 'redis://127.0.0.1:1' };
    expect((await wabotHere(['migrate', '--from', 'file', '--to', 'redis'], { env })).code).toBe(4);
    const standIn = await wabotHere(['migrate', '--from', 'file', '--to', 'redis'], {
      env: { ...env, WABOT_REDIS_FALLBACK: 'file' },
    });
    expect(standIn).toMatchObject({ code: 4, error: { code: 'service.migration.away' } });
  });
});
