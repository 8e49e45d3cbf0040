import { connect, type Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { call, notification, post } from './caller.ts';
import { customer } from './dialogue.ts';
import { openWorld, until, type World } from './world.ts';

const chat = customer(1);

async function ready(world: World): Promise<{ status: number; body: Record<string, unknown>; text: string }> {
  const { status, text } = await call(`${world.url}/ready`, 'GET');
  return { status, body: JSON.parse(text) as Record<string, unknown>, text };
}

describe('GET /health and /ready', () => {
  it('tell that all is well, and nothing of any chat', async () => {
    await using world = await openWorld();
    await world.ask(chat, 'Привет');
    expect(await call(`${world.url}/health`, 'GET')).toMatchObject({ status: 200 });
    await until(async () =>
      expect(await ready(world)).toMatchObject({ status: 200, body: { ready: true, channel: 'authorized' } }),
    );
    expect((await ready(world)).text).not.toContain('7701');
  });

  it('tell that the account’s state is not known, and why', async () => {
    await using world = await openWorld({ idle: true });
    world.greenApi.fault('getStateInstance', { status: 401, times: Infinity });
    await world.start();
    await world.logged('channel-state-unknown');
    const { status, body } = await ready(world);
    expect(status).toBe(503);
    expect(JSON.stringify(body['reasons'])).toContain('refuses the token');
    expect((await call(`${world.url}/health`, 'GET')).status).toBe(200);
    world.greenApi.notify({ typeWebhook: 'stateInstanceChanged', stateInstance: 'authorized' });
    await until(async () => expect((await ready(world)).status).toBe(200));
  });
});

describe('callers who are slow or silent', () => {
  /** Opens a connection that says only this. */
  async function silent(world: World, text: string): Promise<Socket> {
    const socket = connect(world.serving.address.port, '127.0.0.1');
    socket.on('error', () => {});
    await new Promise((resolve) => socket.once('connect', resolve));
    socket.write(text);
    return socket;
  }

  it('hold up nobody, and do not keep the bot from stopping', async () => {
    await using world = await openWorld();
    const beginnings = [
      '',
      'POST /webhook HTTP/1.1\r\nHost: x\r\nX-Slow: ',
      'POST /webhook HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{"type',
    ];
    const sockets = await Promise.all(Array.from({ length: 300 }, (_, index) => silent(world, beginnings[index % 3] ?? '')));
    expect(await world.ask(chat, 'Привет')).toBe('Heard: Привет');
    expect(await post(world, { body: notification(world, customer(2), 'M', 'Адрес?') })).toBe(200);
    await world.replies(customer(2));
    const closed = sockets.map((socket) => new Promise((resolve) => socket.once('close', resolve)));
    await world.stop();
    await Promise.all(closed);
  });
});
