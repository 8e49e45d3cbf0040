import type { Instance, InstanceSettings } from './instance.ts';
import { isSound } from './media.ts';
import { phoneOfId, wires } from './messenger.ts';
import type { Outgoing } from './outgoing.ts';

/** A notification as it goes over the wire. */
export type Notification = Readonly<Record<string, unknown>> & { typeWebhook: string };

/** What a customer's message carries besides its content. */
export interface Envelope {
  chatId: string;
  idMessage: string;
  /** Unix milliseconds. */
  at: number;
  /** The display name. */
  name: string;
  /** The author within a group; the chat itself when left out. */
  sender?: string;
}

/** An account, as notifications name it; of WhatsApp where nothing else is said. */
export type Account = Pick<Instance, 'id' | 'wid'> &
  Partial<Pick<Instance, 'wire' | 'ownId'>> & {
    /** Whether the messenger hides phones; else that of a person goes by the id. */
    hidesPhones?: boolean;
  };

/** GREEN-API counts seconds. */
export function seconds(ms: number): number {
  return Math.floor(ms / 1000);
}

/** How a notification names its instance. */
export function instanceData({ id, wid, wire = wires.whatsapp }: Account): object {
  return { idInstance: id, wid, typeInstance: wire.typeInstance };
}

/** What of a sender only the messengers tell that have ids of their own. */
export function person(sender: string, { wire = wires.whatsapp, hidesPhones }: Account): object {
  if (wire.typeInstance === 'whatsapp') return {};
  const senderPhoneNumber = hidesPhones ? 0 : phoneOfId(sender);
  return { chatType: 'user', senderType: 'user', senderPhoneNumber };
}

export function incomingMessage(
  instance: Account,
  envelope: Envelope,
  messageData: object,
): Notification {
  const { chatId, idMessage, at, name, sender = chatId } = envelope;
  return {
    typeWebhook: 'incomingMessageReceived',
    instanceData: instanceData(instance),
    timestamp: seconds(at),
    idMessage,
    senderData: {
      chatId,
      sender,
      chatName: name,
      senderName: name,
      senderContactName: '',
      ...person(sender, instance),
    },
    messageData,
  };
}

/** The echo of a message sent through the API. */
export function outgoingEcho(
  instance: Instance,
  { chatId, idMessage, ...content }: Outgoing,
  at: number,
): Notification {
  const { ownId: sender } = instance;
  const names = { chatName: '', senderName: '', senderContactName: '' };
  return {
    typeWebhook: 'outgoingAPIMessageReceived',
    instanceData: instanceData(instance),
    timestamp: seconds(at),
    idMessage,
    senderData: { chatId, sender, ...names, ...person(sender, instance) },
    messageData: sentMessageData(content),
  };
}

/** What was sent, as notifications show it: a text, or a file by its extension. */
export function sentMessageData({
  message,
  file,
}: Pick<Outgoing, 'message' | 'file'>): Record<string, unknown> {
  if (file) {
    const { fileName, mimeType, url: downloadUrl } = file;
    const sound = isSound(fileName.slice(fileName.lastIndexOf('.') + 1));
    const fileMessageData = {
      downloadUrl,
      caption: message,
      fileName,
      jpegThumbnail: '',
      mimeType,
    };
    return { typeMessage: sound ? 'audioMessage' : 'documentMessage', fileMessageData };
  }
  const data = {
    text: message,
    description: '',
    title: '',
    previewType: 'None',
    jpegThumbnail: '',
  };
  return { typeMessage: 'extendedTextMessage', extendedTextMessageData: data };
}

export function outgoingStatus(
  instance: Account,
  { chatId, idMessage }: Pick<Outgoing, 'chatId' | 'idMessage'>,
  status: string,
  at: number,
): Notification {
  const { wire = wires.whatsapp } = instance;
  return {
    typeWebhook: 'outgoingMessageStatus',
    chatId,
    instanceData: instanceData(instance),
    timestamp: seconds(at),
    idMessage,
    status,
    ...(wire.typeInstance === 'whatsapp' ? { description: '', sendByApi: true } : {}),
  };
}

export function stateChanged(
  instance: Account & Pick<Instance, 'state'>,
  at: number,
): Notification {
  return {
    typeWebhook: 'stateInstanceChanged',
    instanceData: instanceData(instance),
    timestamp: seconds(at),
    stateInstance: instance.state,
  };
}

export function quotaExceeded(instance: Account, used: number, at: number): Notification {
  return {
    typeWebhook: 'quotaExceeded',
    instanceData: instanceData(instance),
    timestamp: seconds(at),
    quotaData: {
      method: 'correspondents',
      used,
      total: used,
      status: 'CORRESPONDENTS_QUOTA_EXCEEDED',
      description: 'Monthly quota for correspondents has been exceeded',
    },
  };
}

const gates: Readonly<Record<string, keyof InstanceSettings>> = {
  incomingMessageReceived: 'incomingWebhook',
  outgoingMessageReceived: 'outgoingMessageWebhook',
  outgoingAPIMessageReceived: 'outgoingAPIMessageWebhook',
  outgoingMessageStatus: 'outgoingWebhook',
  stateInstanceChanged: 'stateWebhook',
  incomingCall: 'incomingCallWebhook',
};

/** Changes of messages need a switch of their own, besides that of their direction. */
const changeGates: Readonly<Record<string, keyof InstanceSettings>> = {
  editedMessage: 'editedMessageWebhook',
  deletedMessage: 'deletedMessageWebhook',
};

/** Whether the settings let this notification into the queue; those without a switch always come, and those that the messenger does not have never. */
export function isSwitchedOn({ settings, wire }: Instance, notification: Notification): boolean {
  const { typeMessage } = Object(notification['messageData']) as { typeMessage?: unknown };
  const changeGate = typeof typeMessage === 'string' ? changeGates[typeMessage] : undefined;
  return [gates[notification.typeWebhook], changeGate].every(
    (gate) => gate === undefined || (settings[gate] === 'yes' && !wire.lacks.has(gate)),
  );
}
