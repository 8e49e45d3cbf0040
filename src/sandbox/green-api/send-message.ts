import type { LoopbackReply } from '../loopback.ts';
import { quotaBody } from './limits.ts';
import { idOnWire, type Wire } from './messenger.ts';
import type { Outgoing } from './outgoing.ts';
import { outgoingId } from './message-ids.ts';
import { invalid, readJson, type ApiCall } from './requests.ts';
import type { GreenApiVendor } from './vendor.ts';

/** GREEN-API's limits on one message. */
const largestPayloadBytes = 100 * 1024;
const typingMs = { shortest: 1000, longest: 20_000 };

/** Queues one text; the answer says queued, not delivered. */
export function sendMessage(vendor: GreenApiVendor, call: ApiCall): LoopbackReply {
  if (call.body.length > largestPayloadBytes)
    return { status: 500, body: { message: 'request entity too large' } };
  return enqueue(vendor, readMessage(call, vendor), call);
}

/** Queues what is right in itself, unless the account or the tariff does not take it now. */
export function enqueue(
  vendor: GreenApiVendor,
  message: Outgoing,
  { method }: ApiCall,
  more: object = {},
): LoopbackReply {
  const { instance, options, correspondents, outgoing } = vendor;
  if (instance.state === 'suspended' && instance.wire.typeInstance === 'v3')
    return { status: 403, body: { message: 'Your account is suspended' } };
  if (instance.state !== 'authorized' && options.whenNotAuthorized === 'refuse') {
    return { status: 400, body: 'instance account not authorized' };
  }
  if (!correspondents.admits(message.chatId)) {
    vendor.tellQuota();
    return { status: 466, body: quotaBody(method, correspondents.allowed) };
  }
  // Telegram takes an id with a suffix, and delivers it to nobody.
  if (instance.wire.typeInstance === 'whatsapp' || !message.chatId.endsWith('@c.us'))
    outgoing.push(message);
  return { status: 200, body: { idMessage: message.idMessage, ...more } };
}

/** The message of a body. Throws a Refusal that names the first wrong field. */
function readMessage(call: ApiCall, { instance, options }: GreenApiVendor): Outgoing {
  const { longestText } = instance.wire;
  const { chatId: chat, message, typingTime, quotedMessageId } = readJson(call);
  const chatId = checkChat(call, chat, instance.wire);
  if (typeof message !== 'string') throw invalid(call, "'message' must be a string");
  if (message.trim() === '') throw invalid(call, "'message' is not allowed to be empty");
  if (message.length > longestText) {
    throw invalid(
      call,
      `'message' length must be less than or equal to ${longestText} characters long`,
    );
  }
  if (quotedMessageId !== undefined && typeof quotedMessageId !== 'string') {
    throw invalid(call, "'quotedMessageId' must be a string");
  }
  if (typingTime !== undefined && !isTypingTime(typingTime))
    throw invalid(call, "'typingTime' must be from 1000 to 20000");
  return {
    idMessage: outgoingId(instance),
    chatId,
    message,
    queuedAt: options.now(),
    ...(quotedMessageId === undefined ? {} : { quotedMessageId }),
    ...(typingTime === undefined ? {} : { typingTime }),
  };
}

/** The chat of a message. Throws a Refusal when it is not one. */
export function checkChat(call: ApiCall, chatId: unknown, wire: Wire): string {
  if (typeof chatId === 'string' && wire.chatId.test(chatId)) return idOnWire(chatId, wire);
  throw invalid(call, `'chatId' must be one of the following formats: ${wire.formats}`);
}

function isTypingTime(value: unknown): value is number {
  return typeof value === 'number' && value >= typingMs.shortest && value <= typingMs.longest;
}
