import { EventEmitter } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import type { RedisClient } from '../../../src/plugins/redis/client.ts';
import { Keeper, type KeeperDependencies } from '../../../src/plugins/redis/keeper.ts';
import type { Script } from '../../../src/plugins/redis/script.ts';

type Reply = [Error | null, unknown];

const master = (online: number): string =>
  [
    'role:master',
    'master_replid:abc',
    ...Array.from({ length: online }, (_, at) => `slave${at}:ip=1,state=online`),
  ].join('\r\n');

/** A client whose pipelines are answered in turn; keeps what was asked of each. */
class FakeClient extends EventEmitter {
  readonly asked: string[][] = [];
  readonly alone: string[] = [];
  readonly #replies: (Reply[] | Error)[];

  constructor(...replies: (Reply[] | Error)[]) {
    super();
    this.#replies = replies;
  }

  pipeline(): object {
    const words: string[] = [];
    this.asked.push(words);
    const chain: object = new Proxy(
      {},
      {
        get: (_, name: string) =>
          name === 'exec'
            ? () => this.#next()
            : (first: unknown) => (words.push(`${name} ${String(first)}`), chain),
      },
    );
    return chain;
  }

  evalsha(sha: string): Promise<unknown> {
    this.alone.push(sha);
    return Promise.resolve('alone');
  }

  exists(key: string): Promise<number> {
    this.alone.push(`exists ${key}`);
    return Promise.resolve(0);
  }

  #next(): Promise<Reply[]> {
    const replies = this.#replies.shift() ?? new Error('nothing more');
    return replies instanceof Error ? Promise.reject(replies) : Promise.resolve(replies);
  }
}

const kept = { text: 'return 1', sha: 'sha', kept: true } as Script;
const looked = (online: number): Reply[] => [
  [null, 0],
  [null, master(online)],
];
/** The replies to one call: its own, the key's, what waited, and what is said of replicas then. */
const confirmed = (reply: Reply, replicas: number): Reply[] => [
  reply,
  [null, 'OK'],
  [null, replicas],
  [null, master(replicas)],
];

function keeperOn(client: FakeClient, more: Partial<KeeperDependencies> = {}): Keeper {
  return new Keeper(client as unknown as RedisClient, {
    wanted: 'auto',
    key: 'kept',
    unconfirmed: vi.fn<() => void>(),
    ...more,
  });
}

/** It passes, and is told of once, by the connection: not again with each message. */
const unconfirmed = { code: 'service.redis.unconfirmed', retryable: true, alreadyLogged: true };

describe('a change that may not be lost', () => {
  it('is tried again after a look for replicas that failed: the failure is not kept', async () => {
    const client = new FakeClient(
      new Error('the line is cut'),
      looked(1),
      confirmed([null, 'done'], 1),
    );
    const keeper = keeperOn(client);
    await expect(keeper.run(kept, ['a'], [])).rejects.toThrow('the line is cut');
    expect(await keeper.run(kept, ['a'], [])).toBe('done');
  });

  it('looks for replicas once in a while, and again on another connection', async () => {
    const client = new FakeClient(
      looked(1),
      confirmed([null, 1], 1),
      confirmed([null, 2], 1),
      looked(0),
    );
    const keeper = keeperOn(client);
    expect(await keeper.run(kept, ['a'], [])).toBe(1);
    expect(await keeper.run(kept, ['a'], [])).toBe(2);
    client.emit('ready');
    expect(await keeper.run(kept, ['a'], [])).toBe('alone');
    expect(client.asked.map(([first = '']) => first.split(' ')[0])).toEqual([
      'exists',
      'evalsha',
      'evalsha',
      'exists',
    ]);
  });

  it('waits for nobody where none is wanted or the script need not', async () => {
    const client = new FakeClient();
    expect(await keeperOn(client, { wanted: 0 }).run(kept, ['a'], [])).toBe('alone');
    expect(await keeperOn(client, { wanted: 2 }).run({ ...kept, kept: false }, ['a'], [])).toBe(
      'alone',
    );
    expect(client.asked).toEqual([]);
  });

  it.each([
    [2, 2, true],
    [2, 1, false],
    [1, 1, true],
    [1, 0, false],
  ])('with %d wanted and %d that confirm', async (wanted, replicas, counts) => {
    const told = vi.fn<() => void>();
    const keeper = keeperOn(new FakeClient(confirmed([null, 'done'], replicas)), {
      wanted,
      unconfirmed: told,
    });
    const run = keeper.run(kept, ['a'], []);
    if (counts) expect(await run).toBe('done');
    else await expect(run).rejects.toMatchObject(unconfirmed);
    expect(told).toHaveBeenCalledTimes(counts ? 0 : 1);
  });

  it('counts alone when the last replica has gone meanwhile', async () => {
    const client = new FakeClient(looked(1), confirmed([null, 'done'], 0));
    expect(await keeperOn(client).run(kept, ['a'], [])).toBe('done');
  });

  it('is asked for once more with its text where the script is not known, and only once', async () => {
    const unknown = new Error('NOSCRIPT No matching script');
    const client = new FakeClient(confirmed([unknown, null], 1), confirmed([null, 'done'], 1));
    expect(await keeperOn(client, { wanted: 1 }).run(kept, ['a'], [])).toBe('done');
    expect(client.asked.map(([first]) => first)).toEqual(['evalsha sha', 'eval return 1']);
    expect(client.alone).toEqual(['exists kept']);
    const never = new FakeClient(confirmed([unknown, null], 1), confirmed([unknown, null], 1));
    await expect(keeperOn(never, { wanted: 1 }).run(kept, ['a'], [])).rejects.toThrow('NOSCRIPT');
  });

  it('fails with the error of its own, and leaves the others alone', async () => {
    const wrong = new Error('ERR wrong');
    const client = new FakeClient(confirmed([null, 'first'], 1), [
      [wrong, null],
      ...confirmed([null, 'other'], 1),
    ]);
    const keeper = keeperOn(client, { wanted: 1 });
    const [first, bad, other] = [1, 2, 3].map(() => keeper.run(kept, ['a'], []));
    expect(await first).toBe('first');
    await expect(bad).rejects.toBe(wrong);
    expect(await other).toBe('other');
    expect(client.asked).toHaveLength(2);
  });

  it('fails when nothing is known of the end', async () => {
    await expect(
      keeperOn(new FakeClient([]), { wanted: 1 }).run(kept, ['a'], []),
    ).rejects.toMatchObject(unconfirmed);
    const cut = new FakeClient(new Error('cut'));
    await expect(keeperOn(cut, { wanted: 1 }).run(kept, ['a'], [])).rejects.toThrow('cut');
  });

  it('does not count when replicas leave the machine', async () => {
    const followers = { areThere: () => false } as never;
    const client = new FakeClient(confirmed([null, 'done'], 1));
    await expect(
      keeperOn(client, { wanted: 1, followers }).run(kept, ['a'], []),
    ).rejects.toMatchObject(unconfirmed);
  });
});
