import { open } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { wabot, wabotHere } from '../cli.ts';
import { call, notification, post } from './caller.ts';
import { customer } from './dialogue.ts';
import { openWorld, until, type World } from './world.ts';

const chat = customer(1);

async function ready(
  world: World,
): Promise<{ status: number; body: Record<string, unknown>; text: string }> {
  const { status, text } = await call(`${world.url}/ready`, 'GET');
  return { status, body: JSON.parse(text) as Record<string, unknown>, text };
}

describe('GET /health and /ready', () => {
  it('tell that all is well, and nothing of any chat', async () => {
    await using world = await openWorld();
    await world.ask(chat, 'Привет');
    expect(await call(`${world.url}/health`, 'GET')).toMatchObject({ status: 200 });
    await until(async () =>
      expect(await ready(world)).toMatchObject({
        status: 200,
        body: { ready: true, channel: 'authorized' },
      }),
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

describe('GET /ready', () => {
  /** Turns 8 KB of the journal's file into zeros while the bot has it open: where it looks whether a message is known. */
  async function damage(world: World): Promise<void> {
    const file = await open(join(world.folder, 'data', 'journal.db'), 'r+');
    await file.write(Buffer.alloc(8192), 0, 8192, 8192);
    await file.close();
  }

  it('is red while the journal’s file is damaged so that no message can be taken, and so is doctor', async () => {
    await using world = await openWorld();
    await world.ask(chat, 'Привет');
    await world.settled();
    await world.restart();
    await damage(world);
    await world.logged('channel-state', 2);
    expect(await post(world, { body: notification(world, customer(2), 'M', 'Адрес?') })).toBe(503);
    const { status, body } = await ready(world);
    expect([status, body['reasons']]).toEqual([
      503,
      [expect.stringContaining('The journal is damaged')],
    ]);
    expect((await ready(world)).status).toBe(503);
    const { code, stdout } = await wabot(['doctor', 'journal', '--json'], {
      cwd: world.folder,
      env: world.env,
    });
    expect([code, stdout]).toEqual([3, expect.stringContaining('is damaged')]);
    const asked = await wabot(['status'], { cwd: world.folder, env: world.env });
    expect(asked.code).not.toBe(0);
  });

  it.each([
    ['notAuthorized', 503],
    ['blocked', 503],
    ['suspended', 503],
    ['starting', 200],
    ['authorized', 200],
  ])('tells what the account cannot do: %s', async (state, status) => {
    await using world = await openWorld();
    await until(async () => expect((await ready(world)).status).toBe(200));
    world.greenApi.notify({ typeWebhook: 'stateInstanceChanged', stateInstance: state });
    await until(async () => expect((await ready(world)).body['channel']).toBe(state));
    expect((await ready(world)).status).toBe(status);
  });
});

describe('a bot to which nothing can come', () => {
  const ours = 'https://bot.example.kz/webhook';

  it.each([
    ['no address at the vendor, and not polled', { webhookUrl: '' }, {}, 'no webhook URL is set'],
    [
      'another address at the vendor',
      { webhookUrl: 'https://old.example.kz/webhook' },
      { GREEN_API_WEBHOOK_URL: ours },
      'old.example.kz',
    ],
    [
      'incoming messages off',
      { webhookUrl: ours, incomingWebhook: 'no' as const },
      {},
      'incomingWebhook is off',
    ],
    ['another token', { webhookUrl: ours, webhookUrlToken: 'other' }, {}, 'not the same'],
  ])(
    'starts, and says so in /ready, the log, status and doctor: %s',
    async (_name, settings, env, said) => {
      await using world = await openWorld({ poll: false, idle: true, env });
      world.bring = () => {};
      world.greenApi.configure({
        webhookUrlToken: world.env['GREEN_API_WEBHOOK_TOKEN'] ?? '',
        ...settings,
      });
      await world.start();
      await world.logged('channel-state');
      expect(await world.logged('nothing-can-arrive')).toMatchObject([
        { level: 'error', problem: expect.stringContaining(said) as string },
      ]);
      expect(await ready(world)).toMatchObject({
        status: 200,
        body: { ready: true, receiving: false },
      });
      expect((await ready(world)).text).toContain(said);
      const asked = await wabotHere(['status', '--json'], { cwd: world.folder, env: world.env });
      expect(asked).toMatchObject({
        code: 3,
        value: { running: true, ready: true, detail: [expect.stringContaining(said)] },
      });
      expect(
        await wabotHere(['doctor', 'green-api'], { cwd: world.folder, env: world.env }),
      ).toMatchObject({ code: 3 });
    },
  );

  it('is red nowhere when the address is ours in another spelling, and nobody writes', async () => {
    const env = { GREEN_API_WEBHOOK_URL: ours };
    await using world = await openWorld({ idle: true, env });
    world.bring = () => {};
    const webhookUrlToken = world.env['GREEN_API_WEBHOOK_TOKEN'] ?? '';
    world.greenApi.configure({
      webhookUrl: 'https://name:word@BOT.example.kz:443/webhook/?q=1',
      webhookUrlToken,
    });
    await world.start();
    await world.logged('channel-state');
    await until(() => expect(world.greenApi.count('getWebhooksCount')).toBe(1));
    expect((await ready(world)).body).toMatchObject({ ready: true });
    expect((await ready(world)).body).not.toHaveProperty('receiving');
    expect(await wabotHere(['status'], { cwd: world.folder, env: world.env })).toMatchObject({
      code: 0,
    });
    expect(
      await wabotHere(['doctor', 'green-api'], { cwd: world.folder, env: world.env }),
    ).toMatchObject({ code: 0 });
  });
});

describe('callers who are slow or silent', () => {
  /** Opens a connection that says only this, and tells when it is closed: where strangers are many, right after their 401. */
  async function silent(world: World, text: string): Promise<{ closed: Promise<unknown> }> {
    const socket = connect(world.serving.address.port, '127.0.0.1');
    socket.on('error', () => {});
    // It hears 401 and reads on: one that does not would not see the end.
    socket.resume();
    const closed = new Promise((resolve) => socket.once('close', resolve));
    await new Promise((resolve) => socket.once('connect', resolve));
    socket.write(text);
    return { closed };
  }

  it('hold up nobody, and do not keep the bot from stopping', async () => {
    await using world = await openWorld();
    const beginnings = [
      '',
      'POST /webhook HTTP/1.1\r\nHost: x\r\nX-Slow: ',
      'POST /webhook HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{"type',
    ];
    const sockets = await Promise.all(
      Array.from({ length: 300 }, (_, index) => silent(world, beginnings[index % 3] ?? '')),
    );
    expect(await world.ask(chat, 'Привет')).toBe('Heard: Привет');
    expect(await post(world, { body: notification(world, customer(2), 'M', 'Адрес?') })).toBe(200);
    await world.replies(customer(2));
    await world.stop();
    await Promise.all(sockets.map(({ closed }) => closed));
  });
});
