import { describe, expect, it } from 'vitest';
import { ask, call, customer, openVendor } from './vendor.ts';

interface Polled {
  receiptId: number;
  body: { messageData: { textMessageData: { textMessage: string } } };
}

describe('polling', () => {
  it('shows the head of the queue until it is deleted', async () => {
    await using world = await openVendor();
    world.vendor.say(customer, 'one');
    world.vendor.say(customer, 'two');
    const first = (await ask(world.vendor, 'receiveNotification')) as Polled;
    expect(await ask(world.vendor, 'receiveNotification')).toEqual(first);
    expect(await ask(world.vendor, 'deleteNotification', { rest: `/${first.receiptId}` })).toEqual({
      result: true,
    });
    expect(await ask(world.vendor, 'deleteNotification', { rest: `/${first.receiptId}` })).toEqual({
      result: false,
    });
    const second = (await ask(world.vendor, 'receiveNotification')) as Polled;
    expect(second.body.messageData.textMessageData.textMessage).toBe('two');
    expect(await ask(world.vendor, 'getWebhooksCount')).toEqual({ count: 1 });
    expect(await ask(world.vendor, 'clearWebhooksQueue')).toEqual({ isCleared: true, reason: '' });
    expect(await ask(world.vendor, 'getWebhooksCount')).toEqual({ count: 0 });
  });

  it('waits for a notification and returns it at once', async () => {
    await using world = await openVendor();
    const polled = ask(world.vendor, 'receiveNotification', { rest: '?receiveTimeout=60' });
    await new Promise((resolve) => setTimeout(resolve, 20));
    world.vendor.say(customer, 'late');
    expect(await polled).toMatchObject({
      body: { messageData: { textMessageData: { textMessage: 'late' } } },
    });
  });

  it('answers null when nothing comes, and refuses a wrong wait or receipt', async () => {
    await using world = await openVendor();
    expect(await ask(world.vendor, 'receiveNotification')).toBeNull();
    expect(
      (await call(world.vendor, 'receiveNotification', { rest: '?receiveTimeout=61' })).status,
    ).toBe(400);
    const wrong = await call(world.vendor, 'deleteNotification', { rest: '/abc' });
    expect([wrong.status, await wrong.text()]).toEqual([
      400,
      expect.stringContaining('must be a Number'),
    ]);
  });

  it('is refused while a webhook is set', async () => {
    await using world = await openVendor({ settings: { webhookUrl: 'http://127.0.0.1:1/' } });
    const response = await call(world.vendor, 'receiveNotification');
    expect([response.status, await response.json()]).toEqual([
      400,
      expect.objectContaining({ code: 'INVALID_PARAM' }),
    ]);
    expect(await ask(world.vendor, 'clearWebhooksQueue')).toMatchObject({ isCleared: false });
  });
});
