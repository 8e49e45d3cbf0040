import type { ConversationMemory } from '../history/history.ts';
import type { Inbound } from '../kinds/channel.ts';
import type { ChatFacts, Entry, TurnRecord } from '../kinds/turn-record.ts';
import { phoneAbout } from '../phone.ts';

/** What a turn leaves behind beside its name and time. */
export type TurnContents = Pick<
  TurnRecord,
  'entries' | 'facts' | 'promptVersion' | 'knowledgeVersion' | 'model' | 'usage'
>;

/** The record of a turn about these messages; its id is the same when the turn runs again. */
export function recordOf(
  chat: string,
  messages: readonly Inbound[],
  at: number,
  contents: TurnContents,
): TurnRecord {
  const { phone } = contents.entries.length === 0 ? {} : phoneAbout(messages);
  const facts = phone === undefined ? contents.facts : { ...contents.facts, phone };
  return { id: `${chat}/${turnOf(messages)}`, chat, at, ...contents, facts };
}

/** What the bot said in a turn about these messages, as it is remembered. */
export function replyEntry(messages: readonly Inbound[], text: string, at: number): Entry {
  return { id: `reply:${turnOf(messages)}`, role: 'bot', text, at };
}

/** Names a turn by the last of its messages; one that was listened to before is another. */
function turnOf(messages: readonly Inbound[]): string {
  const { id = '', lifted } = messages.at(-1) ?? {};
  return lifted ? `${id}/lifted` : id;
}

/** A record with more that is known of its chat. */
export function withFacts(record: TurnRecord, facts: ChatFacts): TurnRecord {
  return { ...record, facts: { ...record.facts, ...facts } };
}

/** Whether the bot has answered in this chat before; who was only listened to, or told that the business is closed, was not. */
export function isAnswered({ known, entries, pending = [], summary }: ConversationMemory): boolean {
  const said = [...pending, ...entries];
  if (!known || summary !== undefined || said.length === 0) return known;
  return said.some(({ role, id }) => role === 'bot' && !id.startsWith('away:'));
}
