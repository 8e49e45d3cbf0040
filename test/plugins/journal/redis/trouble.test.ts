import { describe, expect, it, onTestFinished } from 'vitest';
import type { Journal } from '../../../../src/core/kinds/journal.ts';
import { toJournal } from '../../../../src/plugins/journal/redis/journal.ts';
import { message, settlement, waitingIds } from '../../../../src/suites/journal/place.ts';
import { Proxy } from '../../redis/proxy.ts';
import { connect, freePort, RedisServer, until, useRedis } from '../../redis/server.ts';
import { openProcesses, type Process } from './processes.ts';

const anna = '77001234567@c.us';
const log = { debug() {}, info() {}, warn() {}, error() {} };

function succeeds(call: () => Promise<unknown>): Promise<boolean> {
  return call().then(
    () => true,
    () => false,
  );
}

interface Trouble {
  code: string;
  begin(server: RedisServer): Promise<unknown>;
  end(server: RedisServer): Promise<unknown>;
}

const troubles: Record<string, Trouble> = {
  'is full': {
    code: 'full',
    begin: (server) => server.cli('config', 'set', 'maxmemory', '1'),
    end: (server) => server.cli('config', 'set', 'maxmemory', '0'),
  },
  'has become a replica': {
    code: 'read-only',
    begin: async (server) => server.cli('replicaof', '127.0.0.1', String(await freePort())),
    end: (server) => server.cli('replicaof', 'no', 'one'),
  },
  'misses its replicas': {
    code: 'read-only',
    begin: (server) => server.cli('config', 'set', 'min-replicas-to-write', '1'),
    end: (server) => server.cli('config', 'set', 'min-replicas-to-write', '0'),
  },
  'is busy running a script': {
    code: 'busy',
    async begin(server) {
      await server.cli('config', 'set', 'busy-reply-threshold', '20');
      void server.cli('eval', 'while true do end', '0').catch(() => {});
      await until(async () => (await server.cli('ping')).startsWith('BUSY'));
    },
    end: (server) => server.cli('script', 'kill'),
  },
};

async function worker(server: RedisServer): Promise<Process> {
  const [process] = await openProcesses(1, server.url, 'shop');
  if (!process) return expect.fail();
  await process.sharing.assignChats(process, process.stopping.signal);
  return process;
}

describe('a Redis that', { timeout: 90_000 }, () => {
  it.each(Object.entries(troubles))(
    '%s takes nothing, loses nothing, and serves again',
    async (_, { code, begin, end }) => {
      await using server = await RedisServer.start();
      const process = await worker(server);
      const { journal } = process;
      const { inbox, turns } = journal;
      await inbox.accept(message(anna, 'a'));
      await until(() => process.leaseWorker.length === 1);
      await begin(server);
      await expect(inbox.accept(message(anna, 'b'))).rejects.toMatchObject({
        code: `service.redis.${code}`,
        retryable: true,
      });
      for (const refused of [undefined, message(anna, 'b')])
        await expect(journal.health(refused)).rejects.toMatchObject({
          code: expect.stringMatching(/^service\.redis\./) as string,
        });
      const settling = turns.settle(settlement(anna, ['a'], ['hello']));
      expect(
        await Promise.race([settling, inbox.accept(message(anna, 'b')).catch(() => 'refused')]),
      ).toBe('refused');
      await end(server);
      expect(await settling).toMatchObject([{ text: 'hello' }]);
      await until(() => succeeds(() => inbox.accept(message(anna, 'b'))));
      expect(await journal.health()).toEqual({ waiting: 1, due: 1, dead: 0 });
      await until(() => process.woken.length > 0);
      expect(await waitingIds(process.journal, anna)).toEqual(['b']);
      process.end();
      await until(() => process.leaseWorker.length === 2);
    },
  );

  it('has forgotten the scripts gets them again', async () => {
    await using server = await RedisServer.start();
    const process = await worker(server);
    await process.journal.inbox.accept(message(anna, 'a'));
    await until(() => process.leaseWorker.length === 1);
    await server.cli('script', 'flush');
    expect(await process.journal.turns.settle(settlement(anna, ['a'], ['hello']))).toMatchObject([
      { text: 'hello' },
    ]);
    process.end();
    await until(() => process.leaseWorker.length === 2);
  });
});

describe('an answer of Redis that gets lost', { timeout: 60_000 }, () => {
  const redis = useRedis();

  async function open(prefix: string): Promise<{ journal: Journal; proxy: Proxy }> {
    const proxy = await Proxy.to(redis().port);
    onTestFinished(() => proxy[Symbol.asyncDispose]());
    const journal = toJournal(await connect(`redis://127.0.0.1:${proxy.port}`, prefix), {
      log,
      now: Date.now,
    });
    onTestFinished(() => journal.close());
    return { journal, proxy };
  }

  it('makes no message two, and no message none', async () => {
    const { journal, proxy } = await open('accept');
    for (const id of ['a', 'b']) {
      proxy.loseAnswerTo(`"id":"${id}"`);
      await expect(journal.inbox.accept(message(anna, id))).rejects.toMatchObject({
        kind: 'service',
        retryable: true,
      });
      await until(() => succeeds(() => journal.inbox.accept(message(anna, id))));
    }
    expect(proxy.lost).toBe(2);
    expect(await waitingIds(journal, anna)).toEqual(['a', 'b']);
    expect(await journal.health()).toEqual({ waiting: 2, due: 0, dead: 0 });
  });

  it('ends a turn once, counts a failed one once, and sends a reply once', async () => {
    const { journal, proxy } = await open('turn');
    const { inbox, turns, outbox, finished } = journal;
    for (const id of ['a', 'b']) await inbox.accept(message(anna, id));
    proxy.loseAnswerTo('service.model');
    await inbox.postpone(anna, ['a', 'b'], 5, 'service.model');
    expect((await inbox.waiting(anna)).map(({ tries }) => tries)).toEqual([1, 1]);
    proxy.loseAnswerTo('only once');
    const [due, ...others] = await turns.settle(settlement(anna, ['a', 'b'], ['only once']));
    expect(others).toEqual([]);
    const id = due?.id ?? '';
    proxy.loseAnswerTo('1700000000001');
    await outbox.attempt(id, 1_700_000_000_001);
    proxy.loseAnswerTo('1700000000002');
    await outbox.retry(id, 1_700_000_000_002, 'service.channel', 'unknown');
    expect(await outbox.due(anna)).toMatchObject([{ tries: 1, attemptedAt: 1_700_000_000_001 }]);
    proxy.loseAnswerTo('channel-1');
    await outbox.sent(id, 'channel-1');
    expect(proxy.lost).toBe(5);
    expect(await finished.sentIds(anna)).toEqual(new Set(['channel-1']));
    expect(await journal.health()).toEqual({ waiting: 0, due: 0, dead: 0 });
  });
});

it('a user who may not do what a message needs is told of, although he may write', async () => {
  await using server = await RedisServer.start();
  const process = await worker(server);
  const { journal } = process;
  expect(await journal.health()).toEqual({ waiting: 0, due: 0, dead: 0 });
  await server.cli('acl', 'setuser', 'default', '-zadd');
  await expect(journal.health()).rejects.toMatchObject({ code: 'service.redis.refused' });
  await server.cli('acl', 'setuser', 'default', '+zadd');
  for (const refused of [undefined, message(anna, 'b')])
    expect(await journal.health(refused)).toEqual({ waiting: 0, due: 0, dead: 0 });
  expect(await server.cli('keys', '*known*')).toBe('');
  process.end();
});
