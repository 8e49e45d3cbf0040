import { describe, expect, it } from 'vitest';
import type { WabotError } from '../../../src/core/errors.ts';
import { toRedisError, toStartError, redisErrorWord } from '../../../src/plugins/redis/errors.ts';

describe('an error of Redis in one word', () => {
  it.each([
    ["OOM command not allowed when used memory > 'maxmemory'.", 'OOM'],
    [
      "READONLY You can't write against a read only replica. script: f_1, on @user_script:3.",
      'READONLY',
    ],
    // Redis 6.2 puts what a script ran into inside of an error of its own.
    [
      "ERR Error running script (call to f_1): @user_script:9: @user_script: 9: -READONLY You can't write against a read only replica. ",
      'READONLY',
    ],
    [
      'ERR Error running script (call to f_1): @user_script:9: @user_script: 9: -OOM command not allowed. ',
      'OOM',
    ],
    ['ERR unknown command', 'ERR'],
    ['Command timed out', 'TIMEOUT'],
    ['Connection is closed.', 'CLOSED'],
    ['All sentinels are unreachable. Retrying from scratch after 10ms.', 'SENTINEL_NAME'],
    [
      'All sentinels are unreachable. Retrying from scratch after 10ms. Last error: Connection is closed.',
      'SENTINELS',
    ],
    [
      'All sentinels are unreachable. Last error: WRONGPASS invalid username-password pair',
      'SENTINEL_PASSWORD',
    ],
  ])('%s', (message, word) => expect(redisErrorWord(new Error(message))).toBe(word));
});

describe('what the bot makes of it', () => {
  it.each([
    ['NOREPLICAS Not enough good replicas to write.', 'service.redis.read-only'],
    ["READONLY You can't write against a read only replica.", 'service.redis.read-only'],
    ['LOADING Redis is loading the dataset in memory', 'service.redis.loading'],
    ['BUSY Redis is busy running a script.', 'service.redis.busy'],
    ["OOM command not allowed when used memory > 'maxmemory'.", 'service.redis.full'],
    ['CLUSTERDOWN The cluster is down', 'service.redis.unavailable'],
    ['TRYAGAIN Multiple keys request during rehashing of slot', 'service.redis.unavailable'],
  ])('%s passes by itself', (message, code) => {
    expect(toRedisError(new Error(message))).toMatchObject({
      code,
      retryable: true,
      alreadyLogged: true,
    });
  });

  it('NOPERM while it works says which rights are missing', () => {
    const error = toRedisError(
      new Error('NOPERM User bot has no permissions to run the info command'),
    ) as WabotError;
    expect(error.code).toBe('service.redis.login');
    expect(error.suggestions.join()).toContain('acl setuser');
  });

  it.each([
    ['WRONGPASS', 'REDIS_URL'],
    ['NOPERM', 'acl setuser'],
    ['All sentinels are unreachable. Last error: NOAUTH HELLO', 'REDIS_SENTINEL_PASSWORD'],
    ['All sentinels are unreachable.', 'the name that the sentinels use'],
  ])('%s at the start is for a person to fix', (message, advice) => {
    const error = toStartError(new Error(message), 'one:6379');
    expect(error).toMatchObject({ code: 'setup.redis.login', oclif: { exit: 3 } });
    expect(error.suggestions.join()).toContain(advice);
  });
});
