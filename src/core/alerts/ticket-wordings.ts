import { durationText } from '../business-time.ts';
import { expiredText, reminderText, ticketReply, ticketText } from '../tickets/ticket-text.ts';
import type { Worded, Wordings } from './wording.ts';

/** What owners are told of customers who need a person; of a case that was erased, nothing. */
export const ticketWordings: Wordings = {
  ticket: (_, { words }, about) =>
    about && { ...worded(ticketText(about, words)), reply: ticketReply(words) },
  reminder: ({ at }, { words }, about) =>
    // Who was answered since needs no reminder.
    about && !about.end
      ? {
          ...worded(reminderText(about, words(durationText(at - about.at)), words)),
          reply: ticketReply(words),
        }
      : undefined,
  expired: (_, { words }, about) => about && worded(expiredText(about, words)),
};

function worded(text: string): Worded {
  const [title = '', ...lines] = text.split('\n');
  return { title, lines, level: 'warning' };
}
