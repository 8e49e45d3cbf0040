import { RedisServer, until } from './server.ts';

/** A replica of this server that has caught up. */
export async function startReplica(
  primary: RedisServer,
  ...options: string[]
): Promise<RedisServer> {
  const before = await online(primary);
  const replica = await RedisServer.start(
    '--replicaof',
    '127.0.0.1',
    String(primary.port),
    ...options,
  );
  await until(async () => (await online(primary)) > before);
  return replica;
}

/** How many replicas are connected. */
export async function online(primary: RedisServer): Promise<number> {
  return (await primary.cli('info', 'replication')).split('state=online').length - 1;
}
