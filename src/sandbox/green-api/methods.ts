import type { LoopbackReply } from '../loopback.ts';
import {
  checkAccount,
  checkWhatsapp,
  getAccountSettings,
  getWaSettings,
  settingsOf,
} from './account-methods.ts';
import { settingsProblem, type InstanceSettings } from './instance.ts';
import type { Outgoing } from './outgoing.ts';
import { invalid, readJson, refusal, type ApiCall } from './requests.ts';
import { sendFileByUpload } from './send-file.ts';
import { sendMessage } from './send-message.ts';
import { uploadFile } from './upload-file.ts';
import type { GreenApiVendor } from './vendor.ts';

/** A method of the API. */
export interface Method {
  verb: 'GET' | 'POST' | 'DELETE';
  /** Also answers while the instance is starting. */
  whileStarting?: true;
  answer(vendor: GreenApiVendor, call: ApiCall): LoopbackReply | Promise<LoopbackReply>;
}

const ok = (body: object): LoopbackReply => ({ status: 200, body });

async function receiveNotification(
  { instance, notifications }: GreenApiVendor,
  call: ApiCall,
): Promise<LoopbackReply> {
  if (instance.settings.webhookUrl !== '') {
    const message =
      'Message cannot be received because custom webhook url is set. Clear webhook url in settings';
    return { status: 400, body: { code: 'INVALID_PARAM', message, status: 'error' } };
  }
  const asked = Number(call.query.get('receiveTimeout') ?? 5);
  if (!(asked >= 5 && asked <= 60)) throw invalid(call, "'receiveTimeout' must be from 5 to 60");
  const head = await notifications.receive(asked * 1000, call.gone);
  return head
    ? ok(head)
    : { status: 200, headers: { 'content-type': 'application/json' }, body: 'null' };
}

function deleteNotification({ notifications }: GreenApiVendor, call: ApiCall): LoopbackReply {
  if (!/^\d+$/.test(call.rest ?? '')) throw refusal(call, 'Parameter receiptId must be a Number!');
  return ok({ result: notifications.delete(Number(call.rest)) });
}

function setSettings({ instance, options }: GreenApiVendor, call: ApiCall): LoopbackReply {
  const body = readJson(call);
  const problem = settingsProblem(body);
  if (problem !== undefined) throw invalid(call, problem);
  const known = Object.entries(body).filter(([name]) => name in instance.settings);
  instance.configure(Object.fromEntries(known) as Partial<InstanceSettings>);
  instance.restart(options.restartMs);
  return ok({ saveSettings: true });
}

function clearWebhooksQueue({ notifications, instance }: GreenApiVendor): LoopbackReply {
  if (instance.settings.webhookUrl !== '')
    return ok({ isCleared: false, reason: 'webhook url is set' });
  notifications.clear();
  return ok({ isCleared: true, reason: '' });
}

function lastMessages(type: 'incoming' | 'outgoing'): Method['answer'] {
  return ({ journals, options }, { query }) => {
    const since = options.now() - Number(query.get('minutes') ?? 1440) * 60_000;
    return { status: 200, body: journals.list((entry, at) => entry.type === type && at >= since) };
  };
}

function showMessagesQueue({ outgoing }: GreenApiVendor): LoopbackReply {
  return { status: 200, body: outgoing.waiting.map(toQueueItem) };
}

function toQueueItem({ idMessage, chatId, message, file }: Outgoing): object {
  const ids = { messageID: idMessage, messagesIDs: [idMessage] };
  if (!file) return { ...ids, type: 'sendMessage', body: { chatId, message } };
  return {
    ...ids,
    type: 'sendFileByUpload',
    body: { chatId, urlFile: file.url, fileName: file.fileName, caption: message },
  };
}

function downloadFile({ media }: GreenApiVendor, call: ApiCall): LoopbackReply {
  const body = readJson(call);
  const { chatId, idMessage } = body;
  if (typeof chatId !== 'string' || typeof idMessage !== 'string') {
    throw invalid(call, "'chatId' and 'idMessage' are required");
  }
  const downloadUrl = media.refresh(`${chatId}/${idMessage}`);
  if (downloadUrl !== undefined) return ok({ downloadUrl });
  return { status: 500, body: { message: 'Internal error when downloading file' } };
}

function getChatHistory({ journals }: GreenApiVendor, call: ApiCall): LoopbackReply {
  const body = readJson(call);
  const { chatId, count = 100 } = body;
  return {
    status: 200,
    body: journals.list((entry) => entry.chatId === chatId).slice(0, Number(count)),
  };
}

function getMessage({ journals }: GreenApiVendor, call: ApiCall): LoopbackReply {
  const body = readJson(call);
  const [found] = journals.list(
    (entry) => entry.chatId === body['chatId'] && entry.idMessage === body['idMessage'],
  );
  if (!found) throw refusal(call, 'Message not found by id');
  return ok(found);
}

/** For everybody within 72 hours; what is not known is refused. */
function deleteMessage({ journals, removed }: GreenApiVendor, call: ApiCall): LoopbackReply {
  const { chatId, idMessage } = readJson(call);
  if (typeof chatId !== 'string' || typeof idMessage !== 'string')
    throw invalid(call, "'chatId' and 'idMessage' are required");
  const [found] = journals.list(
    (entry) => entry.chatId === chatId && entry.idMessage === idMessage,
  );
  if (!found) throw refusal(call, 'Message not found by id');
  removed.push({ chatId, idMessage });
  return { status: 200 };
}

function logout({ instance }: GreenApiVendor): LoopbackReply {
  instance.setState('notAuthorized');
  return ok({ isLogout: true });
}

function reboot({ instance, options }: GreenApiVendor): LoopbackReply {
  instance.restart(options.restartMs);
  return ok({ isReboot: true });
}

/** What the sandbox plays of GREEN-API's methods; any other is a 404. */
export const methods: Readonly<Record<string, Method>> = {
  receiveNotification: { verb: 'GET', answer: receiveNotification },
  deleteNotification: { verb: 'DELETE', answer: deleteNotification },
  getWebhooksCount: {
    verb: 'GET',
    answer: ({ notifications }) => ok({ count: notifications.size }),
  },
  clearWebhooksQueue: { verb: 'DELETE', answer: clearWebhooksQueue },
  sendMessage: { verb: 'POST', answer: sendMessage },
  sendFileByUpload: { verb: 'POST', answer: sendFileByUpload },
  uploadFile: { verb: 'POST', answer: uploadFile },
  sendTyping: { verb: 'POST', answer: () => ({ status: 200 }) },
  readChat: { verb: 'POST', answer: () => ok({ setRead: true }) },
  getMessagesCount: {
    verb: 'GET',
    answer: ({ outgoing }) => ok({ count: outgoing.waiting.length }),
  },
  showMessagesQueue: { verb: 'GET', answer: showMessagesQueue },
  clearMessagesQueue: {
    verb: 'GET',
    answer: ({ outgoing }) => {
      outgoing.clear();
      return ok({ isCleared: true });
    },
  },
  lastIncomingMessages: { verb: 'GET', answer: lastMessages('incoming') },
  lastOutgoingMessages: { verb: 'GET', answer: lastMessages('outgoing') },
  getMessage: { verb: 'POST', answer: getMessage },
  deleteMessage: { verb: 'POST', answer: deleteMessage },
  getChatHistory: { verb: 'POST', answer: getChatHistory },
  downloadFile: { verb: 'POST', answer: downloadFile },
  checkAccount: { verb: 'POST', answer: checkAccount },
  getAccountSettings: { verb: 'GET', answer: getAccountSettings },
  checkWhatsapp: { verb: 'POST', answer: checkWhatsapp },
  getStateInstance: {
    verb: 'GET',
    whileStarting: true,
    answer: ({ instance }) => ok({ stateInstance: instance.state }),
  },
  getStatusInstance: {
    verb: 'GET',
    whileStarting: true,
    answer: ({ instance }) =>
      ok({ statusInstance: instance.state === 'authorized' ? 'online' : 'offline' }),
  },
  getWaSettings: { verb: 'GET', answer: getWaSettings },
  getSettings: {
    verb: 'GET',
    answer: ({ instance }) => ok(settingsOf(instance)),
  },
  setSettings: { verb: 'POST', answer: setSettings },
  reboot: { verb: 'GET', answer: reboot },
  logout: { verb: 'GET', answer: logout },
};
