import type { Content, OutgoingMessage, Received } from '../../../core/kinds/channel.ts';
import { isSameAccount, readChatId } from './chat-id.ts';
import { readContent } from './content.ts';
import { fieldsOf, type UnknownObject } from '../../../core/plugin-api/failures.ts';
import { fromSeconds, identifier } from './fields.ts';

type Ignored = Extract<Received, { type: 'ignored' }>;

/**
 * Understands what left the account: by hand, or through the API. Reactions, edits, deletions, votes and what goes to groups
 * is nothing that anybody says to a customer.
 */
export function readOutgoing(
  fields: UnknownObject,
  by: OutgoingMessage['by'],
  now: number,
): Extract<Received, { type: 'outgoing' | 'ignored' }> {
  const { chatId: chatOf } = fieldsOf(fields['senderData']);
  const { wid } = fieldsOf(fields['instanceData']);
  const chatId = readChatId(chatOf);
  if (chatId.type !== 'person') return ignored('not a chat with one person');
  const id = identifier(fields['idMessage']);
  if (id === undefined) return ignored('a sent message without an id');
  const content = contentOf(fields['messageData']);
  if (!content) return ignored('a sent message that says nothing');
  const at = Math.min(now, fromSeconds(fields['timestamp'], now) ?? now);
  const inbound = { id, chat: chatId.chat, at, content };
  return { type: 'outgoing', outgoing: { inbound, by, toSelf: isSameAccount(chatOf, wid) } };
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
