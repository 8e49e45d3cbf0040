import { describe, expect, it } from 'vitest';
import { RedisServer, until, useRedis } from '../../redis/server.ts';
import { openProcesses } from './processes.ts';

const anna = '77001234567@c.us';

const redis = useRedis();
let places = 0;

/** Where a journal of its own is. */
function place(): string {
  places += 1;
  return `values-${places}`;
}

describe('a value that all processes see', { timeout: 60_000 }, () => {
  it('changes in one step, however many change it', async () => {
    const all = await openProcesses(3, redis().url, place());
    const add = (before?: string): string => String(Number(before ?? 0) + 1);
    await Promise.all(
      all.flatMap(({ sharing }) =>
        Array.from({ length: 20 }, () => sharing.change('sum', add, 60_000)),
      ),
    );
    let seen: string | undefined;
    await all[0]?.sharing.change('sum', (before) => void (seen = before), 60_000);
    expect(seen).toBe('60');
  });

  it('changes in a few steps, however many change it at the same time', async () => {
    const all = await openProcesses(3, redis().url, place());
    const add = (before?: string): string => String(Number(before ?? 0) + 1);
    await redis().cli('config', 'resetstat');
    await Promise.all(
      all.flatMap(({ sharing }) =>
        Array.from({ length: 200 }, () => sharing.change('sum', add, 60_000)),
      ),
    );
    const reads = Number(
      /cmdstat_get:calls=(\d+)/.exec(await redis().cli('info', 'commandstats'))?.[1],
    );
    expect(reads).toBeLessThan(100);
    expect(await redis().cli('get', `{values-${places}}:journal:value:sum`)).toContain('600');
  });

  it('that cannot be changed at the moment can be later, and a change that fails spoils no other', async () => {
    await using server = await RedisServer.start();
    const [process] = await openProcesses(1, server.url, place());
    if (!process) return expect.fail();
    const add = (before?: string): string => String(Number(before ?? 0) + 1);
    const fails = (): string => {
      throw new TypeError('no number');
    };
    const change = (by: (before?: string) => string): Promise<void> =>
      process.sharing.change('sum', by, 60_000);
    expect(await Promise.allSettled([add, add, fails, add].map(change))).toMatchObject([
      { status: 'fulfilled' },
      { status: 'fulfilled' },
      { status: 'rejected', reason: { message: 'no number' } },
      { status: 'fulfilled' },
    ]);
    await server.stop('SIGKILL');
    for (const { status } of await Promise.allSettled([add, add].map(change)))
      expect(status).toBe('rejected');
    await server.start();
    await until(() =>
      change(add).then(
        () => true,
        () => false,
      ),
    );
    expect(await server.cli('get', `{values-${places}}:journal:value:sum`)).toContain('4');
  });

  it('of a chat is erased with the chat, so that nothing in Redis names it', async () => {
    const [process] = await openProcesses(1, redis().url, place());
    if (!process) return expect.fail();
    const { sharing, journal } = process;
    for (const day of ['monday', 'tuesday'])
      await sharing.change(`spent/${day}/${anna}`, () => '1', 60_000, anna);
    await sharing.change('spent/monday', () => '1', 60_000);
    const base = `{values-${places}}:journal`;
    expect(await redis().cli('pttl', `${base}:vof:${anna}`)).toMatch(/^\d+$/);
    await journal.erase(anna);
    expect(await redis().cli('keys', `${base}*${anna}*`)).toBe('');
    expect(await redis().cli('exists', `${base}:value:spent/monday`)).toBe('1');
  });
});
