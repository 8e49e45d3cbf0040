import type { Content, Inbound, OutgoingMessage, Received } from '../../../core/kinds/channel.ts';
import { readChange } from './change.ts';
import type { ChatIds } from './chat-ids.ts';
import { readContent } from './content.ts';
import { fieldsOf, type UnknownObject } from '../../../core/plugin-api/failures.ts';
import { fromSeconds, identifier } from './fields.ts';

type Ignored = Extract<Received, { type: 'ignored' }>;

/**
 * Understands what left the account: by hand, or through the API. Reactions, votes and what goes to groups is nothing that
 * anybody says to a customer.
 */
export function readOutgoing(
  fields: UnknownObject,
  by: OutgoingMessage['by'],
  { now, chats }: { now: number; chats: ChatIds },
): Extract<Received, { type: 'outgoing' | 'ignored' }> {
  const { chatId: chatOf, chatType } = fieldsOf(fields['senderData']);
  const toSelf = chats.isToSelf(fields);
  const chatId = chats.read(chatOf, { chatType, ...(toSelf ? ownPhone(fields) : {}) });
  if (chatId.type !== 'person') return ignored('not a chat with one person');
  const id = identifier(fields['idMessage']);
  if (id === undefined) return ignored('a sent message without an id');
  const at = Math.min(now, fromSeconds(fields['timestamp'], now) ?? now);
  const said = saidIn(fields['messageData'], { id, at });
  if (!said) return ignored('a sent message that says nothing');
  const inbound = { ...said, chat: chatId.chat, at };
  return { type: 'outgoing', outgoing: { inbound, by, toSelf } };
}

/** The account's phone, which is that of its chat with itself: what it writes there may be an owner's order. */
function ownPhone(fields: UnknownObject): UnknownObject {
  const { wid } = fieldsOf(fields['instanceData']);
  return typeof wid === 'string' ? { senderPhoneNumber: wid.replace(/[:@].*/s, '') } : {};
}

function saidIn(
  messageData: unknown,
  own: Pick<Inbound, 'id' | 'at'>,
): Pick<Inbound, 'id' | 'changes' | 'content'> | undefined {
  const changed = readChange(messageData, own);
  if (changed) return changed;
  const content = contentOf(messageData);
  return content && { id: own.id, content };
}

/** A sticker is a word of its sender's here: a person is there. */
function contentOf(messageData: unknown): Content | undefined {
  const { typeMessage } = fieldsOf(messageData);
  if (typeof typeMessage === 'string' && /^sticker/i.test(typeMessage))
    return { type: 'unsupported', attached: 'sticker' };
  const found = readContent(messageData);
  return found.type === 'content' ? found.content : undefined;
}

function ignored(reason: string): Ignored {
  return { type: 'ignored', reason };
}
