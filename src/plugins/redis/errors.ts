import { ServiceError, SetupError, WabotError } from '../../core/plugin-api/failures.ts';
import { tlsTrouble, wanting } from './tls-trouble.ts';

/** What Redis or the line to it said, in one word; never more, since its messages may quote keys and values. */
export function redisErrorWord(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  if ('code' in error && typeof error.code === 'string') return error.code;
  const [word = ''] = /^-?[A-Z][A-Z_]{2,}(?= |$)/.exec(error.message) ?? [];
  // Before Redis 7 what a script ran into stands inside of its error.
  const [, inner] =
    word === 'ERR' ? (/@user_script\b.*?: -?([A-Z][A-Z_]{2,}) /.exec(error.message) ?? []) : [];
  if (word !== '') return inner ?? word;
  if (error.message.startsWith('All sentinels')) return sentinelWord(error.message);
  if (/timed? ?out/i.test(error.message)) return 'TIMEOUT';
  return /closed|writeable|aborted|ended|refresh slots|None of|max retries/i.test(error.message)
    ? 'CLOSED'
    : error.name;
}

/** Sentinels that answer and know nothing leave no error of their own. */
function sentinelWord(message: string): string {
  const [, last] = /Last error: (.*)$/.exec(message) ?? [];
  if (last === undefined) return 'SENTINEL_NAME';
  return /^(?:WRONGPASS|NOAUTH|NOPERM)\b/.test(last) ? 'SENTINEL_PASSWORD' : 'SENTINELS';
}

const inUrl =
  'Put user and password into REDIS_URL: redis://user:password@host:6379 (special signs as %XX).';

/** Words that only a person can do something about. */
const logins: Readonly<Record<string, { what: string; advice: string }>> = {
  WRONGPASS: { what: 'does not know this user or password', advice: inUrl },
  NOAUTH: { what: 'asks for a password', advice: inUrl },
  NOPERM: {
    what: 'does not allow this user what the bot needs',
    advice:
      'Give the user all commands on the keys and channels of the bot: redis-cli acl setuser NAME +@all ~{wabot}* &{wabot}*',
  },
  SENTINEL_PASSWORD: {
    what: 'cannot be found: its sentinels ask for another password',
    advice: 'Put the password of the sentinels into REDIS_SENTINEL_PASSWORD.',
  },
  SENTINEL_NAME: {
    what: 'cannot be found: its sentinels do not know that name',
    advice:
      'Put the name that the sentinels use (redis-cli -p 26379 sentinel masters) behind the / in REDIS_URL.',
  },
};

const states: Readonly<Record<string, { name: string; what: string }>> = {
  OOM: { name: 'full', what: 'is full' },
  READONLY: { name: 'read-only', what: 'accepts no writes at the moment' },
  MISCONF: { name: 'read-only', what: 'accepts no writes: it cannot save them to its disk' },
  NOREPLICAS: {
    name: 'read-only',
    what: 'accepts no writes: too few of its replicas are connected',
  },
  LOADING: { name: 'loading', what: 'is still loading its data' },
  BUSY: { name: 'busy', what: 'is busy running a script' },
  MASTERDOWN: { name: 'unavailable', what: 'has lost its master' },
  CLUSTERDOWN: { name: 'unavailable', what: 'is a cluster that is down' },
  SENTINELS: { name: 'unavailable', what: 'cannot be found: none of its sentinels answers' },
  TIMEOUT: { name: 'timeout', what: 'does not answer in time' },
  ERR: { name: 'refused', what: 'did not understand the command' },
};

/**
 * What a failed call means to the bot: a retryable ServiceError `service.redis.…` without a word of what was asked or said.
 * An error that is a WabotError already stays what it is, and so does an Error that did not come from Redis or the line.
 */
export function toRedisError(error: unknown): unknown {
  if (error instanceof WabotError || !isOfRedis(error)) return error;
  const word = redisErrorWord(error);
  const { name, what } = understood(word);
  const advice =
    logins[word]?.advice ??
    tlsTrouble(word)?.advice ??
    'Make sure that Redis is running and has room; the bot continues by itself once it is back.';
  return new ServiceError(`redis.${name}`, `Redis ${what} (${word})`, {
    retryable: true,
    alreadyLogged: name !== 'refused',
    suggestions: [advice],
  });
}

/** Whether a call that failed so may have been made: its answer was lost or late, or too few replicas have confirmed it. */
export function mayHaveBeenMade(error: unknown): boolean {
  if (error instanceof ServiceError) return error.code === 'service.redis.unconfirmed';
  // A client that is not connected sends nothing.
  if (error instanceof Error && /writeable/.test(error.message)) return false;
  return lost.has(redisErrorWord(error));
}

const lost: ReadonlySet<string> = new Set([
  'TIMEOUT',
  'CLOSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
]);

function understood(word: string): { name: string; what: string } {
  const login = logins[word];
  if (login) return { name: 'login', what: login.what };
  const trouble = tlsTrouble(word);
  return states[word] ?? (trouble ? { name: 'certificate', what: trouble.what } : unreachable);
}

const unreachable = { name: 'unavailable', what: 'cannot be reached' };

/** Why nothing can begin: a password (SetupError, exit 3) or a Redis that is unavailable (ServiceError, exit 4). `where` has no password in it. */
export function toStartError(error: unknown, where: string, isTls = false): WabotError {
  if (error instanceof WabotError) return error;
  const word = redisErrorWord(error);
  const login = logins[word];
  if (login !== undefined) {
    return new SetupError('redis.login', `Redis at ${where} ${login.what}`, {
      suggestions: [login.advice],
    });
  }
  const trouble = tlsTrouble(word);
  if (trouble !== undefined)
    return new SetupError('redis.certificate', `Redis at ${where} ${trouble.what} (${word})`, {
      suggestions: [trouble.advice],
    });
  return new ServiceError(
    'redis.unavailable',
    `Redis at ${where} ${states[word]?.what ?? unreachable.what} (${word})`,
    {
      retryable: true,
      suggestions: [
        // The word in which it asks for one gets lost when the line is cut before it is read.
        ...(isTls && /^(?:ECONNRESET|EPIPE|CLOSED)$/.test(word)
          ? [`If Redis requires one: ${wanting.advice}`]
          : []),
        'Start Redis, or fix REDIS_URL (rediss:// where Redis speaks TLS, redis:// where it does not).',
        'To start without it, on files: set WABOT_REDIS_FALLBACK=file, or remove REDIS_URL.',
      ],
    },
  );
}

/** An internal error must not look like an outage. */
function isOfRedis(error: unknown): boolean {
  return (
    error instanceof Error &&
    !(error instanceof TypeError || error instanceof RangeError || error instanceof SyntaxError)
  );
}
