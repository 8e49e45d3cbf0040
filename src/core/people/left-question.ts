import { isMereCourtesy } from '../audience/courtesy.ts';
import type { History } from '../history/history.ts';
import type { Inbound } from '../kinds/channel.ts';
import type { Journal } from '../kinds/journal.ts';
import type { NewNotice } from '../kinds/notices.ts';
import { phoneAbout } from '../phone.ts';
import { followChanges } from './changed-messages.ts';

/** As much of a question is told, in UTF-16 units. */
const longestQuestion = 500;

/** A question that nobody has answered. */
export interface UnansweredQuestion {
  /** Empty: it was no text. */
  text: string;
  /** The customer's, where the chat's id is another number and the messenger tells it. */
  phone?: string;
}

/**
 * What the customer of a chat said last, which nobody has answered; undefined where somebody has, or where it is but a courtesy.
 */
export async function leftQuestion(
  chat: string,
  { journal, history }: { journal: Pick<Journal, 'inbox'>; history: Pick<History, 'recall'> },
): Promise<UnansweredQuestion | undefined> {
  const [waiting, { entries, facts }] = await Promise.all([
    journal.inbox.waiting(chat),
    history.recall(chat),
  ]);
  const last = followChanges(waiting).items.findLast(({ inbound }) => inbound.from !== 'machine');
  const known = facts.phone === undefined ? {} : { phone: facts.phone };
  const phone = { ...known, ...phoneAbout(waiting.map(({ inbound }) => inbound)) };
  if (last)
    return last.inbound.from === undefined ? asked(wordsOf(last.inbound), phone) : undefined;
  const said = entries.findLast(({ automatic }) => automatic !== true);
  return said?.role === 'customer' ? asked(said.text, phone) : undefined;
}

function asked(
  text: string,
  phone: Pick<UnansweredQuestion, 'phone'>,
): UnansweredQuestion | undefined {
  return isMereCourtesy(text) ? undefined : { text, ...phone };
}

function wordsOf({ content }: Inbound): string {
  if (content.type === 'text') return content.text;
  return (content.type === 'voice' ? content.caption : undefined) ?? '';
}

/** What the owners are told of it, once for each end of a pause (Unix milliseconds). */
export function questionLeft(
  chat: string,
  { until, question, now }: { until: number; question: UnansweredQuestion; now: number },
): NewNotice {
  const { text, ...phone } = question;
  const shown = text.slice(0, longestQuestion).toWellFormed();
  const id = `question-left/${chat}/${until}`;
  return { id, at: now, topic: 'question-left', chat, values: { question: shown, ...phone } };
}
