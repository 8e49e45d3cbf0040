import { describe, expect, it } from 'vitest';
import { builtInPhrases } from '../../src/core/phrases/phrases.ts';
import { customer, questions, saying } from './dialogue.ts';
import { group, onWhatsApp } from './messenger.ts';
import { openWorld } from './world.ts';

const chat = customer(1);
const file = { downloadUrl: 'https://x.invalid/a.jpg', fileName: 'a.jpg', mimeType: 'image/jpeg' };

describe('a text', () => {
  const text = saying('Сколько стоит курс?');
  const homes: Record<string, object> = {
    textMessage: { textMessageData: { textMessage: text } },
    extendedTextMessage: { extendedTextMessageData: { text } },
    quotedMessage: {
      extendedTextMessageData: { text },
      quotedMessage: { typeMessage: 'textMessage', textMessage: 'Курс длится два месяца.' },
    },
    imageMessage: { fileMessageData: { ...file, caption: text } },
    videoMessage: { fileMessageData: { ...file, caption: text } },
    documentMessage: { fileMessageData: { ...file, caption: text } },
    buttonsResponseMessage: {
      buttonsResponseMessage: { stanzaId: 'A', selectedButtonId: '1', selectedButtonText: text },
    },
    templateButtonsReplyMessage: {
      templateButtonReplyMessage: { stanzaId: 'A', selectedId: '1', selectedDisplayText: text },
    },
    listResponseMessage: {
      listResponseMessage: { stanzaId: 'A', title: text, singleSelectReply: '1' },
    },
  };

  it('is answered in all its homes, once', async () => {
    await using world = await openWorld();
    const chats = Object.entries(homes).map(([typeMessage, contents], index) => {
      world.greenApi.receive(customer(index), { typeMessage, ...contents });
      return customer(index);
    });
    for (const each of chats) expect((await world.replies(each))[0]).toContain(text);
    await world.settled();
    expect(chats.map((each) => world.heardBy(each).length)).toEqual(chats.map(() => 1));
    expect(world.heardBy(customer(2))[0]).toContain('[in reply to: «Курс длится два месяца.»]');
  });

  it('that WhatsApp could not deliver is asked for again', async () => {
    await using world = await openWorld();
    expect(await world.ask(chat, '{{SWE001}}')).toBe(builtInPhrases.ru.repeat);
    expect(world.openAi.count('chat')).toBe(0);
  });

  it('is answered in the language of its chat, and each chat has its own', async () => {
    await using world = await openWorld();
    const asked = {
      ru: 'Сколько стоит курс?',
      kk: 'Сәлеметсіз бе, курс қанша тұрады?',
      en: 'How much is the course?',
    };
    await Promise.all(
      Object.values(asked).map((question, index) => world.ask(customer(index), question)),
    );
    await Promise.all(Object.keys(asked).map((_, index) => world.ask(customer(index), 'OK 👍')));
    const told = questions(world.openAi);
    for (const [question, name] of [
      [asked.ru, 'Russian'],
      [asked.kk, 'Kazakh'],
      [asked.en, 'English'],
    ] as const) {
      const ofChat = told.filter(({ said }) => said[0]?.text === question);
      expect(ofChat.map(({ system }) => system.includes(`Answer in ${name}`))).toEqual([
        true,
        true,
      ]);
    }
  });
});

describe('what is no message to the bot', () => {
  const sender = { chatId: chat, sender: chat, senderName: 'Customer' };
  const message = (messageData: object, senderData: object = sender): object => ({
    typeWebhook: 'incomingMessageReceived',
    idMessage: `ID${JSON.stringify(messageData).length}${JSON.stringify(senderData).length}`,
    senderData,
    messageData,
  });
  const textData = { typeMessage: 'textMessage', textMessageData: { textMessage: 'Привет!' } };
  const notifications: object[] = [
    message({
      typeMessage: 'reactionMessage',
      extendedTextMessageData: { text: '👍' },
      quotedMessage: { stanzaId: 'A' },
    }),
    message({ typeMessage: 'stickerMessage', fileMessageData: file }),
    message({
      typeMessage: 'editedMessage',
      editedMessageData: { textMessage: 'Привет', stanzaId: 'A' },
    }),
    message({ typeMessage: 'deletedMessage', deletedMessageData: { stanzaId: 'A' } }),
    message({ typeMessage: 'pollUpdateMessage', pollMessageData: { name: 'Когда?', votes: [] } }),
    message(textData, { chatId: group, sender: chat }),
    ...(onWhatsApp
      ? [
          message(textData, { chatId: '77011112233-1600000000@g.us', sender: chat }),
          message(textData, { chatId: '120363000000000000@newsletter', sender: chat }),
          message(textData, { chatId: 'status@broadcast', sender: chat }),
          { typeWebhook: 'incomingCall', from: chat, status: 'offer', idMessage: 'C1' },
        ]
      : []),
    {
      typeWebhook: 'outgoingMessageReceived',
      idMessage: 'O1',
      senderData: sender,
      messageData: textData,
    },
    {
      typeWebhook: 'outgoingAPIMessageReceived',
      idMessage: 'O2',
      senderData: sender,
      messageData: textData,
    },
    { typeWebhook: 'outgoingMessageStatus', chatId: chat, idMessage: 'O3', status: 'read' },
    { typeWebhook: 'statusInstanceChanged', statusInstance: 'online' },
    { typeWebhook: 'deviceInfo', deviceData: {} },
    { typeWebhook: 'ofTomorrow' },
    { ...message(textData), instanceData: { idInstance: 999 } },
  ];

  it('is taken with 200 and gets no answer', async () => {
    const all = {
      outgoingWebhook: 'yes',
      outgoingMessageWebhook: 'yes',
      incomingCallWebhook: 'yes',
    } as const;
    // What the owner writes would silence the bot.
    const env = { WABOT_PAUSE: '0' };
    await using world = await openWorld({ env, greenApi: { settings: all } });
    for (const each of notifications) world.greenApi.notify({ typeWebhook: '', ...each });
    await world.settled();
    expect(world.greenApi.deliveries).toHaveLength(notifications.length);
    expect(new Set(world.greenApi.deliveries.map(({ status }) => status))).toEqual(new Set([200]));
    expect(await world.journal(({ letters }) => letters.list(100))).toEqual([]);
    expect(await world.ask(chat, 'Здравствуйте!')).toBe('Heard: Здравствуйте!');
    await world.settled();
    expect(world.greenApi.sent).toHaveLength(1);
    expect(world.openAi.count('chat')).toBe(1);
  });
});

describe('what the bot cannot read', () => {
  it('gets a line in the language of the chat, once a day', async () => {
    let ahead = 0;
    await using world = await openWorld({ greenApi: { now: () => Date.now() + ahead } });
    await world.ask(chat, 'Сәлеметсіз бе, курс қанша тұрады?');
    const things: [string, object][] = [
      ['imageMessage', { fileMessageData: { ...file, caption: '' } }],
      ['locationMessage', { locationMessageData: { latitude: 0, longitude: 0 } }],
      ['somethingOfTomorrow', { text: 'Сәлем' }],
      ['documentMessage', { fileMessageData: file }],
    ];
    for (const [typeMessage, contents] of things) {
      world.greenApi.receive(chat, { typeMessage, ...contents });
      await world.settled();
    }
    const { unsupported, fileUnreadable } = builtInPhrases.kk;
    // Each file that cannot be opened is told of: it may be sent in another form.
    expect(world.heardBy(chat).slice(1)).toEqual([fileUnreadable, unsupported, fileUnreadable]);
    ahead = 24 * 60 * 60 * 1000 + 1000;
    world.ahead = ahead;
    world.greenApi.receive(chat, { typeMessage: 'contactMessage', contactMessage: {} });
    world.greenApi.receive(customer(2), { typeMessage: 'videoMessage', fileMessageData: file });
    expect((await world.replies(chat, 5))[4]).toBe(unsupported);
    expect(await world.replies(customer(2))).toEqual([builtInPhrases.ru.unsupported]);
  });
});
