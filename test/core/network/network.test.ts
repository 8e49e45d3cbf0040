import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { openNetwork } from '../../../src/core/network/network.ts';

async function serving(): Promise<string> {
  const server: Server = createServer((_, response) => response.end('here'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

it('goes on when another one of the same process is closed', async () => {
  const url = await serving();
  const [first, second] = [await openNetwork({}), await openNetwork({})];
  onTestFinished(() => first.close());
  await second.close();
  const answers = await Promise.all([
    first.fetch(url),
    first.fetch(url, { method: 'POST', body: 'a text' }),
  ]);
  expect(await Promise.all(answers.map((answer) => answer.text()))).toEqual(['here', 'here']);
});

it('makes the globals of the web those of one undici, and loads of that what it needs', async () => {
  const require = createRequire(import.meta.url);
  const network = await openNetwork({});
  onTestFinished(() => network.close());
  const loaded = Object.keys(require.cache).filter((file) => /undici/.test(file));
  expect(
    loaded.filter((file) => /\/(mock|interceptor|websocket|eventsource)\//.test(file)),
  ).toEqual([]);
  const whole = require('undici') as Record<string, unknown>;
  const globals = [
    'Headers',
    'Response',
    'Request',
    'FormData',
    'WebSocket',
    'MessageEvent',
    'EventSource',
  ];
  for (const name of globals) expect(Reflect.get(globalThis, name)).toBe(whole[name]);
  Reflect.set(globalThis, 'EventSource', 'of somebody else');
  expect(Reflect.get(globalThis, 'EventSource')).toBe('of somebody else');
});
