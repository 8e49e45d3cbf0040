import { describe, expect, it } from 'vitest';
import { startReceiver } from '../receiver.ts';
import { customer, openVendor } from './vendor.ts';

describe('delivery by webhook', () => {
  it('brings a notification as GREEN-API writes it, one message a call', async () => {
    await using receiver = await startReceiver();
    await using world = await openVendor({ now: () => 1_700_000_000_500 });
    world.vendor.configure({ webhookUrl: receiver.url });
    const idMessage = world.vendor.say(customer, 'привет', { name: 'Айгүл' });
    await world.vendor.whenDelivered();
    expect(receiver.received[0]?.headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
    });
    expect(receiver.received[0]?.headers.authorization).toBeUndefined();
    expect(receiver.received.map(({ body }) => body)).toEqual([
      {
        typeWebhook: 'incomingMessageReceived',
        instanceData: { idInstance: 7103000000, wid: '77000000001@c.us', typeInstance: 'whatsapp' },
        timestamp: 1_700_000_000,
        idMessage,
        senderData: {
          chatId: customer,
          sender: customer,
          chatName: 'Айгүл',
          senderName: 'Айгүл',
          senderContactName: '',
        },
        messageData: {
          typeMessage: 'textMessage',
          textMessageData: { textMessage: 'привет', isTemplateMessage: false },
        },
      },
    ]);
  });

  it.each([
    ['secret', 'Bearer secret'],
    ['Bearer secret', 'Bearer secret'],
    ['Basic dXNlcjpwYXNz', 'Basic dXNlcjpwYXNz'],
  ])('turns the token %j into the header %j', async (webhookUrlToken, header) => {
    await using receiver = await startReceiver();
    await using world = await openVendor({
      settings: { webhookUrl: receiver.url, webhookUrlToken },
    });
    world.vendor.say(customer, 'hi');
    await world.vendor.whenDelivered();
    expect(receiver.received[0]?.headers.authorization).toBe(header);
  });

  it('holds everything back until the head of the queue is answered', async () => {
    const { promise: answered, resolve: answer } = Promise.withResolvers<number>();
    await using receiver = await startReceiver(() => answered);
    await using world = await openVendor({ settings: { webhookUrl: receiver.url } });
    world.vendor.say(customer, 'one');
    world.vendor.say('77009998877@c.us', 'two');
    await receiver.until(({ length }) => length === 1);
    expect(world.vendor.deliveries).toHaveLength(1);
    answer(200);
    await world.vendor.whenDelivered();
    expect(receiver.texts()).toEqual(['one', 'two']);
    const [first, second] = world.vendor.deliveries;
    expect(second?.at).toBeGreaterThanOrEqual(first?.endedAt ?? Number.POSITIVE_INFINITY);
  });

  it('brings the same notification again until it hears exactly 200', async () => {
    const statuses = [500, 201, 401, 200, 200];
    await using receiver = await startReceiver((index) => statuses[index] ?? 200);
    await using world = await openVendor({ settings: { webhookUrl: receiver.url } });
    world.vendor.say(customer, 'one');
    world.vendor.say(customer, 'two');
    await world.vendor.whenDelivered();
    expect(receiver.texts()).toEqual(['one', 'one', 'one', 'one', 'two']);
    expect(receiver.received[1]?.body).toEqual(receiver.received[0]?.body);
    expect(world.vendor.deliveries.map(({ status }) => status)).toEqual(statuses);
  });

  it('waits before it repeats, and can be hurried', async () => {
    await using receiver = await startReceiver((index) => (index === 0 ? 503 : 200));
    await using world = await openVendor({
      redeliverMs: 3_600_000,
      settings: { webhookUrl: receiver.url },
    });
    world.vendor.say(customer, 'one');
    await receiver.until(({ length }) => length === 1);
    while (world.vendor.deliveries[0]?.endedAt === undefined) await new Promise(setImmediate);
    await new Promise(setImmediate);
    expect(receiver.received).toHaveLength(1);
    world.vendor.hurry();
    await world.vendor.whenDelivered();
    expect(receiver.texts()).toEqual(['one', 'one']);
  });

  it('repeats when the receiver is not there, takes too long, or its 200 got lost', async () => {
    await using receiver = await startReceiver((index) => (index === 0 ? 'never' : 200));
    await using world = await openVendor({
      webhookTimeoutMs: 50,
      settings: { webhookUrl: 'http://127.0.0.1:1/' },
    });
    world.vendor.say(customer, 'one');
    while (world.vendor.deliveries.every(({ endedAt }) => endedAt === undefined))
      await new Promise(setImmediate);
    expect(world.vendor.deliveries[0]?.status).toBeUndefined();
    world.vendor.loseAcks(1);
    world.vendor.configure({ webhookUrl: receiver.url });
    await world.vendor.whenDelivered();
    expect(receiver.texts().length).toBeGreaterThanOrEqual(3);
    expect(new Set(receiver.texts())).toEqual(new Set(['one']));
  });

  it('drops what nobody took for a day', async () => {
    let now = 0;
    await using receiver = await startReceiver();
    await using world = await openVendor({ now: () => now });
    world.vendor.say(customer, 'old');
    now += 23 * 60 * 60 * 1000;
    world.vendor.say(customer, 'new');
    now += 2 * 60 * 60 * 1000;
    world.vendor.configure({ webhookUrl: receiver.url });
    await world.vendor.whenDelivered();
    expect(receiver.texts()).toEqual(['new']);
  });

  it('brings a message twice when told to, and several at a time', async () => {
    const { promise: answered, resolve: answer } = Promise.withResolvers<number>();
    await using receiver = await startReceiver(() => answered);
    await using world = await openVendor({ inFlight: 2, settings: { webhookUrl: receiver.url } });
    world.vendor.repeat(world.vendor.say(customer, 'one'));
    await receiver.until(({ length }) => length === 2);
    answer(200);
    await world.vendor.whenDelivered();
    expect(receiver.received[1]?.body).toEqual(receiver.received[0]?.body);
    expect(() => world.vendor.repeat('unknown')).toThrow(/No message unknown/);
  });

  it('queues only what the settings want', async () => {
    await using receiver = await startReceiver();
    await using world = await openVendor({
      settings: { webhookUrl: receiver.url, incomingWebhook: 'no', stateWebhook: 'yes' },
    });
    world.vendor.say(customer, 'one');
    world.vendor.setState('blocked');
    await world.vendor.whenDelivered();
    expect(
      receiver.received.map(({ body }) => [body['typeWebhook'], body['stateInstance']]),
    ).toEqual([['stateInstanceChanged', 'blocked']]);
  });
});
