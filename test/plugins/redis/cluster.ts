import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll } from 'vitest';
import { freePort, RedisServer, until } from './server.ts';

const run = promisify(execFile);

/** A Redis Cluster of three masters, each with so many replicas, on loopback, for the tests of one `describe`; gives its address. */
export function useCluster(replicas = 0, nodeTimeoutMs = 30_000): () => string {
  const size = 3 + 3 * replicas;
  const nodes: RedisServer[] = [];
  beforeAll(async () => {
    for (let count = 0; count < size; count += 1) nodes.push(await startNode(nodeTimeoutMs));
    const places = nodes.map(({ port }) => `127.0.0.1:${port}`);
    await run(
      'redis-cli',
      ['--cluster', 'create', ...places, '--cluster-replicas', String(replicas), '--cluster-yes'],
      {
        timeout: 60_000,
      },
    );
    for (const { port } of nodes) await until(() => isWhole(port, size));
  }, 120_000);
  afterAll(() => Promise.all(nodes.map((node) => node[Symbol.asyncDispose]())));
  return () => `redis+cluster://${nodes.map(({ port }) => `127.0.0.1:${port}`).join(',')}`;
}

async function startNode(nodeTimeoutMs: number): Promise<RedisServer> {
  return RedisServer.start(
    '--cluster-enabled',
    'yes',
    '--cluster-port',
    String(await freePort()),
    '--cluster-node-timeout',
    String(nodeTimeoutMs),
  );
}

async function isWhole(port: number, size: number): Promise<boolean> {
  const { stdout } = await run('redis-cli', ['-p', String(port), 'cluster', 'info']);
  return stdout.includes('cluster_state:ok') && stdout.includes(`cluster_known_nodes:${size}`);
}
