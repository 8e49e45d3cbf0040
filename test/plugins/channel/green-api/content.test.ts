import { describe, expect, it } from 'vitest';
import { readContent } from '../../../../src/plugins/channel/green-api/content.ts';
import { link } from './fixtures.ts';

/** What a message with this data means. */
function meaningOf(messageData: unknown): unknown {
  const found = readContent(messageData);
  return found.type === 'content' ? found.content : found;
}

const file = (fields: object = {}) => ({
  downloadUrl: link,
  caption: '',
  fileName: 'a.bin',
  mimeType: 'image/jpeg',
  ...fields,
});
const media = { url: link, mimeType: 'image/jpeg', fileName: 'a.bin' };
const text = (words: string, rest: object = {}) => ({ type: 'text', text: words, ...rest });
const quotedMessage = {
  stanzaId: '3EB0',
  participant: '79876543210@c.us',
  typeMessage: 'textMessage',
  textMessage: 'original',
};

describe('text in all its homes', () => {
  it.each<[string, object, object]>([
    [
      'plain',
      {
        typeMessage: 'textMessage',
        textMessageData: { textMessage: 'hi', isTemplateMessage: false },
      },
      text('hi'),
    ],
    [
      'extended',
      {
        typeMessage: 'extendedTextMessage',
        extendedTextMessageData: { text: 'see https://e.x', description: '', title: '' },
      },
      text('see https://e.x'),
    ],
    [
      'a reply',
      {
        typeMessage: 'quotedMessage',
        extendedTextMessageData: { text: 'my answer', stanzaId: '3EB0' },
        quotedMessage,
      },
      text('my answer', { quoted: 'original' }),
    ],
    [
      'an old reply',
      { typeMessage: 'quotedMessage', extendedTextMessageData: { text: 'my answer' } },
      text('my answer'),
    ],
    [
      'a reply of whose original only the id came',
      {
        typeMessage: 'quotedMessage',
        extendedTextMessageData: { text: 'my answer', stanzaId: '3EB0' },
        quotedMessage: { stanzaId: '3EB0', participant: 'x' },
      },
      text('my answer', { quotedId: '3EB0' }),
    ],
    [
      'a plain text with a quoted one beside it',
      { typeMessage: 'textMessage', textMessageData: { textMessage: 'hi' }, quotedMessage },
      text('hi', { quoted: 'original' }),
    ],
    [
      'a picture with a caption',
      { typeMessage: 'imageMessage', fileMessageData: file({ caption: 'How much?' }) },
      text('How much?', { attached: 'image', media }),
    ],
    [
      'a video with a caption',
      {
        typeMessage: 'videoMessage',
        fileMessageData: file({ caption: ' look ', videoNote: false }),
      },
      text('look', { attached: 'video' }),
    ],
    [
      'a document with a caption as a reply',
      {
        typeMessage: 'documentMessage',
        fileMessageData: file({ caption: 'my form' }),
        quotedMessage,
      },
      text('my form', { attached: 'document', media, quoted: 'original' }),
    ],
    [
      'a pressed button',
      {
        typeMessage: 'buttonsResponseMessage',
        buttonsResponseMessage: { selectedButtonId: '1', selectedButtonText: 'Yes' },
      },
      text('Yes'),
    ],
    [
      'a pressed template button',
      {
        typeMessage: 'templateButtonsReplyMessage',
        templateButtonReplyMessage: { selectedId: 'x', selectedDisplayText: 'More' },
      },
      text('More'),
    ],
    [
      'a pressed template button in its other spelling',
      {
        typeMessage: 'templateButtonReplyMessage',
        templateButtonReplyMessage: { selectedIndex: 0, selectedDisplayText: 'More' },
      },
      text('More'),
    ],
    [
      'a chosen row',
      {
        typeMessage: 'listResponseMessage',
        listResponseMessage: { title: 'Prices', listType: 1, singleSelectReply: 'row1' },
      },
      text('Prices'),
    ],
    [
      'a pressed interactive button',
      {
        typeMessage: 'interactiveButtonsReply',
        interactiveButtonsReply: { buttons: [{ type: 'reply', buttonText: 'Book' }] },
      },
      text('Book'),
    ],
    [
      'another case of the type',
      { typeMessage: 'TextMessage', textMessageData: { textMessage: 'hi' } },
      text('hi'),
    ],
    [
      'control signs',
      { typeMessage: 'textMessage', textMessageData: { textMessage: 'a\u0000\u001bb\r\nc\ud800' } },
      text('ab\nc\ufffd'),
    ],
  ])('%s', (_, data, expected) => {
    expect(meaningOf(data)).toEqual(expected);
  });

  it.each<[string, object]>([
    [
      'extended',
      {
        textMessage: '',
        extendedTextMessage: { text: 'original' },
        typeMessage: 'extendedTextMessage',
      },
    ],
    [
      'a caption',
      { typeMessage: 'imageMessage', downloadUrl: '', caption: 'original', jpegThumbnail: '' },
    ],
    ['nested text', { textMessageData: { textMessage: 'original' } }],
  ])('keeps the quoted text of %s', (_, original) => {
    const data = {
      typeMessage: 'quotedMessage',
      extendedTextMessageData: { text: 'x' },
      quotedMessage: original,
    };
    expect(meaningOf(data)).toEqual(text('x', { quoted: 'original' }));
  });

  it.each<[string, unknown]>([
    ['a file without a caption', { typeMessage: 'audioMessage', downloadUrl: '' }],
    ['a marker', { textMessage: '{{SWE001}}' }],
    ['nonsense', 'text'],
  ])('knows no quoted text of %s', (_, original) => {
    const data = {
      typeMessage: 'quotedMessage',
      extendedTextMessageData: { text: 'x' },
      quotedMessage: original,
    };
    expect(meaningOf(data)).toEqual(text('x'));
  });

  it('cuts a text at the length that WhatsApp allows, never within a sign', () => {
    const words = `${'a'.repeat(65_535)}😀 and more`;
    expect(
      meaningOf({ typeMessage: 'textMessage', textMessageData: { textMessage: words } }),
    ).toEqual(text('a'.repeat(65_535)));
  });
});

describe('a voice note', () => {
  const note = {
    downloadUrl: link,
    caption: '',
    fileName: 'a.oga',
    mimeType: 'audio/ogg; codecs=opus',
  };

  it.each<[string, unknown, object]>([
    ['with everything', note, { url: link, fileName: 'a.oga', mimeType: 'audio/ogg; codecs=opus' }],
    [
      'with a caption, which nobody sees',
      { ...note, caption: 'x' },
      { url: link, fileName: 'a.oga', mimeType: note.mimeType },
    ],
    [
      'without a link',
      { ...note, downloadUrl: '' },
      { fileName: 'a.oga', mimeType: note.mimeType },
    ],
    [
      'with a marker that says that it is too large',
      { downloadUrl: '{{SWE002}}' },
      { url: '{{SWE002}}' },
    ],
    ['with another marker', { downloadUrl: '{{SWE999}}' }, {}],
    [
      'with a wrong mime type of the vendor',
      { downloadUrl: link, mimeType: 'image/jpeg' },
      { url: link, mimeType: 'image/jpeg' },
    ],
    ['with fields of wrong types', { downloadUrl: 5, mimeType: null, fileName: [] }, {}],
    ['without any data', undefined, {}],
  ])('%s', (_, fileMessageData, where) => {
    expect(meaningOf({ typeMessage: 'audioMessage', fileMessageData })).toEqual({
      type: 'voice',
      media: where,
    });
  });

  it('keeps what it replies to', () => {
    const found = meaningOf({ typeMessage: 'audioMessage', fileMessageData: note, quotedMessage });
    expect(found).toMatchObject({ type: 'voice', quoted: 'original' });
  });
});

describe('what cannot be read', () => {
  it.each([
    ['imageMessage', { fileMessageData: file() }, 'image', media],
    ['videoMessage', { fileMessageData: file({ caption: '  ' }) }, 'video'],
    ['documentMessage', { fileMessageData: file({ caption: 5 }) }, 'document', media],
    ['documentMessage', {}, 'document', {}],
    ['imageMessage', { fileMessageData: { downloadUrl: '{{SWE001}}', mimeType: 5 } }, 'image', {}],
    ['albumMessage', {}, 'image'],
    [
      'locationMessage',
      { locationMessageData: { latitude: 0, longitude: 0, nameLocation: ' ' } },
      'location',
    ],
    ['locationMessage', { locationMessageData: { latitude: 91, longitude: 'x' } }, 'location'],
    ['locationMessage', {}, 'location'],
    [
      'contactMessage',
      { contactMessageData: { displayName: '', vcard: 'BEGIN:VCARD' } },
      'contact',
    ],
    ['contactsArrayMessage', { messageData: { contacts: [] } }, 'contact'],
    ['orderMessage', { orderMessage: { orderId: ' ', message: ' ' } }, 'order'],
    ['productMessage', {}, 'product'],
    ['pollMessage', { pollMessageData: { options: [{ optionName: 'a' }] } }, 'poll'],
    ['groupInviteMessage', { groupInviteMessageData: { groupName: 'G' } }, 'other'],
    ['requestPaymentMessage', { noteMessage: 'x' }, 'other'],
    ['viewOnceMessageV2', {}, 'other'],
    ['somethingNew', { textMessageData: { textMessage: 'hi' } }, 'other'],
    ['constructor', {}, 'other'],
    ['__proto__', {}, 'other'],
  ])('says so about %s, and where its file is', (typeMessage, data, attached, where?: object) => {
    expect(meaningOf({ typeMessage, ...data })).toEqual({
      type: 'unsupported',
      attached,
      ...(where === undefined ? {} : { media: where }),
    });
  });

  it.each([
    [{ typeMessage: 'textMessage', textMessageData: { textMessage: '{{SWE001}}' } }, 'SWE001'],
    [
      { typeMessage: 'extendedTextMessage', extendedTextMessageData: { text: ' {{SWE003}}\n' } },
      'SWE003',
    ],
    [{ typeMessage: 'imageMessage', fileMessageData: file({ caption: '{{SWE999}}' }) }, 'SWE999'],
  ])('tells the vendor’s markers from words: %j', (data, reason) => {
    expect(meaningOf(data)).toEqual({ type: 'unreadable', reason });
  });

  it('takes a marker within words for words', () => {
    const textMessage = 'what is {{SWE001}}?';
    expect(meaningOf({ typeMessage: 'textMessage', textMessageData: { textMessage } })).toEqual(
      text(textMessage),
    );
  });
});

describe('a type that needs no answer', () => {
  const reaction = { extendedTextMessageData: { text: '👍' }, quotedMessage };
  it.each<[string, object]>([
    ['reactionMessage', reaction],
    ['ReactionMessage', reaction],
    ['stickerMessage', { fileMessageData: file({ caption: 'x' }) }],
    ['editedMessage', { editedMessageData: { textMessage: 'new', stanzaId: 'A' } }],
    ['deletedMessage', { deletedMessageData: { stanzaId: 'A' } }],
    ['pollUpdateMessage', { pollMessageData: { name: 'q', votes: [] } }],
    ['pinMessage', {}],
    ['callLogMessage', {}],
    ['encReactionMessage', {}],
    ['protocolMessage', {}],
    ['buttonsMessage', { buttonsMessage: { contentText: 'x' } }],
    ['listMessage', { listMessage: { contentText: 'x' } }],
    ['templateMessage', { templateMessage: { contentText: 'x' } }],
    ['interactiveButtons', { interactiveButtons: { body: 'x' } }],
    ['textMessage', { textMessageData: { textMessage: '{{SWE004}}' } }],
  ])('%s', (typeMessage, data) => {
    expect(meaningOf({ typeMessage, ...data })).toEqual({
      type: 'ignored',
      reason: expect.any(String) as unknown,
    });
  });
});
