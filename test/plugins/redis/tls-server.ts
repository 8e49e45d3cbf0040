import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Certificates } from './certificates.ts';
import { freePort, RedisServer } from './server.ts';

/** A Redis that speaks TLS, with a certificate of a private authority, and knows users by their passwords. */
export class TlsRedis implements AsyncDisposable {
  readonly server: RedisServer;
  readonly port: number;
  readonly files: Certificates;
  readonly #folder: string;

  constructor(server: RedisServer, port: number, [folder, files]: readonly [string, Certificates]) {
    this.server = server;
    this.port = port;
    this.files = files;
    this.#folder = folder;
  }

  /** @param options more of redis-server's; `--tls-auth-clients no` where a client need not show a certificate */
  static async start(names = 'IP:127.0.0.1', ...options: string[]): Promise<TlsRedis> {
    const folder = await mkdtemp(join(tmpdir(), 'wabot-tls-'));
    const files = new Certificates(folder);
    await files.authority('ca');
    await files.signed('redis', 'ca', names);
    const port = await freePort();
    const own = [
      '--tls-cert-file',
      files.path('redis.crt'),
      '--tls-key-file',
      files.path('redis.key'),
    ];
    const all = [
      '--tls-port',
      String(port),
      ...own,
      '--tls-ca-cert-file',
      files.path('ca.crt'),
      ...options,
    ];
    return new TlsRedis(await RedisServer.start(...all), port, [folder, files]);
  }

  get ca(): string {
    return this.files.path('ca.crt');
  }

  /** @param login such as `user:password@` */
  url(login = ''): string {
    return `rediss://${login}127.0.0.1:${this.port}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.server[Symbol.asyncDispose]();
    await rm(this.#folder, { recursive: true, force: true });
  }
}
