import { describe, expect, it } from 'vitest';
import type { Received } from '../../../../src/core/kinds/channel.ts';
import { ChatIds } from '../../../../src/plugins/channel/green-api/chat-ids.ts';
import { InstanceMessenger } from '../../../../src/plugins/channel/green-api/messenger.ts';
import { readNotification } from '../../../../src/plugins/channel/green-api/notification.ts';
import { startOfTime } from './fake.ts';
import { envelope } from './fixtures.ts';

// What the documentation of MAX and Telegram leaves open: every answer is one that the bot can go on with.

const instances = { v3: 3100000001, telegram: 4100000001 };
const media = { downloadUrl: 'https://media.example/a', caption: '' };

describe.each(['v3', 'telegram'] as const)(
  'where it is not confirmed, a notification of %s',
  (typeInstance) => {
    const idInstance = String(instances[typeInstance]);

    function received(fields: object): Received {
      const chats = new ChatIds(new InstanceMessenger(idInstance));
      const notification = envelope({
        instanceData: { idInstance: Number(idInstance), wid: '79991112233@c.us', typeInstance },
        idMessage: '115700000000000127',
        senderData: { chatId: '10000001', sender: '10000001', senderName: 'Ирина' },
        ...fields,
      });
      return readNotification(notification, { idInstance, now: startOfTime, chats });
    }

    const contentOf = (messageData: object): unknown => {
      const found = received({ messageData });
      return found.type === 'message' ? found.inbound.content : found;
    };

    it.each([
      ['voice.mp3', 'audio/mpeg'],
      ['voice.ogg', 'audio/ogg; codecs=opus'],
      ['voice.oga', ''],
      ['voice.m4a', 'audio/mp4'],
      ['voice.webm', 'video/webm'],
      [undefined, undefined],
    ])('has a voice note, whether it is %s of the type %s', (fileName, mimeType) => {
      const fileMessageData = { ...media, fileName, mimeType };
      expect(contentOf({ typeMessage: 'audioMessage', fileMessageData })).toMatchObject({
        type: 'voice',
      });
    });

    it.each([
      ['names what it replies to', {}, { quotedId: '115700000000000001' }],
      [
        'has that beside it',
        { quotedMessage: { typeMessage: 'textMessage', textMessage: 'Подходит?' } },
        { quoted: 'Подходит?' },
      ],
    ])('is a reply, whether it %s', (_, beside, expected) => {
      const extendedTextMessageData = {
        text: 'Да',
        stanzaId: '115700000000000001',
        participant: '10000009',
      };
      expect(
        contentOf({ typeMessage: 'quotedMessage', extendedTextMessageData, ...beside }),
      ).toEqual({
        type: 'text',
        text: 'Да',
        ...expected,
      });
    });

    it.each([[{ fileMessageData: { ...media, fileName: 'a.webp' } }], [{}]])(
      'is passed over where it is a sticker, whether its file comes along or not',
      (file) => {
        expect(received({ messageData: { typeMessage: 'stickerMessage', ...file } }).type).toBe(
          'ignored',
        );
      },
    );

    it('says that a message was deleted, where such notices come', () => {
      const deletedMessageData = { stanzaId: '115700000000000001' };
      expect(
        received({ messageData: { typeMessage: 'deletedMessage', deletedMessageData } }),
      ).toMatchObject({
        type: 'message',
        inbound: { changes: { id: '115700000000000001', deleted: true } },
      });
    });

    it.each([
      ['sent by the bot', { status: 'sent', sendByApi: true }, 'ignored'],
      ['sent by hand', { status: 'sent', sendByApi: false }, 'written'],
      ['sent by whomever', { status: 'sent' }, 'ignored'],
      ['delivered', { status: 'delivered' }, 'ignored'],
      ['failed, without an id', { status: 'failed', idMessage: undefined }, 'ignored'],
      [
        'for nobody, without an id',
        { status: 'noAccount', idMessage: undefined, chatId: '79990000000@c.us' },
        'ignored',
      ],
    ])('has a status: %s', (_, status, expected) => {
      const typeWebhook = 'outgoingMessageStatus';
      const sent = { typeWebhook, chatId: '10000001', senderData: undefined, ...status };
      expect(received(sent).type).toBe(expected);
    });

    it('tells of a call, where such come', () => {
      const call = { typeWebhook: 'incomingCall', from: '10000001', status: 'missed' };
      expect(received({ ...call, senderData: undefined }).type).toBe('ignored');
    });
  },
);
