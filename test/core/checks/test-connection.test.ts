import { describe, expect, it } from 'vitest';
import { fine } from '../../../src/core/kinds/finding.ts';
import { TestConnection } from '../../../src/core/checks/test-connection.ts';
import { call } from '../../flow/caller.ts';
import { openWorld } from '../../flow/world.ts';

const token = '0123456789abcdef-admin';

describe('a test of the connection', () => {
  function connection(): {
    tested: TestConnection;
    looks: () => number;
    pass: (ms: number) => void;
  } {
    let now = 1_000_000;
    let looks = 0;
    const run = async () => [fine(`look ${(looks += 1)}`)];
    const tested = new TestConnection({
      token,
      checks: [{ name: 'channel', run }],
      now: () => now,
    });
    return { tested, looks: () => looks, pass: (ms) => void (now += ms) };
  }

  it.each([undefined, '', 'Bearer', 'Bearer ', `Bearer ${token}x`, `Basic ${token}`, token])(
    'is refused to %j',
    async (header) => {
      const { tested, looks } = connection();
      expect(await tested.answer(header)).toBeUndefined();
      expect(looks()).toBe(0);
    },
  );

  it('is shared for ten seconds', async () => {
    const { tested, looks, pass } = connection();
    await Promise.all([tested.answer(`Bearer ${token}`), tested.answer(`bearer ${token}`)]);
    pass(9_999);
    expect(await tested.answer(`Bearer ${token}`)).toMatchObject({
      level: 'ok',
      checks: [{ name: 'channel' }],
    });
    expect(looks()).toBe(1);
    pass(1);
    await tested.answer(`Bearer ${token}`);
    expect(looks()).toBe(2);
  });
});

describe('GET /test-connection', () => {
  it('says what the doctor says about the channel, to those who know the token', async () => {
    await using world = await openWorld({ env: { WABOT_ADMIN_TOKEN: token } });
    const url = `${world.url}/test-connection`;
    const told = await call(url, 'GET', { headers: { authorization: `Bearer ${token}` } });
    expect(told.status).toBe(200);
    expect(JSON.parse(told.text)).toMatchObject({
      level: 'ok',
      checks: [{ name: 'channel/green-api', ms: expect.any(Number) }],
    });
    expect(told.text).not.toContain(world.env['GREEN_API_TOKEN']);
    expect((await call(url, 'GET')).status).toBe(401);
    expect((await call(url, 'GET', { headers: { authorization: 'Bearer nonsense' } })).status).toBe(
      401,
    );
    expect(
      (await call(url, 'POST', { headers: { authorization: `Bearer ${token}` } })).status,
    ).toBe(405);
  });

  it('fails where the channel does', async () => {
    await using world = await openWorld({ env: { WABOT_ADMIN_TOKEN: token } });
    world.greenApi.setState('blocked');
    expect(
      (
        await call(`${world.url}/test-connection`, 'GET', {
          headers: { authorization: `Bearer ${token}` },
        })
      ).status,
    ).toBe(503);
  });

  it('does not exist without a token', async () => {
    await using world = await openWorld();
    expect(
      (await call(`${world.url}/test-connection`, 'GET', { headers: { authorization: 'Bearer ' } }))
        .status,
    ).toBe(404);
  });

  it('needs a token that nobody guesses', async () => {
    await expect(openWorld({ env: { WABOT_ADMIN_TOKEN: 'short' } })).rejects.toThrow(
      /WABOT_ADMIN_TOKEN must be/,
    );
  });
});

describe('the start of a bot', () => {
  it('warns once of the end of its models, and waits for no check', async () => {
    await using world = await openWorld({ idle: true });
    const end = new Date(Date.now() + 20 * 86_400_000).toISOString();
    world.openAi.fault('models', {
      status: 200,
      body: { id: 'gpt-6-luna', shutdown_date: end },
      delayMs: 300,
    });
    await world.start();
    await world.logged('bot-started');
    const warnings = await world.logged('check-failed');
    const events = (await world.log()).map(({ event }) => event);
    expect(events.indexOf('bot-started')).toBeLessThan(events.indexOf('check-failed'));
    expect(warnings).toMatchObject([
      { level: 'warn', problem: expect.stringMatching(/shuts it down on .*in 2[01] days/) },
    ]);
  });

  it('stops at once although a check hangs', async () => {
    await using world = await openWorld({ idle: true });
    world.openAi.fault('models', { line: 'hang', times: Infinity });
    await world.start();
    await world.stop();
    expect((await world.log()).map(({ event }) => event)).toContain('bot-stopped');
  });
});
