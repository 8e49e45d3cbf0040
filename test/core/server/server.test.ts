import { request, type IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Readiness } from '../../../src/core/health/readiness.ts';
import type { Received, WebhookRequest } from '../../../src/core/kinds/channel.ts';
import type { LogFields } from '../../../src/core/log.ts';
import { WebhookServer } from '../../../src/core/server/server.ts';
import type { WebhookTrust } from '../../../src/core/server/webhook-trust.ts';

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

let server: WebhookServer;
let port: number;
let accepted: Received[];
let events: { event: string; fields: LogFields }[];
let readiness: Readiness;
let receive: (request: WebhookRequest) => Received;
let refusal: WebhookTrust['refusal'];
let storing: () => Promise<void>;

beforeEach(async () => {
  accepted = [];
  events = [];
  readiness = { ready: true, reasons: [], channel: 'authorized' };
  receive = ({ body }) => ({ type: 'ignored', reason: `${body.length} bytes` });
  refusal = () => undefined;
  storing = () => Promise.resolve();
  const write = (event: string, fields: LogFields = {}): void =>
    void events.push({ event, fields });
  server = new WebhookServer({
    bot: {
      async accept(received) {
        await storing();
        accepted.push(received);
      },
      readiness: () => Promise.resolve(readiness),
    },
    channel: { receive: (one) => receive(one) },
    log: { debug: write, info: write, warn: write, error: write },
    trust: { host: '127.0.0.1', whom: 'channel', refusal: (caller) => refusal(caller) },
    port: 0,
    limits: { headersTimeout: 300, requestTimeout: 600, connectionsCheckingInterval: 50 },
  });
  ({ port } = await server.listen());
});
afterEach(() => server.close());

function call(
  method: string,
  path: string,
  body?: Buffer | string,
  headers: Record<string, string> = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      { host: '127.0.0.1', port, method, path, headers, agent: false },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks).toString(),
          }),
        );
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

describe('POST /webhook', () => {
  it('receives 200 only after the message is stored', async () => {
    const stored = Promise.withResolvers<void>();
    const asked = Promise.withResolvers<void>();
    storing = () => {
      asked.resolve();
      return stored.promise;
    };
    let answered = false;
    const answer = call('POST', '/webhook', '{}').finally(() => (answered = true));
    await asked.promise;
    await call('GET', '/health');
    expect(answered).toBe(false);
    stored.resolve();
    expect((await answer).status).toBe(200);
    expect(accepted).toHaveLength(1);
  });

  it.each(['/webhook', '/webhook/', '/webhook?x=1'])('is found at %s', async (path) => {
    expect((await call('POST', path, '{}')).status).toBe(200);
  });

  it('hands over the bytes and headers as they came', async () => {
    const body = Buffer.from([0xff, 0x00, 0x7b]);
    let seen: WebhookRequest | undefined;
    receive = (one) => {
      seen = one;
      return { type: 'ignored', reason: '' };
    };
    await call('POST', '/webhook', body, { authorization: 'Bearer x' });
    expect(Buffer.from(seen?.body ?? [])).toEqual(body);
    expect(seen?.headers.authorization).toBe('Bearer x');
  });

  it('hears 503 when it cannot be stored, and says so in the log', async () => {
    storing = () => Promise.reject(new Error('disk full'));
    const { status, body } = await call('POST', '/webhook', '{}');
    expect(status).toBe(503);
    expect(body).not.toContain('disk');
    expect(events.map(({ event }) => event)).toContain('webhook-not-stored');
  });

  it('hears 401 without the token, with one log line for many strangers', async () => {
    receive = () => ({ type: 'unauthorized', reason: 'no token' });
    for (let index = 0; index < 3; index += 1)
      expect((await call('POST', '/webhook', '{}')).status).toBe(401);
    expect(events.filter(({ event }) => event === 'webhook-unauthorized')).toHaveLength(1);
    expect(accepted).toEqual([]);
  });

  it('hears 413 over one MiB, announced or not', async () => {
    const large = Buffer.alloc(1024 * 1024 + 1);
    expect((await call('POST', '/webhook', large)).status).toBe(413);
    expect((await call('POST', '/webhook', large, { 'transfer-encoding': 'chunked' })).status).toBe(
      413,
    );
    expect((await call('POST', '/webhook', large.subarray(1))).status).toBe(200);
    expect(accepted).toHaveLength(1);
  });

  it('hears 503 while stopping', async () => {
    server.refuse();
    const { status, headers } = await call('POST', '/webhook', '{}');
    expect(status).toBe(503);
    expect(headers['retry-after']).toBe('10');
    expect(accepted).toEqual([]);
  });

  it('survives a caller who leaves in the middle of the body', async () => {
    const socket = connect(port, '127.0.0.1');
    socket.write('POST /webhook HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{"a":');
    await new Promise((resolve) => setTimeout(resolve, 50));
    socket.destroy();
    expect((await call('POST', '/webhook', '{}')).status).toBe(200);
    expect(accepted).toHaveLength(1);
  });

  it.each([
    ['says nothing', ''],
    ['never ends its headers', 'POST /webhook HTTP/1.1\r\nhost: x\r\nx-slow: '],
    [
      'never ends its body',
      'POST /webhook HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{"a":',
    ],
  ])('sends a caller away who %s', async (_, beginning) => {
    const socket = connect(port, '127.0.0.1');
    socket.write(beginning);
    const drip = setInterval(() => socket.write(beginning === '' ? '' : 'x'), 40);
    socket.on('error', () => {});
    socket.resume();
    await new Promise((resolve) => socket.once('close', resolve));
    clearInterval(drip);
    expect(accepted).toEqual([]);
    expect((await call('POST', '/webhook', '{}')).status).toBe(200);
  });

  it('takes no other method', async () => {
    const { status, headers } = await call('GET', '/webhook');
    expect([status, headers.allow]).toEqual([405, 'POST']);
  });
});

describe('GET', () => {
  it('/health is alive whatever else is', async () => {
    readiness = { ready: false, reasons: ['the journal cannot be written'] };
    expect(await call('GET', '/health')).toMatchObject({ status: 200, body: '{"status":"alive"}' });
  });

  it('/ready says what is missing', async () => {
    expect((await call('GET', '/ready')).status).toBe(200);
    readiness = { ready: false, reasons: ['the journal cannot be written'] };
    const { status, body } = await call('GET', '/ready');
    expect(status).toBe(503);
    expect(JSON.parse(body)).toMatchObject({
      ready: false,
      reasons: ['the journal cannot be written'],
    });
  });

  it('anything else is 404', async () => {
    expect((await call('GET', '/')).status).toBe(404);
    expect((await call('GET', '/webhook/../x')).status).toBe(404);
  });
});

describe('a port that is taken', () => {
  it('is a set-up error that says what to do', async () => {
    const second = new WebhookServer({
      bot: { accept: () => Promise.resolve(), readiness: () => Promise.resolve(readiness) },
      channel: { receive },
      log: { debug() {}, info() {}, warn() {}, error() {} },
      trust: { host: '127.0.0.1', whom: 'channel', refusal: () => undefined },
      port,
    });
    await expect(second.listen()).rejects.toMatchObject({
      code: 'setup.listen',
      message: expect.stringContaining(`port ${port} is taken`) as string,
    });
  });
});
