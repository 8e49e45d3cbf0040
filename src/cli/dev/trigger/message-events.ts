import { incomingMessage, type Notification } from '../../../sandbox/green-api/payloads.ts';
import type { SampleCall, SampleContext, SampleEvent } from './sample-event.ts';

/** What a customer of the examples asks. */
export const usualWords = 'Сколько стоит курс и когда начинаются занятия?';

const notForwarded = { forwardingScore: 0, isForwarded: false };

/** The `messageData` of a text. */
export function textData(text: string): object {
  return {
    typeMessage: 'textMessage',
    textMessageData: { textMessage: text, isTemplateMessage: false },
  };
}

/** A message of the customer with this content. */
export function fromCustomer(
  { account, chat, name, now, newId }: SampleContext,
  messageData: object,
  over: { idMessage?: string; chatId?: string; sender?: string; at?: number } = {},
): Notification {
  const envelope = { chatId: chat, idMessage: newId(), at: now, name, ...over };
  return incomingMessage(account, envelope, messageData);
}

/** The text of the customer, as one call. */
export function textCall(context: SampleContext, text = context.words ?? usualWords): SampleCall {
  return { body: fromCustomer(context, textData(text)) };
}

function fileData({ file, words = '' }: SampleContext, typeMessage: string): object {
  const { link = '', mimeType = '', name = '', extension = '' } = file ?? {};
  const own = link.slice(link.lastIndexOf('/') + 1);
  const fileMessageData = {
    downloadUrl: link,
    caption: words,
    fileName: typeMessage === 'documentMessage' ? name : own || `file.${extension}`,
    jpegThumbnail: '',
    mimeType,
    isAnimated: false,
    ...notForwarded,
  };
  return { typeMessage, fileMessageData };
}

const withFile =
  (typeMessage: string): SampleEvent['make'] =>
  (context) => [{ body: fromCustomer(context, fileData(context, typeMessage)) }];

function reply(context: SampleContext): SampleCall[] {
  const original = { stanzaId: '3EB0C767D097B7C7C030', participant: context.account.wid };
  const messageData = {
    typeMessage: 'quotedMessage',
    extendedTextMessageData: { text: context.words ?? 'А для детей?', ...original },
    quotedMessage: { ...original, typeMessage: 'textMessage', textMessage: '35 000 ₸' },
  };
  return [{ body: fromCustomer(context, messageData) }];
}

function reaction(context: SampleContext): SampleCall[] {
  const quotedMessage = { stanzaId: '3EB0C767D097B7C7C030', participant: context.account.wid };
  const extendedTextMessageData = { text: context.words ?? '👍' };
  const data = { typeMessage: 'reactionMessage', extendedTextMessageData, quotedMessage };
  return [{ body: fromCustomer(context, data) }];
}

function location(context: SampleContext): SampleCall[] {
  const locationMessageData = {
    nameLocation: 'Алматы',
    address: 'пр. Абая, 10',
    latitude: 43.238_95,
    longitude: 76.889_7,
    jpegThumbnail: '',
    ...notForwarded,
  };
  return [{ body: fromCustomer(context, { typeMessage: 'locationMessage', locationMessageData }) }];
}

function contact(context: SampleContext): SampleCall[] {
  const vcard =
    'BEGIN:VCARD\nVERSION:3.0\nN:;Айгуль;;;\nFN:Айгуль\nTEL;type=CELL:+7 700 000 00 03\nEND:VCARD';
  const contactMessageData = { displayName: 'Айгуль', vcard, ...notForwarded };
  return [{ body: fromCustomer(context, { typeMessage: 'contactMessage', contactMessageData }) }];
}

function edit(context: SampleContext): SampleCall[] {
  const stanzaId = context.newId();
  const written = fromCustomer(context, textData(usualWords), { idMessage: stanzaId });
  const editedMessageData = {
    textMessage: context.words ?? 'Сколько стоит курс для детей?',
    stanzaId,
  };
  const edited = fromCustomer(context, { typeMessage: 'editedMessage', editedMessageData });
  return [{ body: written }, { body: edited, afterMs: 300 }];
}

function remove(context: SampleContext): SampleCall[] {
  const stanzaId = context.newId();
  const text = textData(context.words ?? usualWords);
  const written = fromCustomer(context, text, { idMessage: stanzaId });
  const deletedMessageData = { stanzaId };
  const deleted = fromCustomer(context, { typeMessage: 'deletedMessage', deletedMessageData });
  return [{ body: written }, { body: deleted, afterMs: 300 }];
}

/** What a customer sends. */
export const messageEvents: readonly SampleEvent[] = [
  { name: 'text', summary: 'a text', detail: 'words', make: (context) => [textCall(context)] },
  { name: 'voice', summary: 'a voice note', detail: 'voice', make: withFile('audioMessage') },
  { name: 'image', summary: 'a picture', detail: 'image', make: withFile('imageMessage') },
  {
    name: 'document',
    summary: 'a document',
    detail: 'document',
    make: withFile('documentMessage'),
  },
  { name: 'reply', summary: 'a reply that quotes the bot', detail: 'words', make: reply },
  { name: 'reaction', summary: 'a reaction; nobody answers it', detail: 'words', make: reaction },
  { name: 'location', summary: 'a place on the map', detail: 'none', make: location },
  { name: 'contact', summary: 'a contact', detail: 'none', make: contact },
  {
    name: 'edit',
    summary: 'a text, and that it was changed a moment later',
    detail: 'words',
    make: edit,
  },
  {
    name: 'delete',
    summary: 'a text, and that it was deleted a moment later',
    detail: 'words',
    make: remove,
  },
];
