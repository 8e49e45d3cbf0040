import { describe, expect, it } from 'vitest';
import { quotaBody } from '../../../src/sandbox/green-api/index.ts';
import { startReceiver } from '../receiver.ts';
import { ask, call, customer, openVendor } from './vendor.ts';

const message = { chatId: customer, message: 'Здравствуйте!' };

describe('sendMessage', () => {
  it('answers with an id at once and sends in order', async () => {
    await using world = await openVendor({ settings: { delaySendMessagesMilliseconds: 600_000 } });
    const heard: string[] = [];
    world.vendor.onSent((sent) => heard.push(sent.message));
    const ids = [];
    for (const text of ['one', 'two', 'three']) {
      ids.push(
        (
          (await ask(world.vendor, 'sendMessage', { body: { ...message, message: text } })) as {
            idMessage: string;
          }
        ).idMessage,
      );
    }
    expect(heard).toEqual(['one']);
    expect(await ask(world.vendor, 'getMessagesCount')).toEqual({ count: 2 });
    expect(await ask(world.vendor, 'showMessagesQueue')).toMatchObject([
      { messageID: ids[1], type: 'sendMessage', body: { chatId: customer, message: 'two' } },
      { messageID: ids[2] },
    ]);
    world.vendor.configure({ delaySendMessagesMilliseconds: 1 });
    await world.vendor.whenDrained();
    expect(world.vendor.sent.map(({ idMessage, chatId }) => ({ idMessage, chatId }))).toEqual(
      ids.map((idMessage) => ({ idMessage, chatId: customer })),
    );
    expect(heard).toEqual(['one', 'two', 'three']);
  });

  it('leaves the pause of the settings between two messages', async () => {
    await using world = await openVendor({ settings: { delaySendMessagesMilliseconds: 60 } });
    const times: number[] = [];
    world.vendor.onSent(() => times.push(performance.now()));
    await Promise.all([1, 2, 3].map(() => call(world.vendor, 'sendMessage', { body: message })));
    await world.vendor.whenDrained();
    expect((times[2] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(119);
  });

  it('holds the whole queue while it shows typing', async () => {
    await using world = await openVendor();
    await call(world.vendor, 'sendMessage', { body: { ...message, typingTime: 1000 } });
    await call(world.vendor, 'sendMessage', { body: { ...message, chatId: '77009998877@c.us' } });
    expect(world.vendor.sent).toHaveLength(0);
    await world.vendor.waitForSent(({ length }) => length === 2);
    expect(world.vendor.sent.map(({ chatId }) => chatId)).toEqual([customer, '77009998877@c.us']);
  });

  it.each([
    ['no chat', { message: 'x' }],
    ['a wrong chat', { chatId: '77001112233', message: 'x' }],
    ['no message', { chatId: customer }],
    ['an empty message', { chatId: customer, message: ' ' }],
    ['a long message', { chatId: customer, message: 'x'.repeat(20_001) }],
    ['a wrong typing time', { ...message, typingTime: 5 }],
  ])('refuses %s and shows the path in the body', async (_, body) => {
    await using world = await openVendor();
    const response = await call(world.vendor, 'sendMessage', { body });
    expect(response.status).toBe(400);
    expect(await response.text()).toMatch(new RegExp(`${world.vendor.token}.*Validation failed`));
    expect(world.vendor.sent).toEqual([]);
  });

  it('refuses what is no JSON, and payloads that are too large', async () => {
    await using world = await openVendor();
    const url = `${world.vendor.url}/waInstance${world.vendor.idInstance}/sendMessage/${world.vendor.token}`;
    expect((await fetch(url, { method: 'POST', body: '{"chatId":' })).status).toBe(400);
    expect((await fetch(url, { method: 'POST', body: '[]' })).status).toBe(400);
    expect((await fetch(url, { method: 'POST', body: 'x'.repeat(100 * 1024 + 1) })).status).toBe(
      500,
    );
  });

  it('echoes and reports what was sent where the settings say so', async () => {
    await using receiver = await startReceiver();
    const settings = {
      webhookUrl: receiver.url,
      outgoingAPIMessageWebhook: 'yes',
      outgoingWebhook: 'yes',
    } as const;
    await using world = await openVendor({ settings });
    const { idMessage } = (await ask(world.vendor, 'sendMessage', { body: message })) as {
      idMessage: string;
    };
    await receiver.until(({ length }) => length === 3);
    const [echo, ...statuses] = receiver.received.map(({ body }) => body);
    expect(echo).toMatchObject({
      typeWebhook: 'outgoingAPIMessageReceived',
      idMessage,
      senderData: { chatId: customer, sender: '77000000001@c.us' },
      messageData: { extendedTextMessageData: { text: message.message } },
    });
    expect(
      statuses.map(({ typeWebhook, status, idMessage: id }) => [typeWebhook, status, id]),
    ).toEqual([
      ['outgoingMessageStatus', 'sent', idMessage],
      ['outgoingMessageStatus', 'delivered', idMessage],
    ]);
  });

  it('answers 466 beyond the chats of the month, and says so once by notification', async () => {
    await using receiver = await startReceiver();
    await using world = await openVendor({
      correspondents: 1,
      settings: { webhookUrl: receiver.url },
    });
    world.vendor.say(customer, 'the first');
    world.vendor.say('77009998877@c.us', 'one too many');
    expect((await call(world.vendor, 'sendMessage', { body: message })).status).toBe(200);
    const refused = await call(world.vendor, 'sendMessage', {
      body: { ...message, chatId: '77009998877@c.us' },
    });
    expect([refused.status, await refused.json()]).toEqual([
      466,
      quotaBody('sendMessage', [customer]),
    ]);
    await world.vendor.whenDelivered();
    expect(receiver.texts()).toEqual(['the first', 'quotaExceeded']);
  });
});

describe('lists of messages', () => {
  it('tell what came and what went, newest first, once they have caught up', async () => {
    let now = 1_700_000_000_000;
    const settings = { outgoingAPIMessageWebhook: 'yes' } as const;
    await using world = await openVendor({ now: () => now, journalLagMs: 120_000, settings });
    const came = world.vendor.say(customer, 'вопрос', { name: 'Айгүл' });
    const { idMessage } = (await ask(world.vendor, 'sendMessage', { body: message })) as {
      idMessage: string;
    };
    expect(await ask(world.vendor, 'lastOutgoingMessages')).toEqual([]);
    now += 120_000;
    expect(await ask(world.vendor, 'lastOutgoingMessages')).toMatchObject([
      {
        type: 'outgoing',
        idMessage,
        chatId: customer,
        textMessage: message.message,
        timestamp: 1_700_000_000,
        sendByApi: true,
      },
    ]);
    expect(await ask(world.vendor, 'lastIncomingMessages')).toMatchObject([
      {
        type: 'incoming',
        idMessage: came,
        chatId: customer,
        textMessage: 'вопрос',
        senderName: 'Айгүл',
      },
    ]);
    expect(await ask(world.vendor, 'getChatHistory', { body: { chatId: customer } })).toMatchObject(
      [{ idMessage }, { idMessage: came }],
    );
    expect(
      await ask(world.vendor, 'getMessage', { body: { chatId: customer, idMessage } }),
    ).toMatchObject({ idMessage });
    expect(await ask(world.vendor, 'lastOutgoingMessages', { rest: '?minutes=1' })).toEqual([]);
  });

  it('know nothing of what the settings do not notify of', async () => {
    await using world = await openVendor();
    await call(world.vendor, 'sendMessage', { body: message });
    expect(await ask(world.vendor, 'lastOutgoingMessages')).toEqual([]);
  });
});
