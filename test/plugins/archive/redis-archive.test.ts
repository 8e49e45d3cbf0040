import { Redis } from 'ioredis';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { RedisArchive } from '../../../src/plugins/archive/python-redis/redis-archive.ts';
import { connect, useRedis } from '../redis/server.ts';

const redis = useRedis();
const hi = '{"role": "user", "content": "hi"}';
const entries = [{ role: 'customer', text: 'hi' }];

async function open(prompt?: string): Promise<{ archive: RedisArchive; client: Redis }> {
  const archive = new RedisArchive(await connect(redis().url, 'wabot'), prompt);
  const client = new Redis(redis().url);
  onTestFinished(async () => {
    await archive.close();
    client.disconnect();
  });
  return { archive, client };
}

beforeEach(async () => {
  const { client } = await open();
  await client.flushall();
});

describe('the chats of another bot', () => {
  it('are found by their keys, all of them, each once', async () => {
    const { archive, client } = await open();
    expect(await archive.names()).toEqual([]);
    const names = Array.from({ length: 2500 }, (_, index) => String(77_000_000_000 + index));
    await client.mset(names.flatMap((name) => [`chat_history:${name}`, '[]']));
    await client.set('other:1', '[]');
    expect((await archive.names()).toSorted()).toEqual(names);
  });

  it('are read in the order asked for, in both of their forms, with the time they have left', async () => {
    const { archive, client } = await open();
    await client.set('chat_history:1', `[${hi}]`, 'PX', 60_000);
    await client.rpush('chat_history:2', hi, hi);
    await client.hset('chat_history:3', 'a', 'b');
    const begun = Date.now();
    const [second, first, third, ...none] = await archive.read(['2', '1', '3', 'absent']);
    expect(second).toEqual({ name: '2', entries: [...entries, ...entries], broken: [] });
    expect(first).toMatchObject({ name: '1', entries, broken: [] });
    expect(first?.expiresAt).toBeGreaterThan(begun + 50_000);
    expect(first?.expiresAt).toBeLessThanOrEqual(Date.now() + 60_000);
    expect(third).toEqual({
      name: '3',
      entries: [],
      broken: ['a chat is neither a string nor a list of Redis'],
    });
    expect(none).toEqual([]);
  });

  it('may have ended between two looks', async () => {
    const { client } = await open();
    const answers: [Error | null, unknown][][] = [
      [
        [null, 'string'],
        [null, 'string'],
        [null, 'none'],
        [null, 'list'],
      ],
      [
        [null, null],
        [null, `[${hi}]`],
        [null, null],
        [new Error('WRONGTYPE Operation'), undefined],
      ],
      [
        [null, -2],
        [null, 0],
        [null, -1],
        [null, -1],
      ],
    ];
    const asked: string[][][] = [];
    const pipeline = (commands: string[][]) => {
      asked.push(commands);
      return { exec: () => Promise.resolve(answers[asked.length - 1]) };
    };
    const run = (work: (redis: Redis) => unknown): unknown =>
      work({ pipeline } as unknown as Redis);
    const archive = new RedisArchive({
      run: run as ConstructorParameters<typeof RedisArchive>[0]['run'],
      close: () => client.disconnect(),
    });
    const found = await archive.read(['a', 'b', 'c', 'd']);
    expect(
      found.map(({ name, entries: said, expiresAt }) => [
        name,
        said.length,
        expiresAt === undefined,
      ]),
    ).toEqual([
      ['b', 1, false],
      ['d', 0, true],
    ]);
    expect(asked.map((commands) => commands.map((command) => command.join(' ')))).toEqual([
      ['a', 'b', 'c', 'd'].map((name) => `type chat_history:${name}`),
      [
        'get chat_history:a',
        'get chat_history:b',
        'get chat_history:c',
        'lrange chat_history:d 0 -1',
      ],
      ['a', 'b', 'c', 'd'].map((name) => `pttl chat_history:${name}`),
    ]);
  });

  it('cannot be read while Redis refuses', async () => {
    const refuses = {
      pipeline: () => ({ exec: () => Promise.resolve([[new Error('NOPERM'), undefined]]) }),
    };
    const run = (work: (redis: Redis) => unknown): unknown => work(refuses as unknown as Redis);
    const archive = new RedisArchive({
      run: run as ConstructorParameters<typeof RedisArchive>[0]['run'],
      close: () => {},
    });
    await expect(archive.read(['a'])).rejects.toThrow('NOPERM');
  });

  it('have a prompt beside them where one is named', async () => {
    const { archive } = await open('google-docs');
    expect([archive.prompt, (await open()).archive.prompt]).toEqual(['google-docs', undefined]);
  });

  it('give the connection back', async () => {
    const { archive } = await open();
    await archive.close();
    await expect(archive.names()).rejects.toThrow(Error);
  });
});
