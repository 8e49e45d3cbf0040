import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { Received } from '../../../src/core/kinds/channel.ts';
import { WebhookServer, type ServerDependencies } from '../../../src/core/server/server.ts';
import type { WebhookTrust } from '../../../src/core/server/webhook-trust.ts';

const token = 'Bearer right';
const tokenTrust: WebhookTrust = {
  host: '127.0.0.1',
  whom: 'token',
  refusal: ({ headers }) => (headers.authorization === token ? undefined : 'another token'),
};

const servers: WebhookServer[] = [];
const sockets: Socket[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  for (const server of servers.splice(0)) await server.close();
});

/** A server whose channel takes everything, what it was handed, and how often its readiness was asked for. */
async function serve({
  trust = tokenTrust,
  limits = {},
}: Partial<Pick<ServerDependencies, 'trust' | 'limits'>> = {}) {
  const bodies: number[] = [];
  const events: string[] = [];
  let looks = 0;
  const write = (event: string): void => void events.push(event);
  const server = new WebhookServer({
    bot: {
      accept: (_: Received, raw: Uint8Array) => Promise.resolve(void bodies.push(raw.length)),
      async readiness() {
        looks += 1;
        await new Promise((resolve) => setImmediate(resolve));
        return { ready: true, reasons: [] };
      },
    },
    channel: { receive: () => ({ type: 'ignored', reason: 'test' }) },
    trust,
    log: { debug: write, info: write, warn: write, error: write },
    port: 0,
    limits: { connectionsCheckingInterval: 50, ...limits },
  });
  servers.push(server);
  const { port } = await server.listen();
  return { port, bodies, events, looks: () => looks };
}

/** A connection that says something and remembers what it hears. */
class Caller {
  heard = '';
  closed = false;
  readonly socket: Socket;

  constructor(port: number, says = '') {
    this.socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    sockets.push(this.socket);
    this.socket.setEncoding('latin1');
    this.socket.on('data', (text: string) => (this.heard += text));
    this.socket.on('error', () => {});
    for (const event of ['end', 'close'] as const)
      this.socket.on(event, () => (this.closed = true));
    this.say(says);
  }

  say(text: string): this {
    if (text !== '') this.socket.write(text);
    return this;
  }

  /** Waits until it has heard this, or that the connection is closed. */
  async hears(what: RegExp | 'end'): Promise<string> {
    while (what === 'end' ? !this.closed : !what.test(this.heard)) {
      if (this.closed && what !== 'end') throw new Error(`closed after: ${this.heard}`);
      await new Promise<void>((resolve) => {
        for (const event of ['data', 'end', 'close'] as const)
          this.socket.once(event, () => resolve());
      });
    }
    return this.heard;
  }
}

const post = (length: number, ...headers: string[]): string =>
  ['POST /webhook HTTP/1.1', 'host: bot', `content-length: ${length}`, ...headers, '', ''].join(
    '\r\n',
  );
const proof = `authorization: ${token}`;
const good = `${post(2, proof)}{}`;
const health = 'GET /health HTTP/1.1\r\nhost: bot\r\n\r\n';

describe('a caller without the token', () => {
  it('hears 401 before it has sent any of its body', async () => {
    const { port, bodies } = await serve();
    expect(await new Caller(port, post(100_000)).hears(/\r\n\r\n.*\}/)).toMatch(/^HTTP\/1\.1 401 /);
    expect(bodies).toEqual([]);
  });

  it('may send a body of usual size, and then call again on the same connection', async () => {
    const { port, bodies } = await serve();
    const caller = new Caller(port, post(100_000));
    await caller.hears(/ 401 /);
    caller.say('x'.repeat(100_000)).say(good);
    expect(await caller.hears(/ 200 /)).toMatch(/^HTTP\/1\.1 401 [^]*HTTP\/1\.1 200 /);
    expect(bodies).toEqual([2]);
  });

  it.each<[string, string, string]>([
    ['announces a large body', post(1_000_000), 'x'.repeat(100)],
    [
      'sends a large body in chunks',
      post(0).replace('content-length: 0', 'transfer-encoding: chunked'),
      chunks(300, 1000),
    ],
    [
      'sends a body in very many pieces',
      post(0).replace('content-length: 0', 'transfer-encoding: chunked'),
      chunks(3000, 1),
    ],
  ])('hears 401 and is cut off when it %s', async (_, head, body) => {
    const { port, bodies } = await serve();
    const caller = new Caller(port, head);
    await caller.hears(/ 401 /);
    caller.say(body);
    await caller.hears('end');
    expect(bodies).toEqual([]);
  });

  it('that asks first is not asked for its body, but one with the token is', async () => {
    const { port, bodies } = await serve();
    const expecting = 'expect: 100-continue';
    expect(await new Caller(port, post(2, expecting)).hears('end')).toMatch(/^HTTP\/1\.1 401 /);
    const caller = new Caller(port, post(2, expecting, proof));
    await caller.hears(/^HTTP\/1\.1 100 /);
    expect(await caller.say('{}').hears(/ 200 /)).toMatch(/^HTTP\/1\.1 100 [^]*HTTP\/1\.1 200 /);
    expect(bodies).toEqual([2]);
  });

  it('cannot make thousands of calls at once', async () => {
    const { port, looks, events } = await serve();
    const caller = new Caller(port, 'GET /ready HTTP/1.1\r\nhost: bot\r\n\r\n'.repeat(1500));
    await caller.hears('end');
    expect(looks()).toBeLessThanOrEqual(2);
    expect(events).toContain('connections-full');
    expect(await new Caller(port, good).hears(/ 200 /)).toMatch(/^HTTP\/1\.1 200 /);
  });
});

/** So many chunks of this size. */
function chunks(count: number, size: number): string {
  return `${size.toString(16)}\r\n${'x'.repeat(size)}\r\n`.repeat(count);
}

describe('among many strangers', () => {
  const limits = { connections: { strangers: 9, known: 2, lasting: 0, pipelined: 4 } };

  it('tells one that its connection ends with its answer, so that nothing is sent on it any more', async () => {
    const { port } = await serve({ limits });
    expect(await new Caller(port, health).hears('end')).toMatch(/^connection: close\r$/im);
  });

  it.each<WebhookTrust['whom']>(['token', 'channel', 'local', 'open'])(
    'keeps the connection of whoever is believed (%s) for the next call',
    async (whom) => {
      const { port, bodies } = await serve({ limits, trust: { ...tokenTrust, whom } });
      const caller = new Caller(port, good);
      expect(await caller.hears(/ 200 [^]*\{\}$/)).not.toMatch(/^connection: close\r$/im);
      caller.heard = '';
      expect(await caller.say(good).hears(/ 200 /)).toMatch(/^HTTP\/1\.1 200 /);
      expect(bodies).toEqual([2, 2]);
    },
  );
});

describe('a full house', () => {
  const limits = { connections: { strangers: 4, known: 2, lasting: 4, pipelined: 4 } };

  it.each<[string, WebhookTrust]>([
    ['the token', tokenTrust],
    ['what the channel believes', { host: '127.0.0.1', whom: 'channel', refusal: () => undefined }],
  ])('takes the newest in, and keeps whoever has shown %s', async (_what, trust) => {
    const { port, bodies, events } = await serve({ limits, trust });
    const known = new Caller(port, good);
    await known.hears(/ 200 /);
    const silent = Array.from(
      { length: 12 },
      () => new Caller(port, 'POST /webhook HTTP/1.1\r\nhost: '),
    );
    for (const caller of silent.slice(0, 8)) await caller.hears('end');
    expect(await new Caller(port, good).hears(/ 200 /)).toMatch(/^HTTP\/1\.1 200 /);
    known.heard = '';
    expect(await known.say(good).hears(/ 200 /)).toMatch(/^HTTP\/1\.1 200 /);
    expect(bodies).toEqual([2, 2, 2]);
    expect(events.filter((event) => event === 'connections-full')).toHaveLength(1);
  });

  it('sends idle strangers away first', async () => {
    const { port } = await serve({ limits });
    const working = new Caller(port, health.slice(0, 30));
    const idle = new Caller(port, health);
    await idle.hears(/alive/);
    const others = Array.from({ length: 3 }, () => new Caller(port, health.slice(0, 30)));
    await idle.hears('end');
    for (const caller of [working, ...others])
      expect(await caller.say(health.slice(30)).hears(/alive/)).toContain(' 200 ');
  });
});

describe('bodies of many callers', () => {
  it('are bounded in sum: the one that is read for longest hears 503', async () => {
    const { port, bodies } = await serve({ limits: { bodies: { one: 1000, all: 3000 } } });
    const slow = new Caller(port, post(1000, proof)).say('x'.repeat(900));
    const second = new Caller(port, post(1000, proof)).say('x'.repeat(900));
    await new Caller(port, health).hears(/alive/);
    const third = new Caller(port, post(1000, proof)).say('x'.repeat(900));
    expect(await slow.hears(/retry-after/)).toMatch(/^HTTP\/1\.1 503 /);
    for (const caller of [second, third])
      expect(await caller.say('x'.repeat(100)).hears(/ 200 /)).toMatch(/^HTTP\/1\.1 200 /);
    expect(bodies).toEqual([1000, 1000]);
    slow.heard = '';
    expect(await slow.say('x'.repeat(100)).say(good).hears(/ 200 /)).toMatch(/^HTTP\/1\.1 200 /);
  });

  it('give their room back, also when the caller goes away', async () => {
    const { port, bodies } = await serve({ limits: { bodies: { one: 1000, all: 3000 } } });
    for (let count = 0; count < 8; count += 1) {
      const caller = new Caller(port, post(1000, proof)).say('x'.repeat(900));
      await new Caller(port, health).hears(/alive/);
      if (count % 2 === 0) caller.socket.destroy();
      else await caller.say('x'.repeat(100)).hears(/ 200 /);
    }
    expect(bodies).toEqual([1000, 1000, 1000, 1000]);
  });
});

describe('odd calls', () => {
  it.each<[string, string, RegExp]>([
    ['without a host', 'GET /health HTTP/1.1\r\n\r\n', / 400 /],
    ['of HTTP/1.0', 'GET /health HTTP/1.0\r\n\r\n', / 200 [^]*alive/],
    ['to another address', `GET http://bot/health HTTP/1.1\r\nhost: bot\r\n\r\n`, / 404 /],
    [
      'with a very long address',
      `POST /${'/'.repeat(12_000)}x/ HTTP/1.1\r\nhost: bot\r\n\r\n`,
      / 414 /,
    ],
    ['with very long headers', `${health.slice(0, -2)}x: ${'y'.repeat(20_000)}\r\n\r\n`, / 431 /],
    ['with many headers', `${health.slice(0, -2)}${'a: b\r\n'.repeat(190)}\r\n`, / 200 /],
    ['with very many headers', `${health.slice(0, -2)}${'a:\r\n'.repeat(2500)}\r\n`, / 431 /],
    ['with two lengths', `${post(2, 'content-length: 3', proof)}{}x`, / 400 /],
    [
      'with a length and chunks',
      `${post(2, 'transfer-encoding: chunked', proof)}0\r\n\r\n`,
      / 400 /,
    ],
    [
      'with a coding that is none',
      post(0, proof).replace('content-length: 0', 'transfer-encoding: x'),
      / 400 /,
    ],
    [
      'that want another protocol',
      good.replace('host:', 'connection: upgrade\r\nupgrade: h2c\r\nhost:'),
      / 200 /,
    ],
    ['in bare line feeds', good.replaceAll('\r', ''), / 400 /],
    ['with a space before the colon', good.replace('authorization:', 'authorization :'), / 400 /],
  ])('%s are answered', async (_, says, answer) => {
    const { port } = await serve();
    expect(await new Caller(port, says).hears(answer)).toMatch(answer);
    expect(await new Caller(port, good).hears(/ 200 /)).toMatch(/^HTTP\/1\.1 200 /);
  });

  it.each([
    ['a tunnel', 'CONNECT bot:443 HTTP/1.1\r\nhost: bot:443\r\n\r\n'],
    ['HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    ['TLS', '\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc'],
  ])('for %s are ended', async (_, says) => {
    const { port, bodies } = await serve();
    await new Caller(port, says).hears('end');
    expect(await new Caller(port, good).hears(/ 200 /)).toMatch(/^HTTP\/1\.1 200 /);
    expect(bodies).toEqual([2]);
  });
});

describe('a kept connection', () => {
  it('is told how long it is kept: longer than any usual proxy keeps it', async () => {
    const { port } = await serve();
    const [, seconds] =
      /keep-alive: timeout=(\d+)/i.exec(await new Caller(port, good).hears(/ 200 /)) ?? [];
    expect(Number(seconds)).toBeGreaterThan(600);
  });

  it('takes 200 callers that call again after five to six and a half seconds', async () => {
    const { port, bodies } = await serve();
    const callers = Array.from({ length: 200 }, (_, index) => ({
      caller: new Caller(port, good),
      idleMs: 5000 + index * 7.5,
    }));
    const again = await Promise.all(
      callers.map(async ({ caller, idleMs }) => {
        await caller.hears(/ 200 /);
        await new Promise((resolve) => setTimeout(resolve, idleMs));
        caller.heard = '';
        return caller.say(good).hears(/ 200 /);
      }),
    );
    expect(again.filter((heard) => !heard.startsWith('HTTP/1.1 200 '))).toEqual([]);
    expect(bodies).toHaveLength(400);
  }, 30_000);
});
