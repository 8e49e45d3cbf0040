import { stopWord } from '../intents/stop-word.ts';
import type { ChatRule, ChatRuleChange } from '../kinds/chat-rules.ts';
import type { Waiting } from '../kinds/journal.ts';

/** Whether a customer wants to be left alone from now on, and what of that changes with these messages. */
export interface StopWish {
  isStop: boolean;
  rule?: ChatRuleChange;
}

/**
 * What the messages of a chat say of it: the last word of a customer is to stop, or is any other one after such a word, by which
 * the bot may write again.
 */
export function stopWish(
  waiting: readonly Pick<Waiting, 'inbound'>[],
  { stoppedAt }: Pick<ChatRule, 'stoppedAt'>,
): StopWish {
  const last = waiting.findLast(({ inbound }) => inbound.from === undefined)?.inbound;
  if (!last) return { isStop: false };
  const { content, at } = last;
  if (content.type === 'text' && content.attached === undefined && stopWord(content.text))
    return { isStop: true, rule: { stoppedAt: at } };
  return stoppedAt === undefined
    ? { isStop: false }
    : { isStop: false, rule: { stoppedAt: undefined } };
}
