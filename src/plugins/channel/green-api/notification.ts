import type { Inbound, Received } from '../../../core/kinds/channel.ts';
import { isSameAccount, readChatId } from './chat-id.ts';
import { readContent } from './content.ts';
import { fieldsOf, type UnknownObject } from '../../../core/plugin-api/failures.ts';
import { readCall } from './call.ts';
import { readChange } from './change.ts';
import { readOutgoing } from './outgoing.ts';
import { readWrittenStatus } from './written.ts';
import { cleanName, fromSeconds, identifier, plainWord } from './fields.ts';

/** What is needed to understand a notification. */
export interface NotificationContext {
  /** Our own instance: what is about another one is not for us. */
  idInstance: string;
  /** Unix milliseconds, for messages without a usable time. */
  now: number;
  /** Whether missed calls are answered. */
  calls?: boolean;
}

const decoder = new TextDecoder('utf-8', { fatal: true });

/** The text of UTF-8 bytes; undefined for other bytes. */
export function decode(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}

/** The value of a JSON text; undefined when it is not one. */
export function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Understands the body of a webhook call, whatever its bytes are. */
export function readWebhookBody(body: Uint8Array, reading: NotificationContext): Received {
  const text = decode(body);
  if (text === undefined) return invalid('the body is not UTF-8');
  const value = parse(text);
  return value === undefined ? invalid('the body is not JSON') : readNotification(value, reading);
}

/** Understands one notification, whatever it is. No reason holds anything personal. */
export function readNotification(value: unknown, reading: NotificationContext): Received {
  const fields = fieldsOf(value);
  const { typeWebhook } = fields;
  if (fields !== value) return invalid('the notification is not an object');
  if (typeof typeWebhook !== 'string' || typeWebhook === '')
    return invalid('typeWebhook is missing');
  if (isOthers(fields, reading)) return ignored('another instance');
  switch (typeWebhook.toLowerCase()) {
    case 'incomingmessagereceived':
      return readMessage(fields, reading);
    case 'outgoingmessagereceived':
      return readOutgoing(fields, 'phone', reading.now);
    case 'outgoingapimessagereceived':
      return readOutgoing(fields, 'program', reading.now);
    case 'outgoingmessagestatus':
      return readWrittenStatus(fields);
    case 'incomingcall':
      return reading.calls ? readCall(fields, reading.now) : ignored('notification incomingCall');
    case 'stateinstancechanged':
      return { type: 'state', state: readState(fields['stateInstance']) };
    default:
      return ignored(`notification ${plainWord(typeWebhook) ?? 'without a proper name'}`);
  }
}

/** The account's state by the vendor's word for it. */
export function readState(stateInstance: unknown): { ready: boolean; detail: string } {
  return { ready: stateInstance === 'authorized', detail: plainWord(stateInstance) ?? 'unknown' };
}

function ignored(reason: string): Received {
  return { type: 'ignored', reason };
}

function invalid(reason: string): Received {
  return { type: 'invalid', reason };
}

function isOthers(fields: UnknownObject, { idInstance }: NotificationContext): boolean {
  const named = identifier(fieldsOf(fields['instanceData'])['idInstance']);
  return named !== undefined && named !== idInstance;
}

/** Whether the account itself wrote it, or it is in the chat with itself; an answer to that would be one to ourselves. */
function isOwn(fields: UnknownObject): boolean {
  const { wid } = fieldsOf(fields['instanceData']);
  const { sender, chatId } = fieldsOf(fields['senderData']);
  return isSameAccount(sender, wid) || isSameAccount(chatId, wid);
}

/** Of what the account writes itself only the chat with itself matters, where its owner may bid something. */
function readOwn(fields: UnknownObject, now: number): Received {
  const found = readOutgoing(fields, 'phone', now);
  if (found.type === 'outgoing' && found.outgoing.toSelf) return found;
  return ignored('a message of the account itself');
}

function readMessage(fields: UnknownObject, { now }: NotificationContext): Received {
  const sender = fieldsOf(fields['senderData']);
  const chatId = readChatId(sender['chatId']);
  if (chatId.type === 'none') return invalid('senderData.chatId is missing or no chat id');
  if (chatId.type === 'others') return ignored('not a chat with one person');
  if (isOwn(fields)) return readOwn(fields, now);
  const id = identifier(fields['idMessage']);
  if (id === undefined) return invalid('idMessage is missing or no message id');
  const at = fromSeconds(fields['timestamp'], now) ?? now;
  const { chat } = chatId;
  const changed = readChange(fields['messageData'], { id, at });
  if (changed) return { type: 'message', inbound: { ...changed, chat, at } };
  const found = readContent(fields['messageData'], sender['sender'] ?? sender['chatId']);
  if (found.type !== 'content') return found;
  const inbound: Inbound = { id, chat, at, content: found.content };
  const name = cleanName(sender['senderName'], sender['senderContactName'], sender['chatName']);
  return { type: 'message', inbound: name === undefined ? inbound : { ...inbound, name } };
}
