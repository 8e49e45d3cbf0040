import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll } from 'vitest';
import { openRedis, type RedisConnection } from '../../../src/plugins/redis/connection.ts';
import { parseAddress } from '../../../src/plugins/redis/address.ts';
import type { RedisValues } from '../../../src/plugins/redis/settings.ts';
import type { Log } from '../../../src/core/log.ts';

const silent: Log = { debug() {}, info() {}, warn() {}, error() {} };

/** A replica that comes need not wait whether others come, too. */
const noPause = ['--repl-diskless-sync-delay', '0'];

/** A Redis of our own on loopback, in a folder of its own, with an append-only file: it may be killed and started again. */
export class RedisServer implements AsyncDisposable {
  readonly port: number;
  readonly folder: string;
  readonly #options: readonly string[];
  #process: ChildProcess | undefined;

  constructor(port: number, folder: string, options: readonly string[]) {
    this.port = port;
    this.folder = folder;
    this.#options = options;
  }

  /** Starts one on a free port. */
  static async start(...options: string[]): Promise<RedisServer> {
    const folder = await mkdtemp(join(tmpdir(), 'wabot-redis-'));
    const server = new RedisServer(await freePort(), folder, options);
    await server.start();
    return server;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  /** Starts it (again), with what its file holds. */
  async start(): Promise<void> {
    const own = [
      '--bind',
      '127.0.0.1',
      '--port',
      String(this.port),
      '--dir',
      this.folder,
      '--appendonly',
      'yes',
      '--save',
      '',
      ...noPause,
    ];
    this.#process = spawn('redis-server', [...own, ...this.#options], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const { stdout } = this.#process;
    let said = '';
    for await (const text of stdout?.setEncoding('utf8') ?? []) {
      said += String(text);
      if (said.includes('Ready to accept connections')) break;
    }
    stdout?.resume();
  }

  /** Stops it; what it has said is done is in its file, whatever the signal. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    const running = this.#process;
    if (!running || running.exitCode !== null || running.signalCode !== null) return;
    const ended = once(running, 'exit');
    running.kill(signal);
    await ended;
  }

  /** Runs a command, as a person would. */
  async cli(...words: string[]): Promise<string> {
    const { stdout } = await promisify(execFile)('redis-cli', ['-p', String(this.port), ...words]);
    return stdout.trim();
  }

  /** Holds it: connections stay open and nothing is answered, until `SIGCONT`. */
  signal(signal: NodeJS.Signals): void {
    this.#process?.kill(signal);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop('SIGKILL');
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** Settings for a server, under a prefix of the test's own. */
export function redisValues(
  url: string,
  prefix: string,
  more: Partial<RedisValues> = {},
): RedisValues {
  const address = parseAddress(url);
  const none = {
    sentinelName: undefined,
    sentinelPassword: undefined,
    ca: undefined,
    certificate: undefined,
    key: undefined,
  };
  return { address, ...none, cluster: false, prefix, replicas: 'auto', standIn: 'none', ...more };
}

/** Connects to a server; the log is silent. */
export function connect(
  url: string,
  prefix: string,
  more: Partial<RedisValues> = {},
): Promise<RedisConnection> {
  return openRedis(redisValues(url, prefix, more), { log: silent, now: Date.now });
}

/** A server for the tests of one `describe`. */
export function useRedis(...options: string[]): () => RedisServer {
  let server: RedisServer | undefined;
  beforeAll(async () => void (server = await RedisServer.start(...options)));
  afterAll(() => server?.[Symbol.asyncDispose]());
  return () => {
    if (!server) throw new Error('not started yet');
    return server;
  };
}

/** Resolves when the condition holds; rejects after a long time. */
export async function until(
  condition: () => boolean | Promise<boolean>,
  ms = 60_000,
): Promise<void> {
  const deadline = Date.now() + ms;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`still not so after ${ms} ms: ${String(condition)}`);
    await sleep(20);
  }
}

/** Below those that systems give to outgoing connections: one of these may take the port while a server is away. */
const [firstPort, ports] = [15_000, 15_000];

/** A port on which nobody listens, and which stays free for a server that is stopped and started again. */
export async function freePort(): Promise<number> {
  const port = firstPort + Math.floor(Math.random() * ports);
  const server = createServer().listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch {
    return freePort();
  }
  server.close();
  await once(server, 'close');
  return port;
}
