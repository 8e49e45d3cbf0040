import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll } from 'vitest';
import { freePort, RedisServer, until } from './server.ts';

const run = promisify(execFile);

/** A Redis Cluster of three masters on loopback, for the tests of one `describe`; gives its address. */
export function useCluster(): () => string {
  const nodes: RedisServer[] = [];
  beforeAll(async () => {
    for (let count = 0; count < 3; count += 1) nodes.push(await startNode());
    const places = nodes.map(({ port }) => `127.0.0.1:${port}`);
    await run('redis-cli', ['--cluster', 'create', ...places, '--cluster-replicas', '0', '--cluster-yes'], { timeout: 60_000 });
    for (const { port } of nodes) await until(() => isWhole(port));
  }, 120_000);
  afterAll(() => Promise.all(nodes.map((node) => node[Symbol.asyncDispose]())));
  return () => `redis+cluster://${nodes.map(({ port }) => `127.0.0.1:${port}`).join(',')}`;
}

async function startNode(): Promise<RedisServer> {
  return RedisServer.start(
    '--cluster-enabled',
    'yes',
    '--cluster-port',
    String(await freePort()),
    '--cluster-node-timeout',
    '30000',
  );
}

async function isWhole(port: number): Promise<boolean> {
  const { stdout } = await run('redis-cli', ['-p', String(port), 'cluster', 'info']);
  return stdout.includes('cluster_state:ok') && stdout.includes('cluster_known_nodes:3');
}
