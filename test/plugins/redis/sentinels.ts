import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { online } from './replica.ts';
import { freePort, RedisServer, until } from './server.ts';

/** One Redis with two replicas, and three sentinels that watch them: on loopback, as `shop`. */
export class WatchedRedis implements AsyncDisposable {
  readonly #servers: readonly RedisServer[];
  readonly #sentinels: readonly { port: number; process: ChildProcess }[];
  readonly #folder: string;

  constructor(
    servers: readonly RedisServer[],
    sentinels: readonly { port: number; process: ChildProcess }[],
    folder: string,
  ) {
    this.#servers = servers;
    this.#sentinels = sentinels;
    this.#folder = folder;
  }

  static async start(): Promise<WatchedRedis> {
    const primary = await RedisServer.start();
    const follow = (): Promise<RedisServer> =>
      RedisServer.start('--replicaof', '127.0.0.1', String(primary.port));
    const servers = [primary, await follow(), await follow()];
    await until(async () => (await online(primary)) === 2);
    const folder = await mkdtemp(join(tmpdir(), 'wabot-sentinels-'));
    const sentinels = [];
    for (let count = 0; count < 3; count += 1)
      sentinels.push(await startSentinel(folder, primary.port));
    const watched = new WatchedRedis(servers, sentinels, folder);
    for (const { port } of sentinels) await until(() => watched.#knowsAll(port));
    return watched;
  }

  get url(): string {
    return `redis+sentinel://${this.#sentinels.map(({ port }) => `127.0.0.1:${port}`).join(',')}/shop`;
  }

  /** The server that serves now, as the sentinels see it. */
  async primary(): Promise<RedisServer> {
    const [{ port } = { port: 0 }] = this.#sentinels;
    const [, found] = (await ask(port, 'sentinel', 'get-master-addr-by-name', 'shop')).split('\n');
    const server = this.#servers.find((each) => String(each.port) === found);
    if (!server) throw new Error(`no server on port ${found}`);
    return server;
  }

  /** Has the sentinels put a replica in the primary's place although that is well; it answers on for a while. */
  async replacePrimary(): Promise<void> {
    await ask(this.#sentinels[0]?.port ?? 0, 'sentinel', 'failover', 'shop');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const { process } of this.#sentinels) {
      process.kill('SIGKILL');
      if (process.exitCode === null && process.signalCode === null) await once(process, 'exit');
    }
    for (const server of this.#servers) await server[Symbol.asyncDispose]();
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #knowsAll(port: number): Promise<boolean> {
    const facts = (await ask(port, 'sentinel', 'master', 'shop')).split('\n');
    const of = (name: string): string | undefined => facts[facts.indexOf(name) + 1];
    return (
      of('num-slaves') === '2' && of('num-other-sentinels') === '2' && of('flags') === 'master'
    );
  }
}

async function startSentinel(
  folder: string,
  watched: number,
): Promise<{ port: number; process: ChildProcess }> {
  const port = await freePort();
  const file = join(folder, `${port}.conf`);
  const lines = [
    `port ${port}`,
    'bind 127.0.0.1',
    `dir ${folder}`,
    `sentinel monitor shop 127.0.0.1 ${watched} 2`,
    'sentinel down-after-milliseconds shop 2000',
    'sentinel failover-timeout shop 10000',
  ];
  await writeFile(file, `${lines.join('\n')}\n`);
  return { port, process: spawn('redis-server', [file, '--sentinel'], { stdio: 'ignore' }) };
}

async function ask(port: number, ...words: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)('redis-cli', ['-p', String(port), ...words]).catch(
    () => ({ stdout: '' }),
  );
  return stdout;
}
