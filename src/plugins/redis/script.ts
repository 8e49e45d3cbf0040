import { createHash } from 'node:crypto';
import type { RedisClient } from './client.ts';
import { redisErrorWord } from './errors.ts';

/** A Lua script: what it does happens in one step that nothing comes between, or not at all. */
export interface Script {
  text: string;
  sha: string;
  /** What it changes counts only when it is on replicas, too (REDIS_WAIT_REPLICAS). */
  kept: boolean;
}

export type Argument = string | number;

/** Runs a script over these keys, which are all in one slot. */
export type RunScript = (
  script: Script,
  keys: readonly string[],
  values: readonly Argument[],
) => Promise<unknown>;

/** A script with this text. */
export function makeScript(text: string, { kept = false } = {}): Script {
  return { text, sha: createHash('sha1').update(text).digest('hex'), kept };
}

/** Runs a script by its hash, and brings its text to a server that does not know it (any more). */
export async function evaluate(
  client: RedisClient,
  { text, sha }: Script,
  keys: readonly string[],
  values: readonly Argument[],
): Promise<unknown> {
  try {
    return await client.evalsha(sha, keys.length, ...keys, ...values);
  } catch (error) {
    if (redisErrorWord(error) !== 'NOSCRIPT') throw error;
    return client.eval(text, keys.length, ...keys, ...values);
  }
}
