import type { Redis } from 'ioredis';
import { redisErrorWord } from './errors.ts';

type Told = (error: Error | null | undefined, info?: string) => void;

/**
 * A client asks INFO whether Redis has loaded its data before it is ready; where this user may not ask, ioredis would write
 * to the terminal each time. It then counts as loaded without a word.
 */
export function quietly(client: Redis): Redis {
  const ask = client.info.bind(client) as (told: Told) => Promise<unknown>;
  const value = (told: Told): Promise<unknown> =>
    ask((error, info) =>
      error && redisErrorWord(error) === 'NOPERM' ? told(null, '') : told(error, info),
    );
  return Object.defineProperty(client, 'info', { value });
}
