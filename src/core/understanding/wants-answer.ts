import { endsInGoodbye, isMereCourtesy } from '../audience/courtesy.ts';
import type { Entry } from '../kinds/turn-record.ts';
import type { Understood } from './understood.ts';

/**
 * Whether these messages want an answer. A courtesy alone («ок», «👍», «спасибо, до свидания») wants none after the bot's own goodbye, nor
 * where the last courtesy was answered already: politeness has an end. After a question of the bot's everything is an answer to
 * it, and what came with a message, or replies to another, says more than its words.
 */
export function wantsAnswer(understood: readonly Understood[], entries: readonly Entry[]): boolean {
  if (!understood.every(isCourtesy)) return true;
  const end = entries.findLastIndex(({ role }) => role !== 'customer');
  const [last, unanswered] = [entries[end], entries.slice(end + 1)];
  if (last?.role !== 'bot' || /[?？]/.test(last.text)) return true;
  if (!unanswered.every(({ text }) => isMereCourtesy(text))) return true;
  return !endsInGoodbye(last.text) && !isAnswerToCourtesy(entries.slice(0, end + 1));
}

function isCourtesy({
  inbound: { content, from },
  text,
  problem,
  note,
  sight,
}: Understood): boolean {
  const beside = [problem, note, from, sight];
  if (text === undefined || beside.some((more) => more !== undefined)) return false;
  const { quoted, advert } = content.type === 'unreadable' ? {} : content;
  const attached = content.type === 'text' ? content.attached : undefined;
  return [quoted, advert, attached].every((more) => more === undefined) && isMereCourtesy(text);
}

/** Whether the last thing that the bot said answered nothing but courtesies. */
function isAnswerToCourtesy(entries: readonly Entry[]): boolean {
  const before = entries.slice(0, -1);
  const begin = before.findLastIndex(({ role }) => role !== 'customer') + 1;
  const answered = before.slice(begin);
  return answered.length > 0 && answered.every(({ text }) => isMereCourtesy(text));
}
