import type { Inbound } from '../kinds/channel.ts';
import type { NewCase } from '../kinds/cases.ts';
import type { Entry } from '../kinds/turn-record.ts';
import { phoneAbout } from '../phone.ts';
import { printableEntry } from '../printable.ts';
import type { Language } from '../language/index.ts';
import type { Translate } from '../owner-language/index.ts';
import { bounded, mostLines } from './bounded.ts';

/** What a ticket is made of. */
export interface TicketSource {
  /** The newest messages, at least one, in order. */
  messages: readonly Inbound[];
  /** What was said before and in them, oldest first. */
  entries: readonly Pick<Entry, 'role' | 'text' | 'seen'>[];
  language: Language;
  /** `asked`: by the customer, in so many words; `model`: the model saw that a person is needed. */
  reason: 'asked' | 'model';
  /** The model's own summary; where it is empty, the last lines of the dialogue take its place. */
  summary?: readonly string[];
  /** Puts the names of the sides into the language of the owners. */
  say: Translate;
}

const longestName = 80;
const longestQuestion = 700;

const sides: Readonly<Record<Entry['role'], string>> = {
  customer: 'Customer',
  bot: 'Bot',
  operator: 'Business',
};

/** A ticket about these messages of a chat; the same messages make the same one. Its texts are bounded. */
export function newTicket(chat: string, source: TicketSource, at: number): NewCase {
  const { messages, entries, language, reason, summary = [] } = source;
  const name = messages.findLast((message) => message.name !== undefined)?.name;
  const asked = entries.findLastIndex(({ role }) => role === 'customer');
  const [last] = entries.slice(asked < 0 ? entries.length : asked);
  const question = last && printableEntry(last);
  return {
    id: `ticket/${chat}/${messages.at(-1)?.id ?? ''}`,
    kind: 'ticket',
    chat,
    at,
    about: {
      ...(name === undefined ? {} : { name: bounded(name, longestName) }),
      ...phoneAbout(messages),
      language,
      reason,
      summary:
        summary.length > 0 ? [...summary] : lastLines(entries.slice(0, Math.max(0, asked)), source),
      ...(question === undefined ? {} : { question: bounded(question, longestQuestion) }),
    },
  };
}

function lastLines(entries: TicketSource['entries'], { say }: TicketSource): string[] {
  return entries
    .slice(-mostLines)
    .map((entry) => bounded(`${say(sides[entry.role])}: ${printableEntry(entry)}`));
}
