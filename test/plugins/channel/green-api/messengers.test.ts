import { describe, expect, it } from 'vitest';
import type { Received } from '../../../../src/core/kinds/channel.ts';
import { ChatIds } from '../../../../src/plugins/channel/green-api/chat-ids.ts';
import { parse, readNotification } from '../../../../src/plugins/channel/green-api/notification.ts';
import { InstanceMessenger } from '../../../../src/plugins/channel/green-api/messenger.ts';
import { channelOver, failure, live, startOfTime, type Method } from './fake.ts';
import { envelope } from './fixtures.ts';

const idInstance = '3100000001';
const wid = '79991112233@c.us';

/** What MAX or Telegram notifies of, with some fields of the sender replaced. */
function notified(sender: object = {}, fields: object = {}, typeInstance = 'v3'): object {
  return envelope({
    instanceData: { idInstance: 3100000001, wid, typeInstance },
    idMessage: '115700000000000127',
    senderData: {
      chatId: '10000001',
      chatType: 'user',
      sender: '10000001',
      senderName: 'Ирина',
      senderType: 'user',
      senderPhoneNumber: 79995554433,
      ...sender,
    },
    ...fields,
  });
}

function received(notification: unknown, owners: string[] = []): Received {
  const chats = new ChatIds(new InstanceMessenger(idInstance), owners);
  return readNotification(notification, { idInstance, now: startOfTime, chats });
}

const sends: Method = () => ({ body: { idMessage: '115700000000000001' } });

describe('a chat without a suffix', () => {
  it('is a person, by its number, with the phone that came with it', () => {
    expect(received(notified())).toMatchObject({
      type: 'message',
      inbound: { chat: '10000001', phone: '79995554433', id: '115700000000000127', name: 'Ирина' },
    });
    const byNumber = notified({
      chatId: 10000001,
      sender: 10000001,
      senderPhoneNumber: '+79995554433',
    });
    expect(received(byNumber)).toMatchObject({
      inbound: { chat: '10000001', phone: '79995554433' },
    });
  });

  it.each([[0], [''], [undefined], [null], ['hidden'], [12]])(
    'has no phone where it is %j',
    (senderPhoneNumber) => {
      const found = received(notified({ senderPhoneNumber }));
      expect(found).toMatchObject({ type: 'message', inbound: { chat: '10000001' } });
      expect(found.type === 'message' && 'phone' in found.inbound).toBe(false);
    },
  );

  it.each([
    ['a group', { chatId: '-10000000000000', chatType: 'group' }],
    ['a group without a word of it', { chatId: '-10000000000000', chatType: undefined }],
    ['a group whose id is a number', { chatId: -10000000000000 }],
    ['a channel', { chatId: '10000077', chatType: 'channel' }],
    ['a bot', { senderType: 'bot' }],
  ])('is passed over where it is %s', (_, sender) => {
    expect(received(notified(sender))).toMatchObject({ type: 'ignored' });
  });

  it('is passed over where Telegram itself writes there, as with codes for logging in', () => {
    const service = { chatId: '777000', sender: '777000', senderPhoneNumber: 42777 };
    expect(received(notified(service, {}, 'telegram'))).toMatchObject({ type: 'ignored' });
    expect(received(notified(service))).toMatchObject({ type: 'message' });
  });

  it('is of the messenger that the vendor has named first, whatever is said later', () => {
    const messenger = new InstanceMessenger('5500000001');
    const told = ['v3', 'whatsapp', 'telegram'].map(
      (typeInstance) => messenger.learn({ typeInstance }).title,
    );
    expect(told).toEqual(['MAX', 'MAX', 'MAX']);
  });

  it.each([['abc'], ['10 000'], ['1'.repeat(21)], ['1e7'], [1.5]])(
    'is none where it is %j',
    (chatId) => {
      expect(received(notified({ chatId }))).toMatchObject({ type: 'invalid' });
    },
  );

  it('is understood before the vendor has said which messenger it is, and not in WhatsApp', () => {
    expect(received(notified({}, {}, 'something'))).toMatchObject({ type: 'message' });
    const whatsapp = { idInstance: '7103000000', now: startOfTime };
    const instanceData = { idInstance: 7103000000, wid };
    expect(readNotification(notified({}, { instanceData }), whatsapp).type).toBe('message');
    const told = { ...instanceData, typeInstance: 'whatsapp' };
    expect(readNotification(notified({}, { instanceData: told }), whatsapp).type).toBe('invalid');
  });

  it('is called by its phone where the settings name that, whichever of both they name', () => {
    for (const owner of ['79995554433@c.us', '10000001@c.us'])
      expect(received(notified(), [owner])).toMatchObject({ inbound: { chat: owner } });
    expect(received(notified(), ['79990000000@c.us'])).toMatchObject({
      inbound: { chat: '10000001' },
    });
  });
});

describe('a long id that comes as a number', () => {
  it('keeps its digits', () => {
    const text = JSON.stringify(notified()).replace('"115700000000000127"', '115700000000000127');
    expect(received(parse(text))).toMatchObject({ inbound: { id: '115700000000000127' } });
    expect(
      parse(
        '{"a":[115700000000000127,-115700000000000127],"b":1.5,"c":12,"d":"1157000000000001270"}',
      ),
    ).toEqual({
      a: ['115700000000000127', '-115700000000000127'],
      b: 1.5,
      c: 12,
      d: '1157000000000001270',
    });
    expect(parse('{"a":1157000000000001270.5}')).toEqual({ a: Number('1157000000000001270.5') });
  });
});

describe('what the account itself writes', () => {
  const own = { chatId: '20000002', sender: '10000009', senderPhoneNumber: 79991112233 };
  const typeWebhook = 'outgoingMessageReceived';

  it('is told with the chat to which it went', () => {
    const found = received(notified(own, { typeWebhook }));
    expect(found).toMatchObject({
      type: 'outgoing',
      outgoing: { by: 'phone', toSelf: false, inbound: { chat: '20000002' } },
    });
  });

  it('is to itself where the chat is its own', () => {
    const self = notified({ ...own, chatId: '10000009' }, { typeWebhook });
    expect(received(self)).toMatchObject({ type: 'outgoing', outgoing: { toSelf: true } });
  });

  it.each(['', ':3'])(
    'is to itself by the account’s phone, where that is an owner’s%s',
    (device) => {
      const named = '79991112233@c.us';
      const chats = new ChatIds(new InstanceMessenger(idInstance), [named]);
      const self = notified(
        { ...own, chatId: '10000009' },
        {
          typeWebhook,
          instanceData: {
            idInstance: 3100000001,
            wid: `79991112233${device}@c.us`,
            typeInstance: 'v3',
          },
        },
      );
      expect(readNotification(self, { idInstance, now: startOfTime, chats })).toMatchObject({
        type: 'outgoing',
        outgoing: { toSelf: true, inbound: { chat: named } },
      });
    },
  );

  it('is no message of a customer', () => {
    const chats = new ChatIds(new InstanceMessenger(idInstance));
    const reading = { idInstance, now: startOfTime, chats };
    readNotification(notified(own, { typeWebhook }), reading);
    const came = notified({ chatId: '10000009', sender: '10000009', senderPhoneNumber: 0 });
    expect(readNotification(came, reading).type).not.toBe('message');
  });
});

describe('an instance of MAX', () => {
  const environment = { GREEN_ID_INSTANCE: idInstance };

  it('is written to by the number as it came', async () => {
    await using over = await channelOver({ sendMessage: sends }, environment);
    await over.channel.send({ chat: '10000001', text: 'Да' }, live());
    expect(over.fake.heard[0]?.body).toEqual({ chatId: '10000001', message: 'Да' });
  });

  it('looks the number of a phone up once, and writes to the phone where it is not told', async () => {
    const checkAccount: Method = ({ body }) =>
      body['phoneNumber'] === 79995554433
        ? { body: { exist: true, chatId: '10000001', fromCache: false } }
        : { status: 469 };
    await using over = await channelOver({ sendMessage: sends, checkAccount }, environment);
    for (const chat of [
      '79995554433@c.us',
      '79995554433@c.us',
      '79990000000@c.us',
      '79990000000@c.us',
    ])
      await over.channel.send({ chat, text: 'Да' }, live());
    const called = over.fake.heard.map(({ name, body }) => [
      name,
      body['chatId'] ?? body['phoneNumber'],
    ]);
    expect(called).toEqual([
      ['checkAccount', 79995554433],
      ['sendMessage', '10000001'],
      ['sendMessage', '10000001'],
      ['checkAccount', 79990000000],
      ['sendMessage', '79990000000@c.us'],
      ['sendMessage', '79990000000@c.us'],
    ]);
  });

  it('has no voice notes: what is spoken is written', async () => {
    await using over = await channelOver({ sendMessage: sends }, environment);
    const outbound = {
      chat: '10000001',
      text: 'Да',
      voice: 'ru',
      note: Buffer.from('OggS'),
    } as const;
    await over.channel.send(outbound, live());
    expect(over.fake.heard.map(({ name }) => name)).toEqual(['sendMessage']);
    expect(over.channel.form()).toEqual({ markup: 'max', carriesVoice: false, messenger: 'MAX' });
  });

  it('waits where the messenger restricts the account for a while', async () => {
    const suspended: Method = () => ({
      status: 403,
      body: { message: 'Your account is suspended' },
    });
    await using over = await channelOver({ sendMessage: suspended }, environment);
    const error = await failure(over.channel.send({ chat: '10000001', text: 'Да' }, live()));
    expect(error).toMatchObject({
      code: 'service.green-api.suspended',
      retryable: true,
      outcomeUnknown: false,
    });
  });

  it('finds what went to a phone before the start in lists that name the chat by its id', async () => {
    const methods: Record<string, Method> = {
      checkAccount: () => ({ body: { exist: true, chatId: '10000001' } }),
      lastOutgoingMessages: () => ({
        body: [
          {
            type: 'outgoing',
            idMessage: '115700000000000001',
            timestamp: startOfTime / 1000,
            chatId: '10000001',
            textMessage: 'Да',
          },
        ],
      }),
      showMessagesQueue: () => ({ body: [] }),
    };
    await using over = await channelOver(methods, environment);
    const attempted = {
      chat: '79995554433@c.us',
      text: 'Да',
      attemptedAt: startOfTime,
      knownIds: new Set<string>(),
    };
    over.time.pass(200_000);
    expect(await over.channel.find(attempted, live())).toBe('115700000000000001');
  });

  it('sends again only what its lists show as overtaken by another send of ours', async () => {
    const lists: Record<string, Method> = {
      // A person wrote on the phone: these lists do not say so.
      lastOutgoingMessages: () => ({
        body: [
          {
            type: 'outgoing',
            idMessage: '1',
            timestamp: startOfTime / 1000 + 90,
            chatId: '10000005',
            textMessage: 'Ок',
          },
        ],
      }),
      showMessagesQueue: () => ({ body: [] }),
    };
    await using over = await channelOver({ sendMessage: sends, ...lists }, environment);
    const attempted = {
      chat: '10000001',
      text: 'Да',
      attemptedAt: startOfTime,
      knownIds: new Set<string>(),
    };
    over.time.pass(100_000);
    expect(await failure(over.channel.find(attempted, live()))).toMatchObject({
      code: 'service.green-api.lookup',
    });
  });
});

describe('an instance whose number tells nothing', () => {
  it('is what its first notification says', async () => {
    await using over = await channelOver({}, { GREEN_ID_INSTANCE: '5200000001' });
    expect(over.channel.messenger).toBe('WhatsApp');
    const instanceData = { idInstance: 5200000001, wid, typeInstance: 'telegram' };
    over.channel.receive({
      headers: {},
      body: Buffer.from(JSON.stringify(notified({}, { instanceData }))),
    });
    expect(over.channel.messenger).toBe('Telegram');
    expect(over.channel.form()).toEqual({
      markup: 'telegram',
      carriesVoice: true,
      messenger: 'Telegram',
    });
  });
});
