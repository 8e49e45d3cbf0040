import { isMereCourtesy } from '../audience/courtesy.ts';
import type { History } from '../history/history.ts';
import type { Inbound } from '../kinds/channel.ts';
import type { Journal } from '../kinds/journal.ts';
import type { NewNotice } from '../kinds/notices.ts';
import { followChanges } from './changed-messages.ts';

/** As much of a question is told, in UTF-16 units. */
const longestQuestion = 500;

/**
 * What the customer of a chat said last, which nobody has answered; undefined where somebody has, or where it is but a courtesy.
 * Empty: it was no text.
 */
export async function leftQuestion(
  chat: string,
  { journal, history }: { journal: Pick<Journal, 'inbox'>; history: Pick<History, 'recall'> },
): Promise<string | undefined> {
  const [waiting, { entries }] = await Promise.all([
    journal.inbox.waiting(chat),
    history.recall(chat),
  ]);
  const last = followChanges(waiting).items.findLast(({ inbound }) => inbound.from !== 'machine');
  if (last) return last.inbound.from === undefined ? asked(wordsOf(last.inbound)) : undefined;
  const said = entries.findLast(({ automatic }) => automatic !== true);
  return said?.role === 'customer' ? asked(said.text) : undefined;
}

function asked(text: string): string | undefined {
  return isMereCourtesy(text) ? undefined : text;
}

function wordsOf({ content }: Inbound): string {
  if (content.type === 'text') return content.text;
  return (content.type === 'voice' ? content.caption : undefined) ?? '';
}

/** What the owners are told of it, once for each end of a pause (Unix milliseconds). */
export function questionLeft(
  chat: string,
  { until, question, now }: { until: number; question: string; now: number },
): NewNotice {
  const shown = question.slice(0, longestQuestion).toWellFormed();
  const id = `question-left/${chat}/${until}`;
  return { id, at: now, topic: 'question-left', chat, values: { question: shown } };
}
