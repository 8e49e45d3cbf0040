import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { openGuarded } from '../../../src/core/network/guarded.ts';
import { openNetwork, type Network } from '../../../src/core/network/network.ts';

/** A proxy that lets nothing through, and the places to which it was asked for a way. */
async function proxyThatRefuses(): Promise<{ url: string; asked: string[] }> {
  const asked: string[] = [];
  const server = createServer();
  server.on('connect', ({ url = '' }, socket) => {
    asked.push(url);
    socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

async function openedBehind(proxy: string): Promise<Network> {
  const network = await openNetwork({ HTTPS_PROXY: proxy, HTTP_PROXY: proxy });
  onTestFinished(() => network.close());
  return network;
}

// Alone in this file: whoever loads the index of undici in the same process mends what is missing without it.
it('asks a proxy for a way to every place with https, for calls, downloads and what is fetched of strangers', async () => {
  const { url, asked } = await proxyThatRefuses();
  const network = await openedBehind(url);
  const dispatcher = await openGuarded({ url, except: undefined });
  onTestFinished(() => dispatcher.destroy());
  const guarded: object = { dispatcher };
  const calls = [
    network.fetch('https://call.example/', { method: 'POST', body: 'a text' }),
    network.fetch('https://download.example/'),
    globalThis.fetch('https://global.example/'),
    network.fetch('https://stranger.example/', guarded),
  ];
  expect((await Promise.allSettled(calls)).map(({ status }) => status)).toEqual(
    calls.map(() => 'rejected'),
  );
  expect(asked.toSorted()).toEqual([
    'call.example:443',
    'download.example:443',
    'global.example:443',
    'stranger.example:443',
  ]);
});
