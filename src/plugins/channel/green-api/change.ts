import type { Inbound } from '../../../core/kinds/channel.ts';
import { fieldsOf } from '../../../core/plugin-api/failures.ts';
import { cleanText, firstText, identifier, isBlank, plainWord } from './fields.ts';

/**
 * What an edit or a deletion says of which earlier message; undefined where `messageData` is neither, or does not say so. A
 * vendor may give an edit the id of the message that it changes: `at` (Unix milliseconds) then tells one edit from the next.
 */
export function readChange(
  messageData: unknown,
  { id, at }: Pick<Inbound, 'id' | 'at'>,
): Pick<Inbound, 'id' | 'changes' | 'content'> | undefined {
  const data = fieldsOf(messageData);
  const type = plainWord(data['typeMessage'])?.toLowerCase();
  if (type !== 'editedmessage' && type !== 'deletedmessage') return undefined;
  const { stanzaId, ...said } = fieldsOf(
    data[type === 'editedmessage' ? 'editedMessageData' : 'deletedMessageData'],
  );
  const original = identifier(stanzaId);
  if (original === undefined) return undefined;
  const own = id === original ? `${type}/${original}/${at}`.slice(0, 200) : id;
  if (type === 'deletedmessage')
    return {
      id: own,
      changes: { id: original, deleted: true },
      content: { type: 'unreadable', reason: 'deleted' },
    };
  const text = cleanText(firstText(said['textMessage'], said['caption']) ?? '');
  if (isBlank(text)) return undefined;
  return { id: own, changes: { id: original }, content: { type: 'text', text } };
}
