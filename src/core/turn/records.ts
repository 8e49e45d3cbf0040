import type { Inbound } from '../kinds/channel.ts';
import type { Entry, TurnRecord } from '../kinds/turn-record.ts';

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
  return { id: `${chat}/${messages.at(-1)?.id ?? ''}`, chat, at, ...contents };
}

/** What the bot said in a turn about these messages, as it is remembered. */
export function replyEntry(messages: readonly Inbound[], text: string, at: number): Entry {
  return { id: `reply:${messages.at(-1)?.id ?? ''}`, role: 'bot', text, at };
}
