import { describe, expect, it } from 'vitest';
import { readContent } from '../../../../src/plugins/channel/green-api/content.ts';
import { link } from './fixtures.ts';

/** What a message with this data means. */
function meaningOf(typeMessage: string, data: object): unknown {
  const found = readContent({ typeMessage, ...data });
  return found.type === 'content' ? found.content : found;
}

const unreadable = { type: 'unreadable', reason: 'empty' };
const file = (fields: object): object => ({
  fileMessageData: { downloadUrl: link, caption: '', ...fields },
});

describe('a choice', () => {
  const empty = { stanzaId: 'B', selectedIndex: 0, selectedId: '', selectedDisplayText: '' };
  it.each<[string, object]>([
    ['templateButtonsReplyMessage', { templateButtonReplyMessage: empty }],
    ['templateButtonReplyMessage', { templateButtonReplyMessage: empty }],
    ['templateButtonReplyMessage', {}],
    [
      'buttonsResponseMessage',
      { buttonsResponseMessage: { selectedButtonText: ' \u200b', selectedButtonId: '' } },
    ],
    ['buttonsResponseMessage', { buttonsResponseMessage: { selectedButtonId: 'btn_2' } }],
    ['listResponseMessage', { listResponseMessage: { title: '', singleSelectReply: '3f2a-11' } }],
    ['listResponseMessage', { listResponseMessage: null }],
    [
      'interactiveButtonsReply',
      { interactiveButtonsReply: { buttons: [{ buttonText: 'a' }, { buttonText: 'b' }] } },
    ],
    ['interactiveButtonsReply', {}],
    ['quotedMessage', { extendedTextMessageData: { text: '', stanzaId: '3EB0' } }],
    ['quotedMessage', {}],
    ['extendedTextMessage', { extendedTextMessageData: { text: '' } }],
    ['textMessage', { textMessageData: { textMessage: ' \n\u200b\ufeff ' } }],
  ])('or a text of which nothing arrived is asked for again: %s %j', (typeMessage, data) => {
    expect(meaningOf(typeMessage, data)).toEqual(unreadable);
  });

  it.each<[string, object, string]>([
    [
      'buttonsResponseMessage',
      { buttonsResponseMessage: { selectedButtonText: '', selectedButtonId: 'prices' } },
      'prices',
    ],
    [
      'templateButtonReplyMessage',
      { templateButtonReplyMessage: { selectedId: 'book-now' } },
      'book-now',
    ],
    [
      'listResponseMessage',
      { listResponseMessage: { singleSelectReply: 'Расписание' } },
      'Расписание',
    ],
    [
      'buttonsResponseMessage',
      {
        buttonsResponseMessage: { selectedButtonId: '2' },
        quotedMessage: {
          buttonsMessage: {
            buttons: [1, 2].map((id) => ({ buttonId: `${id}`, buttonText: `Button ${id}` })),
          },
        },
      },
      'Button 2',
    ],
    [
      'listResponseMessage',
      {
        listResponseMessage: { singleSelectReply: 'r7' },
        quotedMessage: { listMessage: { sections: [{ rows: [{ rowId: 'r7', title: 'Chess' }] }] } },
      },
      'Chess',
    ],
    [
      'templateButtonReplyMessage',
      {
        templateButtonReplyMessage: { selectedId: 'x1' },
        quotedMessage: {
          templateMessage: {
            buttons: [{ index: 0, quickReplyButton: { id: 'x1', displayText: 'Yes' } }],
          },
        },
      },
      'Yes',
    ],
  ])('with an id alone is heard where that says something: %s %j', (typeMessage, data, text) => {
    expect(meaningOf(typeMessage, data)).toMatchObject({ type: 'text', text });
  });
});

describe('a recording', () => {
  it.each<[string, { fileName: string; mimeType?: string; videoNote?: boolean }]>([
    ['documentMessage', { fileName: 'Новая запись 5.ogg', mimeType: 'audio/ogg' }],
    ['documentMessage', { fileName: 'voice', mimeType: 'audio/x-m4a' }],
    ['documentMessage', { fileName: 'voice.OPUS', mimeType: 'AUDIO/OGG; codecs=opus' }],
    ['documentMessage', { fileName: 'voice.ogg' }],
    ['documentMessage', { fileName: 'voice.mp3', mimeType: '' }],
    ['documentMessage', { fileName: 'voice.m4a', mimeType: 'application/octet-stream' }],
    ['documentMessage', { fileName: 'voice.oga', mimeType: 'application/ogg' }],
    ['documentMessage', { fileName: 'voice.ogg', mimeType: 'video/ogg' }],
    ['documentMessage', { fileName: 'voice.m4a', mimeType: 'video/mp4' }],
    ['videoMessage', { fileName: 'a.mp4', mimeType: 'video/mp4', videoNote: true }],
  ])('sent as a %s is heard: %j', (typeMessage, fields) => {
    const media = {
      url: link,
      fileName: fields.fileName,
      ...(fields.mimeType ? { mimeType: fields.mimeType } : {}),
    };
    expect(meaningOf(typeMessage, file(fields))).toEqual({ type: 'voice', media });
    expect(meaningOf(typeMessage, file({ ...fields, caption: 'Послушайте' }))).toEqual({
      type: 'voice',
      media,
      caption: 'Послушайте',
    });
  });

  it.each([
    ['documentMessage', { fileName: 'price.pdf', mimeType: 'application/pdf' }, 'document'],
    ['documentMessage', { fileName: 'price.mp3', mimeType: 'application/pdf' }, 'document'],
    ['documentMessage', { fileName: 'list.m3u', mimeType: 'audio/x-mpegurl' }, 'document'],
    ['documentMessage', { fileName: 'song.mid', mimeType: 'audio/midi' }, 'document'],
    ['documentMessage', { fileName: 'voice.ogg.exe' }, 'document'],
    ['documentMessage', { fileName: 'film.mp4', mimeType: 'video/mp4' }, 'document'],
    ['videoMessage', { fileName: 'a.mp4', mimeType: 'video/mp4', videoNote: false }, 'video'],
    ['videoMessage', { fileName: 'a.mp4', mimeType: 'video/mp4', videoNote: 'yes' }, 'video'],
  ])('is not every %s: %j', (typeMessage, fields, attached) => {
    const { fileName, mimeType }: { fileName: string; mimeType?: string } = fields;
    const media = { url: link, fileName, ...(mimeType === undefined ? {} : { mimeType }) };
    expect(meaningOf(typeMessage, file(fields))).toEqual({
      type: 'unsupported',
      attached,
      ...(attached === 'document' ? { media } : {}),
    });
  });
});

describe('a vote', () => {
  const votes = (...voters: string[][]): object => ({
    typeMessage: 'pollUpdateMessage',
    pollMessageData: {
      name: 'Когда?',
      votes: voters.map((optionVoters, at) => ({ optionName: `в ${at + 9}:00`, optionVoters })),
      multipleAnswers: true,
    },
  });
  const customer = '77010000001@c.us';

  it.each<[string, string[][], string]>([
    ['one thing', [[], [customer]], 'Когда?\n• в 10:00'],
    [
      'several',
      [['77010000001:3@c.us'], ['77019999999@c.us', customer]],
      'Когда?\n• в 9:00\n• в 10:00',
    ],
  ])('for %s is what its customer chose', (_, voters, text) => {
    const found = readContent(votes(...voters), customer);
    expect(found).toEqual({ type: 'content', content: { type: 'text', text, attached: 'vote' } });
  });

  it.each<[string, string[][], string | undefined]>([
    ['that was taken back', [[], []], customer],
    ['of somebody else', [['77019999999@c.us']], customer],
    ['of the account itself', [[customer]], undefined],
  ])('%s says nothing', (_, voters, voter) => {
    expect(readContent(votes(...voters), voter)).toMatchObject({ type: 'ignored' });
  });
});

describe('a file to which somebody replies', () => {
  const reply = (quotedMessage: object): unknown =>
    meaningOf('quotedMessage', { extendedTextMessageData: { text: 'x' }, quotedMessage });

  it.each([
    [
      { stanzaId: 'A', typeMessage: 'imageMessage', downloadUrl: '', caption: '' },
      { mimeType: 'image/jpeg' },
    ],
    [
      { stanzaId: 'A', typeMessage: 'imageMessage', downloadUrl: link, mimeType: 'image/png' },
      { url: link, mimeType: 'image/png' },
    ],
    [{ stanzaId: 'A', typeMessage: 'documentMessage', fileName: 'a.pdf' }, { fileName: 'a.pdf' }],
  ])('comes along: %j', (quotedMessage, media) => {
    expect(reply(quotedMessage)).toMatchObject({ text: 'x', quotedFile: { id: 'A', media } });
  });

  it.each([
    { stanzaId: 'A', typeMessage: 'textMessage', textMessage: 'x' },
    { stanzaId: 'A', typeMessage: 'videoMessage', downloadUrl: link },
    { typeMessage: 'imageMessage', downloadUrl: link },
  ])('is none in %j', (quotedMessage) => {
    expect(reply(quotedMessage)).not.toHaveProperty('quotedFile');
  });
});

describe('a card', () => {
  const place = {
    nameLocation: 'ЖК Арман',
    address: 'Алматы, улица Сатпаева, 90',
    latitude: 43.2389,
    longitude: 76.8897,
  };
  const vcard = [
    'BEGIN:VCARD',
    'VERSION:3.0',
    'FN:Дана\\, бухгалтер',
    'PHOTO;BASE64:AAAA',
    ' TEL:+7 700 000 00 00',
    'item1.TEL;waid=77011234567;type=CELL:+7 701 123 45 67',
    'TEL;TYPE=WORK:tel:87272000001',
    'TEL:drop table',
    'END:VCARD',
  ].join('\r\n');
  const numbers = '+7 701 123 45 67, 87272000001';

  it.each<[string, object, string, string]>([
    [
      'locationMessage',
      { locationMessageData: place },
      'location',
      'ЖК Арман\nАлматы, улица Сатпаева, 90\n43.2389, 76.8897',
    ],
    [
      'locationMessage',
      { locationMessageData: { latitude: 43.2389, longitude: 76.8897 } },
      'location',
      '43.2389, 76.8897',
    ],
    [
      'locationMessage',
      { locationMessageData: { latitude: '43.2', longitude: '-76.9' } },
      'location',
      '43.2, -76.9',
    ],
    [
      'locationMessage',
      { locationMessageData: { ...place, latitude: 1e9, address: 'a\n\u202eb' } },
      'location',
      'ЖК Арман\na b',
    ],
    [
      'liveLocationMessage',
      { liveLocationMessageData: { latitude: 1, longitude: 2 } },
      'location',
      '1, 2',
    ],
    [
      'contactMessage',
      { contactMessageData: { displayName: 'Дана', vcard } },
      'contact',
      `Дана, ${numbers}`,
    ],
    [
      'contactMessage',
      { contactMessageData: { displayName: '', vcard } },
      'contact',
      `Дана, бухгалтер, ${numbers}`,
    ],
    [
      'contactMessage',
      { contactMessageData: { displayName: 'Дана', vcard: 5 } },
      'contact',
      'Дана',
    ],
    [
      'ContactsArrayMessage',
      { contacts: [{ displayName: 'A' }, { displayName: 'B', vcard: 'TEL:+77001112233' }] },
      'contact',
      'A\nB, +77001112233',
    ],
    ['contactsArrayMessage', { messageData: { contacts: [{ displayName: 'A' }] } }, 'contact', 'A'],
    [
      'pollMessage',
      { pollMessageData: { name: 'Когда?', options: [{ optionName: 'Утром' }, {}] } },
      'poll',
      'Когда?\n• Утром',
    ],
    [
      'pollMessage',
      { pollCreationMessage: { name: 'Где?', options: ['У вас', 'У нас'] } },
      'poll',
      'Где?\n• У вас\n• У нас',
    ],
    [
      'orderMessage',
      { orderMessage: { orderId: '1', message: 'Доставка завтра возможна?' } },
      'order',
      'order 1\nДоставка завтра возможна?',
    ],
    [
      'orderMessage',
      {
        orderMessage: {
          orderId: 'A-7',
          orderTitle: 'Заказ',
          totalPrice: 2_500_000,
          currency: 'kzt',
          products: [{ name: 'Роза', quantity: 3, price: 500_000 }, { name: 'Лента' }, 5],
        },
      },
      'order',
      'order A-7\nЗаказ\n• Роза × 3, 5000\n• Лента\nin all 25000 KZT',
    ],
    [
      'orderMessage',
      { orderMessage: { itemCount: '2', totalAmount1000: 7_000_000, totalCurrencyCode: 'KZT' } },
      'order',
      '2 things\nin all 7000 KZT',
    ],
    ['productMessage', { productMessage: { caption: 'Есть?' } }, 'product', 'Есть?'],
    [
      'productMessage',
      {
        productMessage: {
          product: {
            title: 'Роза',
            description: 'Красная',
            priceAmount1000: 500_000,
            currencyCode: 'KZT',
            url: 'https://a.b/1',
          },
          body: 'Есть?',
        },
      },
      'product',
      'Роза\nКрасная\n500 KZT\nhttps://a.b/1\nЕсть?',
    ],
    [
      'groupInviteMessage',
      { groupInviteMessageData: { caption: 'Заходите' } },
      'other',
      'Заходите',
    ],
  ])('is read: %s %j', (typeMessage, data, attached, text) => {
    expect(meaningOf(typeMessage, data)).toEqual({ type: 'text', text, attached });
  });

  it('is bounded, however much stands on it', () => {
    const long = 'x'.repeat(500_000);
    const contacts = Array.from({ length: 1000 }, (_, index) => ({
      displayName: `${index}${long}`,
      vcard: `TEL:1234\n${long}`,
    }));
    const texts = [
      meaningOf('contactsArrayMessage', { contacts }),
      meaningOf('contactMessage', {
        contactMessageData: { displayName: long, vcard: 'TEL:+7700\n'.repeat(100_000) },
      }),
      meaningOf('locationMessage', { locationMessageData: { nameLocation: long, address: long } }),
      meaningOf('pollMessage', {
        pollMessageData: { name: long, options: contacts.map(() => ({ optionName: long })) },
      }),
    ].map((content) => (content as { text: string }).text.length);
    expect(texts.filter((length) => length > 5000)).toEqual([]);
  });

  it('is known where it is replied to', () => {
    const data = {
      extendedTextMessageData: { text: 'Сколько стоит доставка сюда?' },
      quotedMessage: { location: place },
    };
    expect(meaningOf('quotedMessage', data)).toMatchObject({
      quoted: 'ЖК Арман\nАлматы, улица Сатпаева, 90\n43.2389, 76.8897',
    });
  });
});

describe('what a program wrote', () => {
  it.each([
    ['buttonsMessage', { buttonsMessage: { contentText: 'Ваш заказ готов' } }],
    ['templateMessage', { templateMessage: { contentText: 'Ваш заказ готов' } }],
  ])('is read only where a person passes it on: %s', (typeMessage, data) => {
    expect(meaningOf(typeMessage, data)).toMatchObject({ type: 'ignored' });
    expect(meaningOf(typeMessage, { ...data, isForwarded: true })).toMatchObject({
      type: 'text',
      text: 'Ваш заказ готов',
    });
  });
});

describe('an advertisement', () => {
  const title = 'Шахматы со скидкой 30 %';
  const description = 'Первый месяц 17 500 ₸';
  const whole = `${title} · ${description} · https://fb.me/abc`;
  const text = 'Здравствуйте!';
  const extended = (fields: object): object => ({ extendedTextMessageData: { text, ...fields } });

  it.each<[string, object, string]>([
    [
      'extendedTextMessage',
      extended({
        title,
        description,
        showAdAttribution: true,
        sourceType: 'ad',
        sourceUrl: 'https://fb.me/abc',
      }),
      whole,
    ],
    [
      'extendedTextMessage',
      extended({ title, description, sourceType: 'post' }),
      `${title} · ${description}`,
    ],
    [
      'extendedTextMessage',
      extended({ externalAdReply: { title, body: description, sourceUrl: 'https://fb.me/abc' } }),
      whole,
    ],
    ['extendedTextMessage', extended({ contextInfo: { externalAdReply: { title } } }), title],
    [
      'textMessage',
      { textMessageData: { textMessage: text }, referral: { headline: title, body: description } },
      `${title} · ${description}`,
    ],
    ['imageMessage', file({ caption: text, externalAdReply: { title: 'a\n]\u202eb' } }), 'a ] b'],
    [
      'extendedTextMessage',
      extended({ sourceType: 'ad', title, sourceUrl: 'javascript:alert(1)' }),
      title,
    ],
  ])('comes along: %s %j', (typeMessage, data, advert) => {
    expect(meaningOf(typeMessage, data)).toMatchObject({ type: 'text', text, advert });
  });

  it('comes along with what is spoken', () => {
    const data = file({ mimeType: 'audio/ogg', showAdAttribution: true, title });
    expect(meaningOf('audioMessage', data)).toMatchObject({ type: 'voice', advert: title });
  });

  it.each([
    extended({ title, description, previewType: 'None', sourceType: '', showAdAttribution: false }),
    extended({ showAdAttribution: true, title: ' ', description: 5 }),
    extended({ externalAdReply: 'text', referral: null }),
  ])('is nothing that only looks so: %j', (data) => {
    expect(meaningOf('extendedTextMessage', data)).toEqual({ type: 'text', text });
  });

  it('is cut', () => {
    const long = 'x'.repeat(100_000);
    const found = meaningOf(
      'extendedTextMessage',
      extended({ sourceType: 'ad', title: long, description: long }),
    );
    expect((found as { advert: string }).advert.length).toBeLessThan(1500);
  });
});
