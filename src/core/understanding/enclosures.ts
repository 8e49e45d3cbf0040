import { note, quote } from '../guards/index.ts';
import type { Attachment, Content } from '../kinds/channel.ts';

/** What the model is told of something that came with a message and is not shown to it. */
const unseen: Readonly<Record<Attachment, string>> = {
  image: 'an image that you cannot see',
  video: 'a video that you cannot see',
  document: 'a document that you cannot see',
  location: 'a location that you cannot see',
  contact: 'a contact that you cannot see',
  poll: 'a poll that you cannot see',
  vote: 'a vote that you cannot see',
  order: 'an order from the catalogue that you cannot see',
  product: 'a product from the catalogue that you cannot see',
  sticker: 'a sticker that you cannot see',
  call: 'a call that nobody took',
  other: 'an attachment that you cannot see',
};

/** What the model is told where the text itself is what stood on a card. */
const onCard: Partial<Record<Attachment, string>> = {
  location: 'a place on the map, sent by the customer:',
  contact: 'a contact card, sent by the customer:',
  poll: 'a poll, sent by the customer:',
  vote: 'a vote in a poll, sent by the customer:',
  order: 'an order from the catalogue, sent by the customer:',
  product: 'a product from the catalogue, sent by the customer:',
};

/** The line about something that came without a text. */
export function attachmentNote(attached: Attachment): string {
  return note(unseen[attached]);
}

/** Whether the text of a message is what stood on a card (a place, a contact, a poll, an order), not what its customer typed. */
export function isCard(content: Content): boolean {
  return (
    content.type === 'text' &&
    content.attached !== undefined &&
    onCard[content.attached] !== undefined
  );
}

/** The lines that tell the model what came with a message, to be put before its text; `isSeen`: what is attached is told of elsewhere. */
export function enclosuresOf(content: Content, isSeen: boolean): string[] {
  const { advert, quoted } = content.type === 'unreadable' ? {} : content;
  const attached = content.type === 'text' && !isSeen ? content.attached : undefined;
  return [
    ...(advert === undefined ? [] : [advertNote(advert)]),
    ...(quoted === undefined ? [] : [quote('in reply to', quoted)]),
    ...(attached === undefined ? [] : [note(onCard[attached] ?? unseen[attached])]),
  ];
}

/** The line about the advertisement from which a customer came, also where the message is remembered. */
export function advertNote(advert: string): string {
  return quote('came from the advertisement', advert);
}
