import { stopWord } from '../intents/stop-word.ts';
import type { ChatRule, ChatRuleChange } from '../kinds/chat-rules.ts';
import type { Inbound } from '../kinds/channel.ts';
import type { Waiting } from '../kinds/journal.ts';

/** Whether a customer wants to be left alone from now on, and what of that changes with these messages. */
export interface StopWish {
  isStop: boolean;
  rule?: ChatRuleChange;
}

/** Whether a customer's message is but the word to stop. */
export function asksToStop({ content }: Inbound): boolean {
  return content.type === 'text' && content.attached === undefined && stopWord(content.text);
}

/**
 * What the messages of a chat say of it: the last word of a customer is to stop, or is any other one after such a word, by which
 * the bot may write again.
 */
export function stopWish(
  waiting: readonly Pick<Waiting, 'inbound'>[],
  { stoppedAt }: Pick<ChatRule, 'stoppedAt'>,
): StopWish {
  const theirs = waiting.filter(({ inbound }) => inbound.from === undefined);
  const last = theirs.findLast(({ inbound }) => !isCall(inbound))?.inbound;
  if (last && asksToStop(last)) return { isStop: true, rule: { stoppedAt: last.at } };
  if (theirs.length === 0 || stoppedAt === undefined) return { isStop: false };
  // Who calls has not written: the line about a missed call is the bot's own idea.
  return last ? { isStop: false, rule: { stoppedAt: undefined } } : { isStop: true };
}

function isCall({ content }: Inbound): boolean {
  return content.type === 'unsupported' && content.attached === 'call';
}
