import type { Question } from '../../../core/kinds/model.ts';
import type { PhoneLine } from './phone-lines.ts';

/** A chat with what stands in it. */
interface Candidate {
  chat: string;
  lines: readonly PhoneLine[];
}

/**
 * In whose chat a question is asked: no question says it unless the model acts by itself, so it is that of the customer whose
 * words, not answered yet, it holds; of several the one who wrote last. Undefined where nobody waits, as for a summary.
 */
export function askedChat(
  { messages }: Pick<Question, 'messages'>,
  candidates: readonly Candidate[],
): string | undefined {
  const lastAnswer = messages.findLastIndex(({ role }) => role === 'bot');
  const newest = messages
    .slice(lastAnswer + 1)
    .map(({ text }) => text)
    .join('\n');
  const waiting = candidates.flatMap(({ chat, lines }) => {
    const open = lines.slice(lines.findLastIndex(({ from }) => from === 'business') + 1);
    const last = open.at(-1);
    if (!last) return [];
    const held = open.filter((line) => newest.includes(wordsOf(line)) && wordsOf(line) !== '');
    return [{ chat, held: held.length, at: last.at }];
  });
  return waiting.toSorted((one, other) => other.held - one.held || other.at - one.at)[0]?.chat;
}

function wordsOf({ text, heard = '' }: PhoneLine): string {
  return (text === '' ? heard : text).trim();
}
