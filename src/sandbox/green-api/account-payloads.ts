import {
  instanceData,
  person,
  seconds,
  type Account,
  type Envelope,
  type Notification,
} from './payloads.ts';

/** What happens in a chat: who it is with, its id, and when. */
type Happening = Pick<Envelope, 'chatId' | 'idMessage' | 'at'>;

/** What the account itself wrote in a chat: its owner on the phone, or another program. */
export function outgoingMessage(
  instance: Account,
  { chatId, idMessage, at }: Happening,
  messageData: object,
  by: 'phone' | 'program' = 'phone',
): Notification {
  const { wid, ownId: sender = wid } = instance;
  const names = { chatName: '', senderName: '', senderContactName: '' };
  return {
    typeWebhook: by === 'phone' ? 'outgoingMessageReceived' : 'outgoingAPIMessageReceived',
    instanceData: instanceData(instance),
    timestamp: seconds(at),
    idMessage,
    senderData: { chatId, sender, ...names, ...person(sender, instance) },
    messageData,
  };
}

/** Somebody calls; of each call there are two of these. */
export function incomingCall(
  instance: Account,
  { chatId: from, idMessage, at }: Happening,
  status: string,
): Notification {
  return {
    typeWebhook: 'incomingCall',
    from,
    instanceData: instanceData(instance),
    status,
    timestamp: seconds(at),
    idMessage,
  };
}
