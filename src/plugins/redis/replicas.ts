import type { RedisClient } from './client.ts';
import { wordOf } from './errors.ts';

/** How many replicas the reply of `ROLE` names: those that are in touch and have caught up with what there was. */
export function replicasIn(role: unknown): number {
  const [name, , replicas] = Array.isArray(role) ? (role as unknown[]) : [];
  return name === 'master' && Array.isArray(replicas) ? replicas.length : 0;
}

/** How many replicas are in touch of the machine that holds this key; none where that may not be asked. Rejects with Redis's error. */
export async function askReplicas(client: RedisClient, key: string): Promise<number> {
  // A cluster sends a pipeline to the machine that holds its keys.
  const replies = (await client.pipeline().exists(key).role().exec()) ?? [];
  const [error, role] = replies[1] ?? [];
  if (!error) return replicasIn(role);
  if (['NOPERM', 'ERR'].includes(wordOf(error))) return 0;
  throw error;
}

/** What `INFO` says of the machine that holds this key. Rejects with Redis's error. */
export async function askInfo(client: RedisClient, key: string): Promise<string> {
  const replies = (await client.pipeline().exists(key).info().exec()) ?? [];
  const [error, info] = replies[1] ?? [];
  if (error) throw error;
  return typeof info === 'string' ? info : '';
}
