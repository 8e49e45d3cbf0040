import type { Reply } from '../kinds/channel.ts';
import type { Journal } from '../kinds/journal.ts';
import { silentVersion, type TurnRecord } from '../kinds/turn-record.ts';
import { pauseFor, type PauseLength } from '../people/standing.ts';
import { splitMessage } from '../split/index.ts';

/** What somebody of the business writes to a customer, not by hand in WhatsApp. */
export interface PersonMessage {
  /** The same for the same message, however often it is brought. */
  id: string;
  chat: string;
  text: string;
  /** Unix milliseconds. */
  at: number;
  /** How long the bot is silent in the chat then, as after what a person writes by hand. */
  silence: PauseLength;
}

/**
 * Says something to a customer as a person of the business, through the outbox like every reply: the bot is silent in the chat
 * from then on, and knows that a person has said it. A ticket that is open there is answered by it, in the same transaction.
 * Resolves with the messages that it became once they are due. With the same id again nothing more goes out.
 */
export async function sayAsPerson(
  { journal }: { journal: Pick<Journal, 'cases' | 'outbox' | 'pauses'> },
  { id, chat, text, at, silence }: PersonMessage,
): Promise<string[]> {
  const messages = splitMessage(text);
  const replies: Reply[] = messages.map((message) => ({ text: message }));
  const record = recordOf({ id, chat, text, at });
  const pause = pauseFor(chat, at, { reason: 'phone', lengthMs: silence });
  const [ticket] = await journal.cases.list({ kind: 'ticket', chat, open: true });
  if (ticket) {
    const { chat: _, ...own } = pause;
    const end = { number: ticket.number, outcome: 'answered', at, by: 'command' } as const;
    if (await journal.cases.end({ ...end, replies, record, pause: own })) return messages;
  }
  await journal.pauses.begin(pause);
  await journal.outbox.add(chat, replies, record);
  return messages;
}

function recordOf({ id: own, chat, text, at }: Omit<PersonMessage, 'silence'>): TurnRecord {
  const id = `person/${own}`;
  return {
    id,
    chat,
    at,
    entries: [{ id: `said:${id}`, role: 'operator', text, at }],
    facts: {},
    promptVersion: silentVersion,
  };
}
