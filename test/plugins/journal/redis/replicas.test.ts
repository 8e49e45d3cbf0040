import type { Cluster, Redis } from 'ioredis';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Journal } from '../../../../src/core/kinds/journal.ts';
import plugin from '../../../../src/plugins/journal/redis/index.ts';
import { toJournal } from '../../../../src/plugins/journal/redis/journal.ts';
import type { RedisValues } from '../../../../src/plugins/redis/settings.ts';
import { isNew, message, settlement, waitingIds } from '../../../../src/suites/journal/place.ts';
import { askReplication } from '../../../../src/plugins/redis/replicas.ts';
import { useCluster } from '../../redis/cluster.ts';
import { online, startReplica } from '../../redis/replica.ts';
import { WatchedRedis } from '../../redis/sentinels.ts';
import { connect, RedisServer, redisValues, until } from '../../redis/server.ts';

const anna = '77001234567@c.us';
const log = { debug() {}, info() {}, warn() {}, error() {} };
const world = { log, now: Date.now, fetch, dataFolder: '' };
const unconfirmed = { code: 'service.redis.unconfirmed', retryable: true };

async function openOn(server: { url: string }, more: Partial<RedisValues> = {}): Promise<Journal> {
  const journal = toJournal(await connect(server.url, 'shop', more), { log, now: Date.now });
  onTestFinished(() => journal.close());
  return journal;
}

async function pair(): Promise<{ primary: RedisServer; replica: RedisServer }> {
  const primary = await RedisServer.start();
  onTestFinished(() => primary[Symbol.asyncDispose]());
  const replica = await startReplica(primary);
  onTestFinished(() => replica[Symbol.asyncDispose]());
  return { primary, replica };
}

describe('a journal whose Redis has a replica', { timeout: 90_000 }, () => {
  it('takes no message, ends no turn and lets no reply out before the replica has it', async () => {
    const { primary, replica } = await pair();
    const [journal, other] = [await openOn(primary), await openOn(primary)];
    await journal.inbox.accept(message(anna, 'a'));
    const [due] = await journal.turns.settle(settlement(anna, ['a'], ['hello']));
    replica.signal('SIGSTOP');
    await expect(journal.inbox.accept(message(anna, 'b'))).rejects.toMatchObject(unconfirmed);
    // It came again through another process, and is known there, but still only to the machine that may die.
    await expect(other.inbox.accept(message(anna, 'b'))).rejects.toMatchObject(unconfirmed);
    await expect(journal.letters.reject(Buffer.from('?'), 'no message')).rejects.toMatchObject(
      unconfirmed,
    );
    const slow = [
      journal.outbox.attempt(due?.id ?? '', 1),
      other.turns.settle(settlement(anna, ['b'], ['again'])),
    ];
    const ended: unknown[] = [];
    for (const call of slow) void call.then(() => ended.push(call));
    await expect(journal.inbox.accept(message(anna, 'c'))).rejects.toMatchObject(unconfirmed);
    expect(ended).toEqual([]);
    replica.signal('SIGCONT');
    await Promise.all(slow);
    expect(await other.inbox.accept(message(anna, 'b'))).toMatchObject({ isNew: false });
    expect(await other.inbox.accept(message(anna, 'c'))).toMatchObject({ isNew: false });
    await primary.stop('SIGKILL');
    await replica.cli('replicaof', 'no', 'one');
    const after = await openOn(replica);
    expect(await waitingIds(after, anna)).toEqual(['c']);
    expect(
      (await after.outbox.due(anna)).map(({ text, attemptedAt }) => [text, attemptedAt]),
    ).toEqual([
      ['hello', 1],
      ['again', undefined],
    ]);
  });

  it('goes on alone when the replica dies, and waits for it again when it is back', async () => {
    const { primary, replica } = await pair();
    const journal = await openOn(primary);
    await journal.inbox.accept(message(anna, 'a'));
    await replica.stop('SIGKILL');
    await until(() =>
      journal.inbox.accept(message(anna, 'b')).then(
        () => true,
        () => false,
      ),
    );
    await replica.start();
    await until(async () => (await online(primary)) === 1);
    replica.signal('SIGSTOP');
    let refusal: unknown;
    await until(async () => {
      refusal = await journal.inbox.accept(message(anna, 'c')).catch((error: unknown) => error);
      return refusal instanceof Error;
    });
    expect(refusal).toMatchObject(unconfirmed);
  });

  it('waits once for what comes together, also when Redis has forgotten the scripts', async () => {
    const { primary } = await pair();
    const journal = await openOn(primary);
    await journal.inbox.accept(message(anna, 'first'));
    await primary.cli('script', 'flush');
    const ids = Array.from({ length: 60 }, (_, index) => `m${String(index).padStart(2, '0')}`);
    expect(await Promise.all(ids.map((id) => isNew(journal, message(anna, id))))).toEqual(
      ids.map(() => true),
    );
    expect(await waitingIds(journal, anna)).toEqual(['first', ...ids]);
    const waits = Number(
      /cmdstat_wait:calls=(\d+)/.exec(await primary.cli('info', 'commandstats'))?.[1],
    );
    expect(waits).toBeLessThan(10);
  });
});

describe('a number of replicas that is asked for', { timeout: 90_000 }, () => {
  it('is never waived', async () => {
    const { primary, replica } = await pair();
    const strict = await openOn(primary, { replicas: 1 });
    expect(await strict.inbox.accept(message(anna, 'a'))).toMatchObject({ isNew: true });
    await expect(
      (await openOn(primary, { replicas: 2 })).inbox.accept(message(anna, 'b')),
    ).rejects.toMatchObject(unconfirmed);
    await replica.stop('SIGKILL');
    await until(async () => (await online(primary)) === 0);
    await expect(strict.health()).rejects.toMatchObject(unconfirmed);
    const checked = await plugin.check?.(
      redisValues(primary.url, 'shop', { replicas: 1 }),
      world,
      AbortSignal.timeout(30_000),
    );
    expect(checked?.at(-1)).toMatchObject({
      level: 'problem',
      message: expect.stringContaining('asks for 1') as string,
    });
    await expect(strict.inbox.accept(message(anna, 'c'))).rejects.toMatchObject(unconfirmed);
    expect(await isNew(await openOn(primary, { replicas: 0 }), message(anna, 'd'))).toBe(true);
  });
});

describe('a primary that sentinels replace although it is well', { timeout: 120_000 }, () => {
  it('has taken nothing that its successor does not know', async () => {
    await using watched = await WatchedRedis.start();
    const journal = await openOn(watched);
    const before = await watched.primary();
    const taken: string[] = [];
    const take = async (): Promise<void> => {
      const id = `m${taken.length}`;
      await journal.inbox.accept(message(anna, id)).then(
        () => taken.push(id),
        () => {},
      );
    };
    for (let count = 0; count < 3; count += 1) await take();
    await watched.replacePrimary();
    await until(async () => {
      await take();
      return (await watched.primary()) !== before;
    });
    const known = taken.length;
    await until(async () => {
      await take();
      return taken.length > known + 5;
    });
    expect(await waitingIds(await openOn(await watched.primary()), anna)).toEqual(taken);
  });
});

describe('a cluster whose machines have replicas', { timeout: 120_000 }, () => {
  const url = useCluster(1, 3_000);

  it('confirms on a replica of the machine that holds the bot, and of no other', async () => {
    const connection = await connect(url(), 'shop');
    onTestFinished(() => connection.close());
    const journal = toJournal(connection, { log, now: Date.now });
    await until(
      async () =>
        (await connection.run((client) => askReplication(client, '{shop}:kept'))).online === 1,
    );
    const ids = Array.from({ length: 20 }, (_, index) => `m${index}`);
    expect(await Promise.all(ids.map((id) => isNew(journal, message(anna, id))))).toEqual(
      ids.map(() => true),
    );
    const cluster = connection.client as Cluster;
    const waited = async (node: Redis): Promise<boolean> =>
      (await node.info('commandstats')).includes('cmdstat_wait:');
    const held = async (node: Redis): Promise<boolean> => (await node.dbsize()) > 0;
    const masters = cluster.nodes('master');
    expect(await Promise.all(masters.map(waited))).toEqual(await Promise.all(masters.map(held)));
    await expect(
      connect(url(), 'shop', { replicas: 2 }).then(async (strict) => {
        onTestFinished(() => strict.close());
        return toJournal(strict, { log, now: Date.now }).inbox.accept(message(anna, 'too few'));
      }),
    ).rejects.toMatchObject(unconfirmed);
  });

  it('goes on by itself, with everything it took, when the machine that holds the bot is killed', async () => {
    const connection = await connect(url(), 'bot');
    const journal = toJournal(connection, { log, now: Date.now });
    onTestFinished(() => journal.close());
    const worked: string[] = [];
    const work = async ({ chat }: { chat: string }): Promise<void> => {
      worked.push(...(await waitingIds(journal, chat)));
    };
    const stopping = new AbortController();
    onTestFinished(() => stopping.abort());
    await journal.ownership.cluster?.assignChats({ work, wake: () => {} }, stopping.signal);
    const taken: string[] = [];
    const take = (id: string): Promise<boolean> =>
      journal.inbox.accept(message(anna, id)).then(
        () => taken.push(id) > 0,
        () => false,
      );
    for (const id of ['a', 'b', 'c']) await until(() => take(id));
    const cluster = connection.client as Cluster;
    const held = await Promise.all(
      cluster.nodes('master').map(async (node) => (await node.keys('{bot}:journal*')).length),
    );
    const master = cluster.nodes('master')[held.findIndex((count) => count > 0)];
    const pid = Number(/process_id:(\d+)/.exec((await master?.info('server')) ?? '')?.[1]);
    process.kill(pid, 'SIGKILL');
    await until(() => take('d'));
    expect(await waitingIds(journal, anna)).toEqual(taken);
    await until(() => worked.includes('d'));
  });
});
