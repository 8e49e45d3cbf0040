import type { RedisClient } from './client.ts';
import { redisErrorWord } from './errors.ts';

/** What a machine says of its replicas. */
export interface Replication {
  /** Names its history: another after it was promoted or started again. */
  history: string;
  /** Replicas that are connected and have caught up with what there was; none of a replica. */
  online: number;
}

const none: Replication = { history: '', online: 0 };

/** Reads the reply of `INFO replication`. */
export function toReplication(info: unknown): Replication {
  const text = typeof info === 'string' ? info : '';
  if (!/^role:master\b/m.test(text)) return none;
  const [, history = ''] = /^master_replid:(\w+)/m.exec(text) ?? [];
  return { history, online: text.match(/^slave\d+:.*\bstate=online\b/gm)?.length ?? 0 };
}

/** What the machine that holds this key says of its replicas; none where that may not be asked. Rejects with Redis's error. */
export async function askReplication(client: RedisClient, key: string): Promise<Replication> {
  // A cluster sends a pipeline to the machine that holds its keys.
  const replies = (await client.pipeline().exists(key).info('replication').exec()) ?? [];
  const [error, info] = replies[1] ?? [];
  if (!error) return toReplication(info);
  if (['NOPERM', 'ERR'].includes(redisErrorWord(error))) return none;
  throw error;
}

/** What `INFO` says of the machine that holds this key; undefined where this user may not ask. Rejects with Redis's error. */
export async function askInfo(client: RedisClient, key: string): Promise<string | undefined> {
  const replies = (await client.pipeline().exists(key).info().exec()) ?? [];
  const [error, info] = replies[1] ?? [];
  if (error && redisErrorWord(error) === 'NOPERM') return undefined;
  if (error) throw error;
  return typeof info === 'string' ? info : '';
}

/** Sentinels take ten seconds to demote a machine in whose place they have put one of its replicas; milliseconds. */
const doubtMs = 15_000;

/** Notices that replicas leave the machine that serves: they may follow one of them by now, and this one serves no longer. */
export class Followers {
  #history = '';
  #most = 0;
  #fewerSince: number | undefined;

  /** Whether no fewer replicas follow than before, or fewer for so long that they are gone. `now`: milliseconds */
  areThere({ history, online }: Replication, now: number): boolean {
    if (history === this.#history && online < this.#most) {
      this.#fewerSince ??= now;
      if (now - this.#fewerSince < doubtMs) return false;
    }
    this.#history = history;
    this.#most = online;
    this.#fewerSince = undefined;
    return true;
  }
}
