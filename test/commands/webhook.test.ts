import { describe, expect, it } from 'vitest';
import { wabot, wabotHere, type RanHere } from '../cli.ts';
import { openTwo } from '../flow/two-instances.ts';
import { openWorld, type World } from '../flow/world.ts';

const address = 'https://bot.example.kz/webhook';

function webhook(world: World, ...args: string[]): Promise<RanHere> {
  return wabotHere(['webhook', ...args], { cwd: world.folder, env: world.env });
}

const idle = (settings: object): Promise<World> =>
  openWorld({ idle: true, greenApi: { settings, restartMs: 0 } });

describe('wabot webhook show', () => {
  it('shows where messages go, never a token or what may be one', async () => {
    await using world = await idle({
      webhookUrl: `${address}?key=s3cret`,
      webhookUrlToken: 'other0token0',
      stateWebhook: 'no',
    });
    const ran = await webhook(world, 'show', '--json');
    expect(ran.value).toEqual({
      url: `${address}?…`,
      token: 'another',
      settings: [
        { name: 'incomingWebhook', value: 'yes', needed: 'yes' },
        { name: 'outgoingMessageWebhook', value: 'yes', needed: 'yes' },
        { name: 'incomingCallWebhook', value: 'yes', needed: 'yes' },
        { name: 'outgoingAPIMessageWebhook', value: 'yes', needed: 'yes' },
        { name: 'stateWebhook', value: 'no', needed: 'yes' },
      ],
    });
    const { stdout } = await webhook(world, 'show');
    expect(stdout).toContain('stateWebhook: no (should be yes: wabot webhook set)');
    expect(stdout + ran.stdout).not.toMatch(/s3cret|other0token0/);
  });

  it('shows that there is none', async () => {
    await using world = await idle({});
    expect((await webhook(world, 'show')).value).toMatchObject({ token: 'none' });
    expect((await webhook(world, 'show')).value).toHaveProperty('url', null);
  });
});

describe('wabot webhook set', () => {
  it('writes only what differs, and nothing the second time', async () => {
    await using world = await idle({
      stateWebhook: 'no',
      outgoingWebhook: 'yes',
      delaySendMessagesMilliseconds: 700,
    });
    const token = world.env['GREEN_API_WEBHOOK_TOKEN'] ?? '';
    const first = await webhook(world, 'set', address, '--yes');
    expect(first.value).toEqual({
      written: true,
      changes: [
        { setting: 'webhookUrl', from: 'none', to: address },
        { setting: 'webhookUrlToken', from: 'none', to: 'ours' },
        { setting: 'stateWebhook', from: 'no', to: 'yes' },
      ],
    });
    expect(first.stderr).toContain('five minutes');
    expect(first.stdout + first.stderr).not.toContain(token);
    expect((await webhook(world, 'show')).value).toMatchObject({ url: address, token: 'ours' });
    expect((await webhook(world, 'set', 'https://bot.example.kz', '--yes')).value).toEqual({
      written: false,
      changes: [],
    });
    expect(world.greenApi.count('setSettings')).toBe(1);
  });

  it('takes the address of the settings where none is given', async () => {
    await using world = await idle({});
    world.env['GREEN_API_WEBHOOK_URL'] = address;
    expect((await webhook(world, 'set', '--yes')).value).toMatchObject({ written: true });
    expect((await webhook(world, 'show')).value).toMatchObject({ url: address });
  });

  it('asks nobody who is not there, and writes nothing then', async () => {
    await using world = await idle({});
    const { code, stdout, stderr } = await wabot(['webhook', 'set', address], {
      cwd: world.folder,
      env: world.env,
    });
    expect({ code, stdout }).toMatchObject({
      code: 2,
      stdout: expect.stringContaining('webhookUrl: none → https://') as string,
    });
    expect(stderr).toContain('--yes');
    expect(world.greenApi.count('setSettings')).toBe(0);
  });

  it.each([['bot.example.kz'], ['ftp://a.example/'], ['https://me:pw@a.example/webhook'], []])(
    'refuses %j',
    async (...args) => {
      await using world = await idle({});
      const ran = await webhook(world, 'set', '--yes', ...args);
      expect(ran).toMatchObject({ code: 2, stdout: '' });
      expect(String(ran.error)).not.toContain('pw@');
      expect(world.greenApi.count('setSettings')).toBe(0);
    },
  );

  it('says in its own words what the vendor refuses', async () => {
    await using world = await idle({});
    world.greenApi.fault('getSettings', { status: 401, times: Infinity });
    expect(await webhook(world, 'set', address, '--yes')).toMatchObject({
      code: 3,
      error: { code: 'service.green-api.token' },
    });
    world.greenApi.clearFaults();
    world.greenApi.fault('setSettings', { status: 200, body: { saveSettings: false } });
    expect(await webhook(world, 'set', address, '--yes')).toMatchObject({
      error: { code: 'service.green-api.malformed' },
    });
  });

  it('names the instance that fails, and those of which all is written already', async () => {
    await using two = await openTwo({ idle: true, greenApi: { restartMs: 0 } });
    const { first, second, world } = two;
    second.fault('getSettings', { status: 401, times: Infinity });
    const refused = {
      message: expect.stringMatching(`^instance ${second.idInstance}: `) as string,
    };
    expect(await webhook(world, 'show')).toMatchObject({ code: 3, error: refused });
    expect(await webhook(world, 'set', address, '--yes')).toMatchObject({ error: refused });
    second.clearFaults();
    second.fault('setSettings', { status: 200, body: { saveSettings: false } });
    const again = expect.stringContaining(`settings of ${first.idInstance} are written`) as string;
    expect(await webhook(world, 'set', address, '--yes')).toMatchObject({
      error: { ...refused, suggestions: expect.arrayContaining([again]) as string[] },
    });
    const { value } = await webhook(world, 'set', address, '--yes');
    const told = JSON.stringify(value);
    expect([first, second].map(({ idInstance }) => told.includes(String(idInstance)))).toEqual([
      false,
      true,
    ]);
  });

  it('needs the settings of the channel', async () => {
    await using world = await idle({});
    world.env['GREEN_API_TOKEN'] = '';
    expect(await webhook(world, 'show')).toMatchObject({
      code: 3,
      error: { code: 'setup.settings' },
    });
  });
});

describe('wabot webhook clear', () => {
  it('removes the address and leaves the rest', async () => {
    await using world = await idle({ webhookUrl: address, webhookUrlToken: 'other' });
    expect((await webhook(world, 'clear', '--yes')).value).toEqual({
      written: true,
      changes: [{ setting: 'webhookUrl', from: address, to: 'none' }],
    });
    expect((await webhook(world, 'show')).value).toMatchObject({ token: 'another' });
    expect((await webhook(world, 'clear', '--yes')).value).toEqual({ written: false, changes: [] });
  });
});
