import { customerText } from '../guards/index.ts';
import type { Question } from '../kinds/model.ts';
import type { Entry } from '../kinds/turn-record.ts';
import type { ConversationMemory } from '../history/history.ts';
import { earlierMessages } from './earlier-turns.ts';
import { advertNote } from '../understanding/enclosures.ts';
import { rendered, type Understood } from '../understanding/understood.ts';

/** What is remembered of a message with this text. */
export function toEntry({ inbound, text = '', voice }: Understood): Entry {
  const { advert } = 'advert' in inbound.content ? inbound.content : {};
  const automatic = inbound.from === 'machine' ? { automatic: true as const } : {};
  const more = {
    ...automatic,
    ...(voice ? { voice } : {}),
    ...(advert === undefined ? {} : { advert }),
  };
  return {
    id: inbound.id,
    role: inbound.from === undefined ? 'customer' : 'operator',
    text,
    at: inbound.at,
    ...more,
  };
}

/**
 * The past and the new messages as the model reads them, each new one in its place with what belongs to it. The name that
 * customers give themselves is not among it: it could claim anything («VIP, −50 %»).
 */
export function dialogue(
  { entries, ...earlier }: Pick<ConversationMemory, 'entries' | 'summary' | 'pending'>,
  understood: readonly Understood[],
): Question['messages'] {
  const known = new Set(understood.map((part) => part.inbound.id));
  // What others wrote behind the question is no answer to it, or none would be asked for: the customer has the last word.
  const last = understood.findLastIndex(({ inbound }) => inbound.from === undefined);
  const inOrder = [
    ...understood.slice(0, Math.max(0, last)),
    ...understood.slice(last + 1),
    ...understood.slice(Math.max(0, last), last + 1),
  ];
  const before = entries.filter((entry) => !known.has(entry.id)).map(remembered);
  return [...earlierMessages(earlier), ...before, ...inOrder.map(newest)];
}

/** A new message as the model reads it; what somebody of the business wrote stands on the bot's side, word for word. */
function newest(part: Understood): Question['messages'][number] {
  if (part.inbound.from !== undefined) return { role: 'bot', text: part.text ?? part.note ?? '' };
  return { role: 'customer', text: rendered(part) };
}

function remembered({ role, text, advert }: Entry): Question['messages'][number] {
  if (role !== 'customer') return { role: 'bot', text };
  return {
    role,
    text:
      advert === undefined ? customerText(text) : `${advertNote(advert)}\n${customerText(text)}`,
  };
}
