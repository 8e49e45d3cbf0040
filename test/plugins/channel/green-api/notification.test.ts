import { describe, expect, it } from 'vitest';
import type { Received } from '../../../../src/core/kinds/channel.ts';
import { readNotification } from '../../../../src/plugins/channel/green-api/notification.ts';
import { chat, idInstance, startOfTime } from './fake.ts';
import { envelope } from './fixtures.ts';

function received(notification: unknown): Received {
  return readNotification(notification, { idInstance, now: startOfTime });
}

const ignored = { type: 'ignored', reason: expect.any(String) as unknown };
const invalid = { type: 'invalid', reason: expect.any(String) as unknown };

describe('what needs no answer', () => {
  it.each([
    ['outgoingMessageStatus'],
    ['statusInstanceChanged'],
    ['incomingCall'],
    ['outgoingCall'],
    ['quotaExceeded'],
    ['incomingBlock'],
    ['deviceInfo'],
    ['avatarInfo'],
    ['somethingNew'],
    ['constructor'],
  ])('%s', (typeWebhook) => {
    expect(received(envelope({ typeWebhook }))).toEqual(ignored);
  });

  it.each([
    ['79001234567-1581234048@g.us'],
    ['120363043968066561@g.us'],
    ['status@broadcast'],
    ['120363@newsletter'],
    ['79001234567@something.new'],
    ['79001234567@s.whatsapp.net'],
    ['abc@c.us'],
    ['7900a234567@c.us'],
    ['79001234567:a@c.us'],
    ['79001234567:3:4@c.us'],
    ['+79001234567@c.us'],
    ['@c.us'],
    [':3@c.us'],
    ['0@c.us'],
    ['00000000000@c.us'],
    ['7900123456789012@c.us'],
    [`${'7'.repeat(150)}@c.us`],
    ['79001234567@c.us@c.us'],
    ['a55508384256027@lid'],
    [`${'1'.repeat(21)}@lid`],
  ])('the chat %s', (chatId) => {
    expect(received(envelope({ senderData: { chatId, sender: chat } }))).toEqual(ignored);
  });

  it('what the account itself wrote', () => {
    const own = '79876543210@c.us';
    expect(received(envelope({ senderData: { chatId: chat, sender: own } }))).toEqual(ignored);
    for (const chatId of [own, '79876543210:7@c.us', '79876543210@C.US']) {
      expect(received(envelope({ senderData: { chatId, sender: chat } }))).toMatchObject({
        type: 'outgoing',
        outgoing: { toSelf: true, by: 'phone' },
      });
      expect(received(envelope({ senderData: { chatId: chat, sender: chatId } }))).toEqual(ignored);
    }
    const bare = { idInstance: 7103000000, wid: '79876543210' };
    expect(
      received(envelope({ instanceData: bare, senderData: { chatId: own, sender: own } })),
    ).toMatchObject({ type: 'outgoing', outgoing: { toSelf: true } });
    const unlinked = { idInstance: 7103000000, wid: '' };
    const anonymous = { chatId: chat, sender: '' };
    expect(received(envelope({ instanceData: unlinked, senderData: anonymous }))).toMatchObject({
      type: 'message',
    });
  });

  it('what is about another instance', () => {
    expect(received(envelope({ instanceData: { idInstance: 7103000001 } }))).toEqual({
      type: 'ignored',
      reason: 'another instance',
    });
  });
});

describe('what left the account', () => {
  it.each([
    ['outgoingMessageReceived', 'phone'],
    ['outgoingAPIMessageReceived', 'program'],
  ])('%s is told with who wrote it', (typeWebhook, by) => {
    const senderData = { chatId: chat, sender: '79876543210@c.us' };
    expect(received(envelope({ typeWebhook, senderData }))).toMatchObject({
      type: 'outgoing',
      outgoing: { by, toSelf: false, inbound: { chat, content: { type: 'text' } } },
    });
  });

  it.each([
    ['to a group', { senderData: { chatId: '120363043968066561@g.us' } }],
    ['a reaction', { messageData: { typeMessage: 'reactionMessage' } }],
    ['an edit', { messageData: { typeMessage: 'editedMessage' } }],
    ['a deletion', { messageData: { typeMessage: 'deletedMessage' } }],
    ['nothing', { messageData: undefined }],
    ['without an id', { idMessage: undefined }],
  ])('is nothing where it is %s', (_, more) => {
    const typeWebhook = 'outgoingMessageReceived';
    expect(received(envelope({ typeWebhook, ...more }))).toEqual(ignored);
  });

  it.each([
    [
      { typeMessage: 'editedMessage', editedMessageData: { textMessage: ' b ', stanzaId: 'A' } },
      'b',
    ],
    [{ typeMessage: 'editedMessage', editedMessageData: { caption: 'b', stanzaId: 'A' } }, 'b'],
    [{ typeMessage: 'deletedMessage', deletedMessageData: { stanzaId: 'A' } }, undefined],
  ])('changes what was written before: %j', (messageData, text) => {
    const changes = { id: 'A', ...(text === undefined ? { deleted: true } : {}) };
    const said = { changes, ...(text === undefined ? {} : { content: { type: 'text', text } }) };
    const typeWebhook = 'outgoingMessageReceived';
    expect(received(envelope({ typeWebhook, messageData, idMessage: 'B' }))).toMatchObject({
      outgoing: { inbound: { id: 'B', ...said } },
    });
    expect(received(envelope({ messageData, idMessage: 'A' }))).toMatchObject({
      type: 'message',
      inbound: { id: expect.stringMatching(/^\w+message\/A\/\d+$/) as string, ...said },
    });
  });

  it('is a word where it is a sticker', () => {
    const messageData = { typeMessage: 'stickerMessage', fileMessageData: {} };
    const typeWebhook = 'outgoingMessageReceived';
    expect(received(envelope({ typeWebhook, messageData }))).toMatchObject({
      outgoing: { inbound: { content: { type: 'unsupported', attached: 'sticker' } } },
    });
  });
});

describe('the envelope', () => {
  it('becomes a message', () => {
    expect(received(envelope())).toEqual({
      type: 'message',
      inbound: {
        id: 'F7AEC1B7086ECDC7E6E45923F5EDB825',
        chat,
        at: 1588091580_000,
        name: 'John',
        content: { type: 'text', text: 'hi' },
      },
    });
  });

  it('takes linked ids and the number of the instance as a text', () => {
    const found = received(
      envelope({
        senderData: { chatId: '155508384256027@lid', sender: '' },
        instanceData: { idInstance },
        idMessage: 'A',
      }),
    );
    expect(found).toMatchObject({ type: 'message', inbound: { chat: '155508384256027@lid' } });
  });

  it.each(['79001234567:3@c.us', '79001234567:0@c.us', '79001234567:123456@C.us'])(
    'takes the device %s for its owner',
    (chatId) => {
      expect(received(envelope({ senderData: { chatId, sender: chatId } }))).toMatchObject({
        type: 'message',
        inbound: { chat },
      });
    },
  );

  it.each([
    [undefined],
    [null],
    ['soon'],
    [-5],
    [0],
    [1e300],
    [Number.NaN],
    [1588091580000],
    [{}],
    [true],
  ])('uses our clock for the time %j', (timestamp) => {
    expect(received(envelope({ timestamp }))).toMatchObject({
      type: 'message',
      inbound: { at: startOfTime },
    });
  });

  it.each([
    [{ senderName: ' Ann\u202e\n\u0007 B ' }, 'Ann B'],
    [{ senderName: '', senderContactName: 'Ann' }, 'Ann'],
    [{ senderName: 5, chatName: 'Shop' }, 'Shop'],
    [{ chatName: '+7 900 123-45-67' }, undefined],
    [{}, undefined],
    [{ senderName: 'x'.repeat(500) }, 'x'.repeat(100)],
  ])('reads the name of %j', (names, name) => {
    const found = received(envelope({ senderData: { chatId: chat, sender: chat, ...names } }));
    expect(found.type === 'message' && found.inbound.name).toBe(name);
  });

  it.each<[string, unknown]>([
    ['null', null],
    ['a number', 5],
    ['a list', [envelope()]],
    ['no type', {}],
    ['a wrong type', envelope({ typeWebhook: 5 })],
    ['no sender', envelope({ senderData: undefined })],
    ['no chat', envelope({ senderData: { sender: chat } })],
    ['a chat that is none', envelope({ senderData: { chatId: 'Ann' } })],
    ['a chat with a line break', envelope({ senderData: { chatId: '7900\n@c.us' } })],
    ['no message id', envelope({ idMessage: '' })],
    ['an endless message id', envelope({ idMessage: 'A'.repeat(5000) })],
    ['no data', envelope({ messageData: null })],
    ['no message type', envelope({ messageData: { textMessageData: { textMessage: 'hi' } } })],
    ['no text', envelope({ messageData: { typeMessage: 'textMessage' } })],
    [
      'a text of a wrong type',
      envelope({
        messageData: { typeMessage: 'textMessage', textMessageData: { textMessage: 5 } },
      }),
    ],
  ])('is invalid with %s, and the reason holds nothing personal', (_, notification) => {
    const found = received(notification);
    expect(found).toEqual(invalid);
    expect(JSON.stringify(found)).not.toMatch(/7900|Ann|John|hi/);
  });

  it.each([
    ['authorized', { ready: true, detail: 'authorized' }],
    ['notAuthorized', { ready: false, detail: 'notAuthorized' }],
    ['brandNew', { ready: false, detail: 'brandNew' }],
    [null, { ready: false, detail: 'unknown' }],
    [{ a: 1 }, { ready: false, detail: 'unknown' }],
  ])('tells the state %j', (stateInstance, state) => {
    expect(received(envelope({ typeWebhook: 'stateInstanceChanged', stateInstance }))).toEqual({
      type: 'state',
      state,
    });
  });
});
