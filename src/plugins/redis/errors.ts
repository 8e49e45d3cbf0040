import { ServiceError, SetupError, WabotError } from '../../core/errors.ts';

/** What Redis or the line to it said, in one word; never more, since its messages may quote keys and values. */
export function wordOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  if ('code' in error && typeof error.code === 'string') return error.code;
  const [word = ''] = /^-?[A-Z][A-Z_]{2,}(?= |$)/.exec(error.message) ?? [];
  if (word !== '') return word;
  if (/timed? ?out/i.test(error.message)) return 'TIMEOUT';
  return /closed|writeable|aborted|ended|refresh slots|None of|max retries/i.test(error.message) ? 'CLOSED' : error.name;
}

/** Words that only a person can do something about. */
const logins: Readonly<Record<string, string>> = {
  WRONGPASS: 'does not know this user or password',
  NOAUTH: 'asks for a password',
  NOPERM: 'does not let this user do what the bot needs',
};

const states: Readonly<Record<string, { name: string; what: string }>> = {
  OOM: { name: 'full', what: 'is full' },
  READONLY: { name: 'read-only', what: 'takes no writes at the moment' },
  MISCONF: { name: 'read-only', what: 'takes no writes: it cannot save them to its disk' },
  LOADING: { name: 'loading', what: 'is still loading its data' },
  MASTERDOWN: { name: 'unavailable', what: 'has lost its master' },
  CLUSTERDOWN: { name: 'unavailable', what: 'is a cluster that is down' },
  TIMEOUT: { name: 'timeout', what: 'does not answer in time' },
  ERR: { name: 'refused', what: 'did not understand the bot' },
};

/**
 * What a failed call means to the bot: a retryable ServiceError `service.redis.…` without a word of what was asked or said.
 * An error that is a WabotError already stays what it is, and so does an Error that did not come from Redis or the line.
 */
export function toServiceError(error: unknown): unknown {
  if (error instanceof WabotError || !isOfRedis(error)) return error;
  const word = wordOf(error);
  const { name, what } = states[word] ?? (logins[word] === undefined ? unreachable : { name: 'login', what: logins[word] });
  return new ServiceError(`redis.${name}`, `Redis ${what} (${word})`, {
    retryable: true,
    announced: name !== 'refused',
    suggestions: ['See that Redis runs and has room; the bot goes on by itself when it is back.'],
  });
}

const unreachable = { name: 'unavailable', what: 'cannot be reached' };

/** Why nothing can begin: a password (SetupError, exit 3) or a Redis that is away (ServiceError, exit 4). `where` has no password in it. */
export function toStartError(error: unknown, where: string): WabotError {
  if (error instanceof WabotError) return error;
  const word = wordOf(error);
  const login = logins[word];
  if (login !== undefined) {
    return new SetupError('redis.login', `Redis at ${where} ${login}`, {
      suggestions: ['Put user and password into REDIS_URL: redis://user:password@host:6379 (special signs as %XX).'],
    });
  }
  return new ServiceError('redis.unavailable', `Redis at ${where} ${states[word]?.what ?? unreachable.what} (${word})`, {
    retryable: true,
    suggestions: [
      'Start Redis, or mend REDIS_URL.',
      'To start without it, on files: set WABOT_REDIS_FALLBACK=file, or remove REDIS_URL.',
    ],
  });
}

/** A bug of ours must not look like an outage. */
function isOfRedis(error: unknown): boolean {
  return error instanceof Error && !(error instanceof TypeError || error instanceof RangeError || error instanceof SyntaxError);
}
