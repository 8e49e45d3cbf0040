import { describe, expect, it } from 'vitest';
import { call, notification, post } from './caller.ts';
import { chatOf } from './messenger.ts';
import { openWorld, type World } from './world.ts';

const anna = chatOf('77010000001');

/** What `GET /ready` says somebody should look at. */
async function detail({ serving }: World): Promise<string[]> {
  const { address, port } = serving.address;
  const { text } = await call(`http://${address}:${port}/ready`, 'GET');
  return (JSON.parse(text) as { detail?: string[] }).detail ?? [];
}

/** The status of a call of the webhook with these headers. */
async function called(world: World, headers: Record<string, string>): Promise<number> {
  const body = notification(world, anna, `id-${JSON.stringify(headers).length}`, 'hi');
  return (await call(`${world.url}/webhook`, 'POST', { body, headers })).status;
}

describe.each([
  ['no token', ''],
  ['a blank one', '  '],
  ['one that counts as none', 'Bearer 1234567'],
])('a bot with %s', (_, token) => {
  it('listens on this machine alone, believes its own programs and nobody behind a proxy, and says so everywhere', async () => {
    await using world = await openWorld({
      env: { GREEN_API_WEBHOOK_TOKEN: token, HOST: '0.0.0.0' },
    });
    expect(world.serving.address.address).toBe('127.0.0.1');
    const told = expect.stringMatching(
      /^GREEN_API_WEBHOOK_TOKEN is missing or shorter than 8 .*this machine alone/,
    ) as string;
    expect(await detail(world)).toEqual([told]);
    expect(await world.logged('webhook-without-proof')).toMatchObject([
      { level: 'warn', problem: told },
    ]);
    expect(await called(world, {})).toBe(200);
    for (const [name, value] of [
      ['x-forwarded-for', '203.0.113.9'],
      ['forwarded', 'for=203.0.113.9'],
      ['via', '1.1 proxy'],
      ['x-real-ip', '203.0.113.9'],
      ['host', 'bot.example.kz'],
    ] as const) {
      expect([name, await called(world, { [name]: value })]).toEqual([name, 401]);
    }
  });
});

describe.concurrent('a bot with WABOT_OPEN_WEBHOOK', () => {
  it('believes everybody where there is no token, and says so', async () => {
    await using world = await openWorld({
      env: { GREEN_API_WEBHOOK_TOKEN: '', WABOT_OPEN_WEBHOOK: 'true', HOST: '127.0.0.2' },
    });
    expect(world.serving.address.address).toBe('127.0.0.2');
    expect(await detail(world)).toEqual([expect.stringContaining('WABOT_OPEN_WEBHOOK') as string]);
    const url = `http://127.0.0.2:${world.serving.address.port}/webhook`;
    const headers = { 'x-forwarded-for': '203.0.113.9', host: 'bot.example.kz' };
    expect(
      (await call(url, 'POST', { body: notification(world, anna, 'open', 'hi'), headers })).status,
    ).toBe(200);
  });

  it('demands the token all the same where there is one', async () => {
    await using world = await openWorld({ env: { WABOT_OPEN_WEBHOOK: 'true' } });
    const body = notification(world, anna, 'a', 'hi');
    expect(await post(world, { body, authorization: null })).toBe(401);
    expect(await post(world, { body })).toBe(200);
    expect(await detail(world)).toEqual([]);
  });

  it.each(['"true"', "'yes'", 'true;', 'да'])(
    'of %s is a mistake that is told, never a yes',
    async (value) => {
      await expect(
        openWorld({ env: { GREEN_API_WEBHOOK_TOKEN: '', WABOT_OPEN_WEBHOOK: value } }),
      ).rejects.toMatchObject({
        code: 'setup.settings',
        message: expect.stringContaining('WABOT_OPEN_WEBHOOK must be true or false') as string,
      });
    },
  );
});

describe.concurrent('a bot with a short token', () => {
  it('demands it and says that it is short', async () => {
    await using world = await openWorld({ env: { GREEN_API_WEBHOOK_TOKEN: 'fifteen-letters' } });
    const body = notification(world, anna, 'a', 'hi');
    expect(await post(world, { body, authorization: null })).toBe(401);
    expect(await post(world, { body })).toBe(200);
    expect(await detail(world)).toEqual([
      expect.stringMatching(/^GREEN_API_WEBHOOK_TOKEN is short/) as string,
    ]);
    expect(JSON.stringify([await world.log(), world.stderr])).not.toContain('fifteen-letters');
  });
});

describe.concurrent('a bot that fetches its messages and has no token', () => {
  it('believes no call of the webhook', async () => {
    await using world = await openWorld({ env: { GREEN_API_WEBHOOK_TOKEN: '' }, poll: true });
    expect(await called(world, {})).toBe(401);
    expect(await detail(world)).toEqual([]);
  });
});
