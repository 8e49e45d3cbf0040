import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { SetupError, type WabotError } from '../../../src/core/errors.ts';
import { encodedTime } from '../../../src/core/history/stored-chat.ts';
import { toJournal } from '../../../src/plugins/journal/redis/journal.ts';
import { RedisStore } from '../../../src/plugins/memory/redis/index.ts';
import type { RedisConnection } from '../../../src/plugins/redis/connection.ts';
import type { RedisValues } from '../../../src/plugins/redis/settings.ts';
import { message, settlement, waitingIds } from '../../../src/suites/journal/place.ts';
import { memorySuite } from '../../../src/suites/memory.ts';
import { connect, until } from './server.ts';
import { TlsRedis } from './tls-server.ts';

const anna = '77001234567@c.us';
const log = { debug() {}, info() {}, warn() {}, error() {} };
const login = 'bot:hush%2Fhush@';

const free = ['--tls-auth-clients', 'no'];

async function start(...given: Parameters<typeof TlsRedis.start>): Promise<TlsRedis> {
  const redis = await TlsRedis.start(...given);
  onTestFinished(() => redis[Symbol.asyncDispose]());
  return redis;
}

async function refusal(url: string, more: Partial<RedisValues> = {}): Promise<WabotError> {
  const error = await connect(url, 'shop', more).then(
    (connection) => {
      connection.close();
      return expect.fail('it connected');
    },
    (reason: unknown) => reason as WabotError,
  );
  expect(JSON.stringify([error, error.message, error.stack, error.suggestions])).not.toContain(
    'hush',
  );
  return error;
}

describe(
  'Redis behind TLS, with a user that may touch only the keys of the bot',
  { timeout: 60_000 },
  () => {
    let redis: TlsRedis | undefined;
    beforeAll(async () => {
      redis = await TlsRedis.start('IP:127.0.0.1', ...free);
      const rights = ['on', '>hush/hush', '+@all', '~{shop}*', '&{shop}*'];
      await redis.server.cli('acl', 'setuser', 'bot', ...rights);
      await redis.server.cli('acl', 'setuser', 'default', 'off');
    });
    afterAll(() => redis?.[Symbol.asyncDispose]());

    const open = (): Promise<RedisConnection> =>
      connect(redis?.url(login) ?? '', 'shop', { ca: redis?.ca });
    const offers = { index: true, replace: true };
    memorySuite(
      it,
      async () =>
        new RedisStore(await open(), { prefix: `{shop}:${randomUUID()}`, timeOf: encodedTime }),
      offers,
    );

    it('keeps the journal, and hands a chat out', async () => {
      const journal = toJournal(await open(), { log, now: Date.now });
      const { inbox, turns, outbox, ownership } = journal;
      const stopping = new AbortController();
      const worked: string[] = [];
      const work = async ({ chat }: { chat: string }): Promise<void> => {
        const [due] = await turns.settle(
          settlement(chat, await waitingIds(journal, chat), ['hello']),
        );
        await outbox.attempt(due?.id ?? '', 1);
        await outbox.sent(due?.id ?? '', 'channel-1');
        await turns.remembered(settlement(chat, ['a']).record);
        worked.push(chat);
      };
      await ownership.cluster?.assignChats({ work, wake: () => {} }, stopping.signal);
      await inbox.accept(message(anna, 'a'));
      await until(() => worked.length === 1);
      stopping.abort();
      expect(await journal.health()).toEqual({ waiting: 0, due: 0, dead: 0 });
      await journal.close();
    });

    it.each([
      ['another password', 'bot:hush@'],
      ['a user that nobody knows', 'hush:hush@'],
      ['no user', ''],
    ])('is refused with %s', async (_, other) => {
      expect(await refusal(redis?.url(other) ?? '', { ca: redis?.ca })).toMatchObject({
        code: 'setup.redis.login',
      });
    });

    it('is refused when the certificate is of an authority that nobody named, and says how to name it', async () => {
      const error = await refusal(redis?.url(login) ?? '');
      expect(error).toMatchObject({ code: 'setup.redis.certificate', oclif: { exit: 3 } });
      expect(error.suggestions.join()).toContain('REDIS_TLS_CA');
      await redis?.files.authority('other');
      const other = await refusal(redis?.url(login) ?? '', { ca: redis?.files.path('other.crt') });
      expect(other).toMatchObject({ code: 'setup.redis.certificate' });
    });

    it('is an address that is told apart from one without TLS', async () => {
      const plain = await refusal(`rediss://${login}127.0.0.1:${redis?.server.port}`, {
        ca: redis?.ca,
      });
      const other = await refusal(`redis://${login}127.0.0.1:${redis?.port}`);
      for (const error of [plain, other]) {
        expect(error).toMatchObject({ code: 'service.redis.unavailable', oclif: { exit: 4 } });
        expect(error.suggestions.join()).toContain(
          'rediss:// where Redis speaks TLS, redis:// where it does not',
        );
      }
    });

    it('takes only files that are what they should be', async () => {
      const url = redis?.url(login) ?? '';
      const none = redis?.files.path('none.crt') ?? '';
      const text = redis?.files.path('text.crt') ?? '';
      await writeFile(text, 'hello');
      const errors = [
        await refusal(url, { ca: none }),
        await refusal(url, { ca: text }),
        await refusal(url, { certificate: redis?.ca }),
        await refusal(url.replace('rediss', 'redis'), { ca: redis?.ca }),
      ];
      for (const error of errors) expect(error).toBeInstanceOf(SetupError);
      expect(errors.map((error) => error.message)).toEqual([
        'REDIS_TLS_CA names a file that cannot be read',
        'REDIS_TLS_CA names a file that is not in PEM',
        'REDIS_TLS_CERT and REDIS_TLS_KEY go together, but only one of them is set',
        'REDIS_TLS_CA is set, but REDIS_URL asks for no TLS',
      ]);
    });
  },
);

describe('a certificate', { timeout: 60_000 }, () => {
  it('that is made out to another host is refused', async () => {
    const redis = await start('DNS:elsewhere.example', ...free);
    const error = await refusal(redis.url(), { ca: redis.ca });
    expect(error).toMatchObject({ code: 'setup.redis.certificate' });
    expect(error.message).toContain('another name');
  });

  it('of the bot is shown where Redis asks for one', async () => {
    const redis = await start();
    const error = await refusal(redis.url(), { ca: redis.ca });
    expect(['setup.redis.certificate', 'service.redis.unavailable']).toContain(error.code);
    expect(error.suggestions.join()).toContain('REDIS_TLS_CERT');
    await redis.files.signed('bot', 'ca', 'DNS:bot');
    const shown = { certificate: redis.files.path('bot.crt'), key: redis.files.path('bot.key') };
    const connection = await connect(redis.url(), 'shop', { ca: redis.ca, ...shown });
    expect(await connection.run((client) => client.ping())).toBe('PONG');
    connection.close();
  });
});
