import type { Inbound, Received } from '../../../core/kinds/channel.ts';
import { ChatIds, senderPhone } from './chat-ids.ts';
import { readContent } from './content.ts';
import { fieldsOf, type UnknownObject } from '../../../core/plugin-api/failures.ts';
import { readCall } from './call.ts';
import { readChange } from './change.ts';
import { readOutgoing } from './outgoing.ts';
import { readWrittenStatus } from './written.ts';
import { cleanName, fromSeconds, identifier, plainWord } from './fields.ts';
import { InstanceMessenger } from './messenger.ts';

/** What is needed to understand a notification. */
export interface NotificationContext {
  /** Our own instance: what is about another one is not for us. */
  idInstance: string;
  /** Unix milliseconds, for messages without a usable time. */
  now: number;
  /** Whether missed calls are answered. */
  calls?: boolean;
  /** The ids of the instance's chats, and which messenger it is; absent: as its number says. */
  chats?: ChatIds;
}

type Context = NotificationContext & { chats: ChatIds };

const decoder = new TextDecoder('utf-8', { fatal: true });

/** The text of UTF-8 bytes; undefined for other bytes. */
export function decode(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}

/** A number with more digits than a number of JavaScript keeps, where a value may stand. */
const longNumber = /[:[,]\s*-?\d{16,}\s*[,\]}]/;

/** The value of a JSON text, in which whole numbers that would lose digits are texts; undefined when it is not one. */
export function parse(text: string): unknown {
  try {
    return longNumber.test(text) ? JSON.parse(text, keepDigits) : JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Ids of some messengers have 18 digits, and may come as numbers. */
function keepDigits(_key: string, value: unknown, { source }: { source?: string } = {}): unknown {
  const isCut = typeof value === 'number' && !Number.isSafeInteger(value);
  return isCut && source !== undefined && /^-?\d+$/.test(source) ? source : value;
}

/** Understands the body of a webhook call, whatever its bytes are. */
export function readWebhookBody(body: Uint8Array, reading: NotificationContext): Received {
  const text = decode(body);
  if (text === undefined) return invalid('the body is not UTF-8');
  const value = parse(text);
  return value === undefined ? invalid('the body is not JSON') : readNotification(value, reading);
}

/** Understands one notification, whatever it is. No reason holds anything personal. */
export function readNotification(value: unknown, given: NotificationContext): Received {
  const fields = fieldsOf(value);
  const { typeWebhook } = fields;
  if (fields !== value) return invalid('the notification is not an object');
  if (typeof typeWebhook !== 'string' || typeWebhook === '')
    return invalid('typeWebhook is missing');
  if (isOthers(fields, given)) return ignored('another instance');
  const { chats = new ChatIds(new InstanceMessenger(given.idInstance)) } = given;
  chats.messenger.learn(fields['instanceData']);
  return understood(typeWebhook, fields, { ...given, chats });
}

function understood(typeWebhook: string, fields: UnknownObject, reading: Context): Received {
  switch (typeWebhook.toLowerCase()) {
    case 'incomingmessagereceived':
      return readMessage(fields, reading);
    case 'outgoingmessagereceived':
      return readOutgoing(fields, 'phone', reading);
    case 'outgoingapimessagereceived':
      return readOutgoing(fields, 'program', reading);
    case 'outgoingmessagestatus':
      return readWrittenStatus(fields, reading.chats);
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

/** Of what the account writes itself only the chat with itself matters, where its owner may bid something. */
function readOwn(fields: UnknownObject, reading: Context): Received {
  const found = readOutgoing(fields, 'phone', reading);
  if (found.type === 'outgoing' && found.outgoing.toSelf) return found;
  return ignored('a message of the account itself');
}

function readMessage(fields: UnknownObject, reading: Context): Received {
  const { now, chats } = reading;
  const sender = fieldsOf(fields['senderData']);
  const chatId = chats.read(sender['chatId'], sender);
  if (chatId.type === 'none') return invalid('senderData.chatId is missing or no chat id');
  if (chatId.type === 'others') return ignored('not a chat with one person');
  // An answer to what the account itself wrote would be one to ourselves.
  if (chats.isOwn(fields)) return readOwn(fields, reading);
  const id = identifier(fields['idMessage']);
  if (id === undefined) return invalid('idMessage is missing or no message id');
  const at = fromSeconds(fields['timestamp'], now) ?? now;
  const { chat } = chatId;
  const changed = readChange(fields['messageData'], { id, at });
  if (changed) return { type: 'message', inbound: { ...changed, chat, at } };
  const found = readContent(fields['messageData'], sender['sender'] ?? sender['chatId']);
  if (found.type !== 'content') return found;
  const phone = chat.includes('@') ? undefined : senderPhone(sender);
  const said: Inbound = { id, chat, at, content: found.content };
  const inbound = phone === undefined ? said : { ...said, phone };
  const name = cleanName(sender['senderName'], sender['senderContactName'], sender['chatName']);
  return { type: 'message', inbound: name === undefined ? inbound : { ...inbound, name } };
}
