import { describe, expect, it } from 'vitest';
import { builtInPhrases } from '../../src/core/phrases/phrases.ts';
import { notification, post } from './caller.ts';
import { customer, questions } from './dialogue.ts';
import { chatOf, group, onWhatsApp } from './messenger.ts';
import { openWorld, type World } from './world.ts';

const own = chatOf('77000000001');
const file = { downloadUrl: 'https://x.invalid/a', fileName: 'a', mimeType: 'application/pdf' };
const quotedMessage = {
  stanzaId: 'A',
  typeMessage: 'textMessage',
  textMessage: 'Курс длится два месяца.',
};
const wordsOfIt = { textMessageData: { textMessage: 'Сколько стоит курс?' } };

/** A message with other data, or in another chat. */
function message(world: World, chatId: string, id: string, fields: object = {}): string {
  return JSON.stringify({
    ...(JSON.parse(notification(world, chatId, id, 'Сколько стоит курс?')) as object),
    ...fields,
  });
}

describe('a person who sends anything', () => {
  const { unsupported, fileUnreadable, repeat } = builtInPhrases.ru;
  const kinds: [string, object, string | RegExp][] = [
    [
      'templateButtonReplyMessage',
      { templateButtonReplyMessage: { selectedId: '', selectedDisplayText: '' } },
      repeat,
    ],
    ['buttonsResponseMessage', { buttonsResponseMessage: { selectedButtonId: 'btn_7' } }, repeat],
    ['quotedMessage', { extendedTextMessageData: { text: '' }, quotedMessage }, repeat],
    ['textMessage', { textMessageData: { textMessage: '' } }, repeat],
    [
      'orderMessage',
      { orderMessage: { orderId: '1', message: 'Доставка завтра?' } },
      /Доставка завтра/,
    ],
    ['imageMessage', { fileMessageData: file }, fileUnreadable],
    ['viewOnceMessage', {}, unsupported],
    ['brandNewMessage', { brandNew: 1 }, unsupported],
    ['locationMessage', { locationMessageData: { address: 'улица Сатпаева, 90' } }, /Сатпаева/],
    [
      'contactMessage',
      { contactMessageData: { displayName: 'Дана', vcard: 'TEL:+7 701 123 45 67' } },
      /Дана/,
    ],
  ];

  it('is heard, or gets one honest line', async () => {
    await using world = await openWorld();
    for (const [index, [typeMessage, data]] of kinds.entries()) {
      const body = message(world, customer(index), `K${index}`, {
        messageData: { typeMessage, ...data },
      });
      expect.soft(await post(world, { body }), typeMessage).toBe(200);
    }
    for (const [index, [typeMessage, , reply]] of kinds.entries()) {
      const [said] = await world.replies(customer(index));
      if (typeof reply === 'string') expect.soft(said, typeMessage).toBe(reply);
      else expect.soft(said, typeMessage).toMatch(reply);
    }
    await world.settled();
    expect(world.greenApi.sent).toHaveLength(kinds.length);
  });

  it('is answered to an order that has nothing but a number', async () => {
    await using world = await openWorld({ openAi: { answer: () => 'Спасибо, мы посмотрим.' } });
    const messageData = { typeMessage: 'orderMessage', orderMessage: { orderId: '1' } };
    await post(world, { body: message(world, customer(1), 'K1', { messageData }) });
    expect(await world.replies(customer(1))).toEqual(['Спасибо, мы посмотрим.']);
    expect(JSON.stringify(world.openAi.requests.at(-1)?.chat)).toContain('order 1');
  });
});

const strangeOnWhatsApp = [
  'status@broadcast',
  '120363@newsletter',
  own.replace('@', ':5@'),
  'abc@c.us',
  '7700a000001@c.us',
  '77000000000000000@c.us',
  '0@c.us',
  '77010000001@s.whatsapp.net',
];

describe('nobody who waits for an answer', () => {
  const reaction = {
    typeMessage: 'reactionMessage',
    extendedTextMessageData: { text: '👍' },
    quotedMessage,
  };
  const silent: [string, object][] = [
    [customer(1), { messageData: reaction }],
    [
      customer(1),
      { messageData: { typeMessage: 'deletedMessage', deletedMessageData: { stanzaId: 'A' } } },
    ],
    [
      customer(1),
      { messageData: { typeMessage: 'pollUpdateMessage', pollMessageData: { votes: [] } } },
    ],
    [customer(1), { typeWebhook: 'outgoingMessageReceived' }],
    [group, {}],
    [own, {}],
    ...(onWhatsApp ? strangeOnWhatsApp : []).map((chat): [string, object] => [chat, {}]),
  ];

  it('gets one, nor does the model', async () => {
    await using world = await openWorld();
    for (const [index, [chatId, fields]] of silent.entries())
      expect
        .soft(await post(world, { body: message(world, chatId, `N${index}`, fields) }), chatId)
        .toBe(200);
    expect(await world.ask(customer(2), 'Привет')).toBe('Heard: Привет');
    await world.settled();
    expect(world.greenApi.sent).toHaveLength(1);
    expect(world.openAi.count('chat')).toBe(1);
    expect(await world.journal((journal) => journal.letters.list(10))).toEqual([]);
  });
});

describe('one person on two devices', () => {
  it.runIf(onWhatsApp)('is one chat, with its memory and its order', async () => {
    await using world = await openWorld();
    const chat = customer(1);
    expect(await world.ask(chat, 'Сколько стоит курс?')).toBe('Heard: Сколько стоит курс?');
    const body = message(world, chat.replace('@', ':3@'), 'D1', {
      messageData: { typeMessage: 'textMessage', ...wordsOfIt },
    });
    expect(await post(world, { body })).toBe(200);
    expect(await post(world, { body: body.replace(':3@', '@') })).toBe(200);
    expect(await world.replies(chat, 2)).toHaveLength(2);
    await world.settled();
    expect(world.greenApi.sent.map(({ chatId }) => chatId)).toEqual([chat, chat]);
    expect(questions(world.openAi).map(({ said }) => said.length)).toEqual([1, 3]);
  });
});

describe('a message that waited at the vendor', () => {
  it('is told with its hour and with the advertisement that it came from', async () => {
    await using world = await openWorld();
    const timestamp = Math.floor(Date.now() / 1000) - 22 * 60 * 60;
    const extendedTextMessageData = {
      text: 'Можно подробнее?',
      title: 'Шахматы −30 %',
      sourceType: 'ad',
    };
    const messageData = { typeMessage: 'extendedTextMessage', extendedTextMessageData };
    expect(
      await post(world, { body: message(world, customer(1), 'L1', { timestamp, messageData }) }),
    ).toBe(200);
    await world.replies(customer(1));
    const [asked] = questions(world.openAi);
    expect(asked?.system).toMatch(/newest message was written on .+ at \d\d:\d\d \(22 h ago\)/);
    expect(asked?.said[0]?.text).toBe(
      '[came from the advertisement: «Шахматы −30 %»]\nМожно подробнее?',
    );
  });
});
