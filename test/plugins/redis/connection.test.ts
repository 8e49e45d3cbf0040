import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { WabotError } from '../../../src/core/errors.ts';
import type { LogFields } from '../../../src/core/log.ts';
import { openRedis, type RedisConnection } from '../../../src/plugins/redis/connection.ts';
import { makeScript } from '../../../src/plugins/redis/script.ts';
import { startReplica } from './replica.ts';
import { freePort, RedisServer, redisValues, until } from './server.ts';

/** A log that keeps what it was told. */
function keepingLog() {
  const lines: { event: string; fields: LogFields | undefined }[] = [];
  const keep = (event: string, fields?: LogFields): void => void lines.push({ event, fields });
  return { lines, log: { debug() {}, info: keep, warn: keep, error: keep } };
}

async function failure(work: Promise<unknown>): Promise<WabotError> {
  return work.then(
    () => expect.fail('it did not fail'),
    (error: unknown) => error as WabotError,
  );
}

function isUp(connection: RedisConnection): Promise<boolean> {
  return connection
    .run((client) => client.ping())
    .then(
      () => true,
      () => false,
    );
}

describe('the way to Redis', () => {
  it('is an error that says what to do when Redis is unavailable at startup', async () => {
    const { log, lines } = keepingLog();
    const error = await failure(
      openRedis(redisValues('redis://bot:hush@127.0.0.1:1', 'x'), { log, now: Date.now }),
    );
    expect(lines).toEqual([]);
    expect(error).toMatchObject({
      code: 'service.redis.unavailable',
      oclif: { exit: 4 },
      retryable: true,
    });
    expect(error.message).toBe('Redis at 127.0.0.1:1 cannot be reached (ECONNREFUSED)');
    expect(error.suggestions.join('\n')).toContain('WABOT_REDIS_FALLBACK=file');
  });

  it('is an error of the setup when the password is wrong, and repeats none', async () => {
    await using server = await RedisServer.start('--requirepass', 'right');
    const { log, lines } = keepingLog();
    const open = (login: string) =>
      openRedis(redisValues(`redis://${login}127.0.0.1:${server.port}`, 'x'), {
        log,
        now: Date.now,
      });
    for (const login of ['', ':hush@']) {
      const error = await failure(open(login));
      expect(error).toMatchObject({ kind: 'setup', code: 'setup.redis.login', oclif: { exit: 3 } });
      expect(JSON.stringify([error, error.message, error.stack])).not.toContain('hush');
    }
    expect(lines).toEqual([]);
    const connection = await open(':right@');
    expect(await isUp(connection)).toBe(true);
    connection.close();
  });

  it('refuses at once while Redis is unavailable, says so once, and goes on by itself', async () => {
    await using server = await RedisServer.start();
    const { log, lines } = keepingLog();
    const connection = await openRedis(redisValues(server.url, 'x'), { log, now: Date.now });
    await connection.run((client) => client.set('kept', 'value'));
    await server.stop('SIGKILL');
    await until(async () => !(await isUp(connection)));
    const begun = performance.now();
    for (let count = 0; count < 100; count += 1) {
      const error = await failure(
        connection.run((client) => client.set('secret-key', 'secret-value')),
      );
      expect(error).toMatchObject({ kind: 'service', retryable: true, alreadyLogged: true });
      expect(JSON.stringify([error, error.message, error.stack])).not.toContain('secret-');
    }
    expect(performance.now() - begun).toBeLessThan(20_000);
    await server.start();
    await until(() => isUp(connection));
    expect(await connection.run((client) => client.get('kept'))).toBe('value');
    expect(lines.map(({ event }) => event)).toEqual(['redis-unavailable', 'redis-back']);
    connection.close();
  });

  it('gives up waiting for a Redis that hangs, and lives through the end of its connections', async () => {
    await using server = await RedisServer.start();
    const { log } = keepingLog();
    const connection = await openRedis(redisValues(server.url, 'x'), { log, now: Date.now });
    server.signal('SIGSTOP');
    const error = await failure(connection.run((client) => client.set('key', 'value')));
    server.signal('SIGCONT');
    expect(error.code).toBe('service.redis.timeout');
    await server.cli('client', 'kill', 'type', 'normal');
    await until(() => isUp(connection));
    connection.close();
  }, 60_000);

  it('says that Redis is full', async () => {
    await using server = await RedisServer.start('--maxmemory', '1mb');
    const { log } = keepingLog();
    const connection = await openRedis(redisValues(server.url, 'x'), { log, now: Date.now });
    const error = await failure(
      connection.run((client) =>
        client.set('key', 'v'.repeat(2_000_000)).then(() => client.set('more', 'v')),
      ),
    );
    expect(error.code).toBe('service.redis.full');
    connection.close();
  });

  it('leads through sentinels to the machine that serves now', async () => {
    await using server = await RedisServer.start();
    const port = await freePort();
    const file = join(server.folder, 'sentinel.conf');
    await writeFile(
      file,
      `port ${port}\nbind 127.0.0.1\ndir ${server.folder}\nsentinel monitor shop 127.0.0.1 ${server.port} 1\n`,
    );
    const sentinel = spawn('redis-server', [file, '--sentinel'], { stdio: 'ignore' });
    const { log } = keepingLog();
    const values = redisValues(`redis+sentinel://127.0.0.1:${port}/shop`, 'x');
    let connection: RedisConnection | undefined;
    await until(async () => {
      connection = await openRedis(values, { log, now: Date.now }).catch(() => undefined);
      return connection !== undefined;
    });
    await connection?.run((client) => client.set('through', 'sentinel'));
    expect(await server.cli('get', 'through')).toBe('sentinel');
    connection?.close();
    sentinel.kill('SIGKILL');
    await once(sentinel, 'exit');
  }, 60_000);

  it('leaves a machine that no replica confirms any more for the one that the sentinels name by now', async () => {
    await using cutOff = await RedisServer.start();
    await using elected = await RedisServer.start();
    await using _replica = await startReplica(elected);
    const port = await freePort();
    const file = join(elected.folder, 'sentinel.conf');
    const own = `port ${port}\nbind 127.0.0.1\ndir ${elected.folder}\n`;
    await writeFile(file, `${own}sentinel monitor shop 127.0.0.1 ${cutOff.port} 1\n`);
    const sentinel = spawn('redis-server', [file, '--sentinel'], { stdio: 'ignore' });
    const tell = (...words: string[]) =>
      promisify(execFile)('redis-cli', ['-p', String(port), 'sentinel', ...words]);
    await until(() =>
      tell('masters').then(
        ({ stdout }) => stdout.includes('shop'),
        () => false,
      ),
    );
    const { log } = keepingLog();
    const values = redisValues(`redis+sentinel://127.0.0.1:${port}/shop`, 'x', { replicas: 1 });
    const connection = await openRedis(values, { log, now: Date.now });
    await tell('remove', 'shop');
    await tell('monitor', 'shop', '127.0.0.1', String(elected.port), '1');
    const set = makeScript("return redis.call('SET', KEYS[1], 'value')", { kept: true });
    const keep = (): Promise<unknown> => connection.run((_, run) => run(set, ['{x}:key'], []));
    expect(await failure(keep())).toMatchObject({
      code: 'service.redis.unconfirmed',
      retryable: true,
    });
    await until(() =>
      keep().then(
        () => true,
        () => false,
      ),
    );
    expect(await elected.cli('get', '{x}:key')).toBe('value');
    connection.close();
    sentinel.kill('SIGKILL');
    await once(sentinel, 'exit');
  }, 60_000);
});
