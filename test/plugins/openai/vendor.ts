import type { Vendor } from '../../../src/suites/index.ts';
import { startLoopback, type Heard, type Loopback, type Says } from './loopback.ts';

/** A key as the service gives them. */
export const key = 'sk-proj-SeCrEt0123456789abcd';

/** A service on loopback, played for a suite. */
export interface Played<T extends string> {
  loopback: Loopback;
  vendor: Vendor<T>;
  close(): Promise<void>;
}

/** An error of the service that repeats the key and what was asked. */
function failure(heard: Heard, status: number, error: object, headers = {}): Says {
  const message = `for ${heard.headers.authorization ?? ''}: ${heard.body.toString('utf8')}`;
  return {
    status,
    body: { error: { message, type: '', param: null, code: null, ...error } },
    headers,
  };
}

const failures: Record<string, (heard: Heard) => Says> = {
  busy: (heard) => failure(heard, 429, { code: 'rate_limit_exceeded' }, { 'retry-after': '7' }),
  fault: (heard) => failure(heard, 503, { type: 'server_error' }),
  lost: () => ({ line: 'drop' }),
  malformed: () => ({ body: '<html>Welcome</html>' }),
  key: (heard) => failure(heard, 401, { code: 'invalid_api_key' }),
  refused: (heard) => failure(heard, 400, { code: 'content_policy_violation' }),
  silent: () => ({ line: 'hang' }),
  audio: (heard) => failure(heard, 400, { param: 'file', code: 'audio_invalid' }),
  short: (heard) => failure(heard, 400, { param: 'file', code: 'audio_too_short' }),
};

/** A service that answers like this, and has the usual troubles; `special` are its own ones. */
export async function playVendor<T extends string>(
  answers: (heard: Heard) => Says | Promise<Says>,
  special: Record<string, (heard: Heard) => Says> = {},
): Promise<Played<T>> {
  const acts = new Map(Object.entries({ ...failures, ...special }));
  let says = answers;
  const loopback = await startLoopback((heard) => says(heard));
  return {
    loopback,
    vendor: {
      does(what) {
        says = what === 'answers' ? answers : (acts.get(what) ?? answers);
      },
      calls: () => loopback.heard.length,
      secrets: [key],
    },
    async close() {
      await loopback[Symbol.asyncDispose]();
    },
  };
}
