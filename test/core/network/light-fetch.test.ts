import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openGuarded } from '../../../src/core/network/guarded.ts';
import { openNetwork, type Network } from '../../../src/core/network/network.ts';

type Handler = (request: IncomingMessage, response: ServerResponse, body: string) => void;

/** A few kilobytes that unpack to more than an answer may have. */
const bomb = gzipSync(Buffer.alloc(65 * 1024 * 1024));

const handlers: Record<string, Handler> = {
  '/echo': (request, response, body) => {
    response.writeHead(201, {
      'content-type': 'application/json',
      'x-request-id': 'r1',
      'set-cookie': ['a=1', 'b=2'],
    });
    const { accept, 'content-type': type, 'user-agent': agent } = request.headers;
    response.end(JSON.stringify({ method: request.method, type, accept, agent, body }));
  },
  '/gzip': (_, response) =>
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('{"packed":true}')),
  '/packed-nothing': (_, response) => response.writeHead(429, { 'content-encoding': 'gzip' }).end(),
  '/bomb': (_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb),
  '/nothing': (_, response) => response.writeHead(204).end(),
  '/broken': (_, response) =>
    response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad gateway</h1>'),
  '/moved': (_, response) => response.writeHead(307, { location: '/echo' }).end(),
  '/cut': (_, response) =>
    response.writeHead(200, { 'content-length': '99' }).write('{"a', () => response.destroy()),
  '/hang': () => {},
  '/spoilt': (_, response) =>
    response.writeHead(200, { 'content-encoding': 'gzip' }).end('not packed'),
  '/flood': (_, response) => {
    const block = Buffer.alloc(1024 * 1024, 'x');
    for (let megabytes = 0; megabytes < 65; megabytes += 1) response.write(block);
    response.end();
  },
};

let base: string;
let network: Network;
const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () =>
    handlers[request.url ?? '']?.(request, response, Buffer.concat(chunks).toString()),
  );
});

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  network = await openNetwork({});
});
afterAll(async () => {
  await network.close();
  server.closeAllConnections();
  server.close();
});

const post = (path: string, more: RequestInit = {}): Promise<Response> =>
  network.fetch(base + path, {
    method: 'POST',
    body: 'сәлем',
    headers: { 'Content-Type': 'application/json' },
    ...more,
  });

describe('a call with a text', () => {
  it('sends it and brings status, headers and body', async () => {
    const response = await post('/echo');
    expect([response.status, response.ok, response.headers.get('X-Request-Id')]).toEqual([
      201,
      true,
      'r1',
    ]);
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(await response.json()).toMatchObject({
      method: 'POST',
      type: 'application/json',
      body: 'сәлем',
    });
  });

  it('sends bytes as they are', async () => {
    const bytes = Buffer.from('..сәлем..').subarray(2, -2);
    expect(await (await post('/echo', { body: bytes })).json()).toMatchObject({
      type: 'application/json',
      body: 'сәлем',
    });
  });

  it('names itself as the real fetch does, for firewalls that want it, unless the caller does', async () => {
    const form = new FormData();
    const real = (await (
      await network.fetch(`${base}/echo`, { method: 'POST', body: form })
    ).json()) as object;
    const { accept, agent } = real as Record<string, string>;
    expect([accept, agent]).toEqual(['*/*', expect.any(String)]);
    expect(await (await post('/echo')).json()).toMatchObject({ accept, agent });
    const headers = { 'User-Agent': 'OpenAI/JS', Accept: 'application/json' };
    expect(await (await post('/echo', { headers })).json()).toMatchObject({
      agent: 'OpenAI/JS',
      accept: 'application/json',
    });
  });

  it('reads what a server packed without being asked', async () => {
    expect(await (await post('/gzip')).json()).toEqual({ packed: true });
  });

  it('gives the body as it is wanted, also more than once, and says how long it is', async () => {
    const response = await post('/gzip');
    expect(response.headers.get('content-length')).toBe('15');
    expect(await response.clone().text()).toBe('{"packed":true}');
    expect(Buffer.from(await response.bytes()).toString()).toBe('{"packed":true}');
    expect((await response.arrayBuffer()).byteLength).toBe(15);
    expect(await (await response.blob()).text()).toBe('{"packed":true}');
    const streamed = [];
    for await (const chunk of (await post('/gzip')).body ?? []) streamed.push(chunk as Uint8Array);
    expect(Buffer.concat(streamed).toString()).toBe('{"packed":true}');
  });

  it('takes an answer without a body, and an error page', async () => {
    expect([(await post('/nothing')).status, await (await post('/nothing')).text()]).toEqual([
      204,
      '',
    ]);
    expect([
      (await post('/packed-nothing')).status,
      await (await post('/packed-nothing')).text(),
    ]).toEqual([429, '']);
    expect([(await post('/broken')).status, await (await post('/broken')).text()]).toEqual([
      502,
      '<h1>Bad gateway</h1>',
    ]);
  });

  it('follows where it is led, unless it was told not to', async () => {
    expect(await (await post('/moved')).json()).toMatchObject({ body: 'сәлем' });
    expect((await post('/moved', { redirect: 'manual' })).status).toBe(307);
  });
});

describe('a lost connection', () => {
  it('is a TypeError with the cause, as from fetch', async () => {
    await expect(post('/cut')).rejects.toMatchObject({
      name: 'TypeError',
      cause: { code: 'UND_ERR_SOCKET' },
    });
    const refused = network.fetch('http://127.0.0.1:9/', { method: 'POST', body: 'x' });
    await expect(refused).rejects.toMatchObject({
      name: 'TypeError',
      cause: { code: 'ECONNREFUSED' },
    });
  });

  it('is one also where the answer is too large for an API, or not what it says', async () => {
    await expect(post('/flood')).rejects.toMatchObject({
      name: 'TypeError',
      cause: { message: 'the answer is too large' },
    });
    await expect(post('/bomb')).rejects.toMatchObject({
      name: 'TypeError',
      cause: { code: 'ERR_BUFFER_TOO_LARGE' },
    });
    await expect(post('/spoilt')).rejects.toMatchObject({
      name: 'TypeError',
      cause: { code: 'Z_DATA_ERROR' },
    });
  });

  it('is one where the address holds a name and a password, which would not be sent', async () => {
    const address = base.replace('//', '//name:word@');
    await expect(
      network.fetch(`${address}/echo`, { method: 'POST', body: 'x' }),
    ).rejects.toMatchObject({ name: 'TypeError' });
  });

  it('rejects with the reason when the signal aborts, before or while it waits', async () => {
    const reason = new Error('enough');
    await expect(post('/echo', { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    const controller = new AbortController();
    const waiting = post('/hang', { signal: controller.signal });
    setTimeout(() => controller.abort(reason), 20);
    await expect(waiting).rejects.toBe(reason);
  });
});

describe('everything else', () => {
  it('goes the way that the call names, also with a text', async () => {
    const guarded = await openGuarded({ url: undefined, except: undefined });
    const { port } = new URL(base);
    const way: object = { dispatcher: guarded };
    const call = { method: 'POST', body: 'x', ...way };
    await expect(network.fetch(`http://localhost:${port}/echo`, call)).rejects.toMatchObject({
      cause: { code: 'EPRIVATE' },
    });
    await guarded.close();
  });

  it('goes through the real fetch: forms, and what only asks', async () => {
    const form = new FormData();
    form.set('model', 'whisper');
    const response = await network.fetch(`${base}/echo`, { method: 'POST', body: form });
    expect(await response.json()).toMatchObject({
      type: expect.stringContaining('multipart/form-data') as string,
    });
    expect(await (await network.fetch(`${base}/echo`)).json()).toMatchObject({ method: 'GET' });
  });
});
