import { describe, expect, it } from 'vitest';
import { startGreenApi } from '../../../src/sandbox/green-api/index.ts';
import { ask, call, customer, openVendor } from './vendor.ts';

const message = { chatId: customer, message: 'hi' };

describe('the door', () => {
  it.each([
    [
      'a wrong token',
      (url: string, id: number) => `${url}/waInstance${id}/getStateInstance/wrong`,
      401,
      '',
    ],
    [
      'a wrong instance',
      (url: string, id: number) => `${url}/waInstance${id + 1}/getStateInstance/x`,
      403,
      'nginx',
    ],
    [
      'an unknown method',
      (url: string, id: number) => `${url}/waInstance${id}/getEverything/x`,
      404,
      'Not Found',
    ],
    [
      'a method of every object',
      (url: string, id: number) => `${url}/waInstance${id}/constructor/x`,
      404,
      'Not Found',
    ],
    [
      'the wrong verb',
      (url: string, id: number) => `${url}/waInstance${id}/sendMessage/x`,
      404,
      'Not Found',
    ],
  ])('refuses %s', async (_, address, status, text) => {
    await using world = await openVendor();
    const response = await fetch(address(world.vendor.url, world.vendor.idInstance));
    const body = await response.text();
    expect(response.status).toBe(status);
    expect(text === '' ? body : body.includes(text)).toBe(text === '' ? '' : true);
  });

  it('answers 429 above the calls a second of each method', async () => {
    let now = 0;
    await using world = await openVendor({
      now: () => now,
      limits: { getStateInstance: 1, sendMessage: 3 },
    });
    expect((await call(world.vendor, 'getStateInstance')).status).toBe(200);
    const tooMany = await call(world.vendor, 'getStateInstance');
    expect([
      tooMany.status,
      await tooMany.text(),
      tooMany.headers.get('x-ratelimit-replenish-rate'),
    ]).toEqual([429, '', '1']);
    const sends = await Promise.all(
      Array.from({ length: 5 }, () => call(world.vendor, 'sendMessage', { body: message })),
    );
    expect(sends.filter(({ status }) => status === 429)).toHaveLength(2);
    now += 1000;
    expect((await call(world.vendor, 'getStateInstance')).status).toBe(200);
    expect([
      world.vendor.count('getStateInstance'),
      world.vendor.count('getStateInstance', 429),
    ]).toEqual([3, 1]);
  });

  it("limits as GREEN-API's table says when nothing else is said", async () => {
    const vendor = await startGreenApi({ now: () => 0 });
    expect((await call(vendor, 'getSettings')).status).toBe(200);
    expect((await call(vendor, 'getSettings')).status).toBe(429);
    expect(vendor.sent).toEqual([]);
    await vendor.close();
  });
});

describe('states', () => {
  it('is starting after setSettings, and answers nothing but its state meanwhile', async () => {
    await using world = await openVendor({ restartMs: 3_600_000 });
    expect(await ask(world.vendor, 'getSettings')).toMatchObject({
      wid: '77000000001@c.us',
      incomingWebhook: 'yes',
      webhookUrl: '',
    });
    expect(
      await ask(world.vendor, 'setSettings', { body: { outgoingWebhook: 'yes', other: 1 } }),
    ).toEqual({
      saveSettings: true,
    });
    expect(await ask(world.vendor, 'getStateInstance')).toEqual({ stateInstance: 'starting' });
    const refused = await call(world.vendor, 'sendMessage', { body: message });
    expect([refused.status, await refused.text()]).toEqual([
      400,
      'instance in starting process try later',
    ]);
    world.vendor.setState('authorized');
    expect(await ask(world.vendor, 'getSettings')).toMatchObject({ outgoingWebhook: 'yes' });
  });

  it('comes back from a restart by itself', async () => {
    await using world = await openVendor();
    expect(await ask(world.vendor, 'reboot')).toEqual({ isReboot: true });
    while (world.vendor.state !== 'authorized')
      await new Promise((resolve) => setTimeout(resolve, 5));
    expect((await call(world.vendor, 'sendMessage', { body: message })).status).toBe(200);
  });

  it.each([
    [{}],
    [{ incomingWebhook: true }],
    [{ incomingWebhook: 'maybe' }],
    [{ delaySendMessagesMilliseconds: 499 }],
    [{ webhookUrl: 5 }],
  ])('refuses the settings %j', async (body) => {
    await using world = await openVendor();
    expect((await call(world.vendor, 'setSettings', { body })).status).toBe(400);
    expect(world.vendor.state).toBe('authorized');
  });

  it('keeps messages until the account is linked again', async () => {
    await using world = await openVendor();
    expect(await ask(world.vendor, 'logout')).toEqual({ isLogout: true });
    expect((await call(world.vendor, 'sendMessage', { body: message })).status).toBe(200);
    expect(world.vendor.sent).toEqual([]);
    world.vendor.setState('authorized');
    await world.vendor.whenDrained();
    expect(world.vendor.sent).toMatchObject([message]);
  });

  it('may refuse messages instead', async () => {
    await using world = await openVendor({ whenNotAuthorized: 'refuse' });
    world.vendor.setState('notAuthorized');
    const refused = await call(world.vendor, 'sendMessage', { body: message });
    expect([refused.status, await refused.text()]).toEqual([
      400,
      'instance account not authorized',
    ]);
  });
});

describe('faults', () => {
  it('spoil calls of one method, before or after they take effect', async () => {
    await using world = await openVendor();
    world.vendor.fault('sendMessage', { status: 500, body: { message: 'internal' }, after: 1 });
    world.vendor.fault('sendMessage', { line: 'drop', effect: true });
    const send = (text: string): Promise<number | 'broken'> =>
      call(world.vendor, 'sendMessage', { body: { ...message, message: text } }).then(
        ({ status }) => status,
        () => 'broken',
      );
    expect(await send('dropped after the effect')).toBe('broken');
    expect(await send('never sent')).toBe(500);
    expect(await send('sent')).toBe(200);
    await world.vendor.whenDrained();
    expect(world.vendor.sent.map((sent) => sent.message)).toEqual([
      'dropped after the effect',
      'sent',
    ]);
    expect(world.vendor.calls.map(({ outcome }) => outcome)).toEqual(['drop', 500, 200]);
  });

  it('hang, cut and delay', async () => {
    await using world = await openVendor();
    world.vendor.fault('getStateInstance', { line: 'hang' });
    const leave = new AbortController();
    const { url, idInstance, token } = world.vendor;
    const hanging = fetch(`${url}/waInstance${idInstance}/getStateInstance/${token}`, {
      signal: leave.signal,
    });
    while (world.vendor.count('getStateInstance', 'hang') === 0) await new Promise(setImmediate);
    leave.abort();
    await expect(hanging).rejects.toThrow(/abort/i);
    world.vendor.fault('getStateInstance', { line: 'cut' });
    await expect(ask(world.vendor, 'getStateInstance')).rejects.toThrow(/terminated|JSON/);
    world.vendor.fault('getStateInstance', { delayMs: 30 });
    expect(await ask(world.vendor, 'getStateInstance')).toEqual({ stateInstance: 'authorized' });
  });

  it('may be chosen by the call, and forgotten', async () => {
    await using world = await openVendor();
    world.vendor.fault('sendMessage', {
      status: 500,
      times: Number.POSITIVE_INFINITY,
      when: ({ body }) => body.includes('bad'),
    });
    const send = async (text: string): Promise<number> =>
      (await call(world.vendor, 'sendMessage', { body: { ...message, message: text } })).status;
    expect([await send('good'), await send('bad'), await send('bad')]).toEqual([200, 500, 500]);
    world.vendor.clearFaults('sendMessage');
    expect(await send('bad')).toBe(200);
  });

  it('add to a latency that may throw dice', async () => {
    const asked: string[] = [];
    await using world = await openVendor({ latencyMs: (method) => asked.push(method) });
    await ask(world.vendor, 'getStateInstance');
    expect(asked).toEqual(['getStateInstance']);
  });
});
