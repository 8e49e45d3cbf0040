import type { MessageRef, OutgoingMessage, Received } from '../../../core/kinds/channel.ts';
import { fieldsOf, type UnknownObject } from '../../../core/plugin-api/failures.ts';
import { isSameAccount } from './chat-id.ts';
import type { ChatIds } from './chat-ids.ts';
import type { Client } from './client.ts';
import { identifier } from './fields.ts';
import { readOutgoing } from './outgoing.ts';

const timeoutMs = 10_000;

/**
 * What the status of a sent message tells: that it was written by hand, which may be all that is ever told of it. Where a
 * status does not say by whom, nothing is known.
 */
export function readWrittenStatus(
  fields: UnknownObject,
  chats: ChatIds,
): Extract<Received, { type: 'written' | 'ignored' }> {
  const chatId = chats.read(fields['chatId']);
  const id = identifier(fields['idMessage']);
  const { wid } = fieldsOf(fields['instanceData']);
  const isByHand = fields['sendByApi'] === false && !isSameAccount(fields['chatId'], wid);
  if (!isByHand || chatId.type !== 'person' || id === undefined)
    return { type: 'ignored', reason: 'notification outgoingMessageStatus' };
  return { type: 'written', message: { chat: chatId.chat, id } };
}

/** Reads a message in the vendor's journal, which lags by up to two minutes; undefined where it was not written by hand, or says nothing. */
export async function readWritten(
  { chat, id }: MessageRef,
  { client, now, chats }: { client: Client; now: number; chats: ChatIds },
  signal: AbortSignal,
): Promise<OutgoingMessage | undefined> {
  const chatId = chats.addressOf(chat) ?? chat;
  const body = { chatId, idMessage: id };
  const answer = await client.call({ verb: 'POST', name: 'getMessage', body, timeoutMs }, signal);
  const entry = fieldsOf(answer.body);
  if (entry['type'] !== 'outgoing' || entry['sendByApi'] !== false || entry['isDeleted'] === true)
    return undefined;
  const notification = {
    ...entry,
    idMessage: id,
    senderData: { chatId },
    messageData: dataIn(entry),
  };
  const found = readOutgoing(notification, 'phone', { now, chats });
  return found.type === 'outgoing' ? found.outgoing : undefined;
}

/** The journal has flat what notifications have in objects. */
function dataIn(entry: UnknownObject): UnknownObject {
  const { textMessage, location, contact } = entry;
  const extended = fieldsOf(entry['extendedTextMessage']);
  return {
    ...entry,
    textMessageData: { textMessage },
    extendedTextMessageData: { ...extended, text: textMessage ?? extended['text'] },
    fileMessageData: entry,
    ...(location === undefined ? {} : { locationMessageData: location }),
    ...(contact === undefined ? {} : { contactMessageData: contact }),
  };
}
