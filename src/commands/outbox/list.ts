import * as Flags from '@oclif/core/flags';
import { counted } from '../../core/counted.ts';
import { holdingOf, lettersAtALook } from '../../core/given-up.ts';
import type { Due, JournalCounts } from '../../core/kinds/journal.ts';
import { clockOf, phoneOf } from '../../journal-command.ts';
import { addresseeOf, kindWords, marked, OutboxCommand, printed, type PrintedLetter } from '../../outbox-command.ts';
import { tableLines } from '../../table.ts';

/** A reply that is still due. */
interface PrintedDue {
  chat: string;
  text: string;
  /** Whether it is to be spoken. */
  voice: boolean;
  /** ISO 8601. */
  since: string;
  tries: number;
  nextTry: string;
}

interface Listed {
  counts: JournalCounts;
  /** How many messages `migrate` has moved from here to another place. */
  moved: number;
  /** Newest first. */
  givenUp: PrintedLetter[];
  due: PrintedDue[];
}

const columns = ['ID', 'WHEN', 'WHAT', 'CHAT', 'REASON', 'TEXT'].map((heading) => ({ heading }));

export default class OutboxList extends OutboxCommand {
  static override readonly summary = 'List messages and replies that were given up, and replies that are still due.';
  static override readonly description =
    'What was given up has an ID for `show`, `retry` and `drop`; it is kept for thirty days. What is still due is sent by `serve` by itself.';
  static override readonly examples = ['<%= config.bin %> outbox list', '<%= config.bin %> outbox list --limit 10 --json'];
  static override readonly flags = {
    limit: Flags.integer({
      summary: 'The most that are listed of each, newest first.',
      default: 50,
      min: 1,
      helpValue: '<number>',
    }),
  };

  async run(): Promise<Listed> {
    const { flags } = await this.parse(OutboxList);
    return this.withJournal(async (journal, { timeZone }) => {
      const { letters: own, moved, ...counts } = await holdingOf(journal, Math.max(flags.limit, lettersAtALook));
      const letters = own.slice(0, flags.limit);
      const due = (await journal.outbox.due()).slice(-flags.limit);
      const clock = clockOf(timeZone);
      const rows = [
        ...letters.map((letter) => {
          const shown = printed(letter);
          const { id, kind, reason } = shown;
          return [id, clock(letter.at), kindWords[kind], addresseeOf(shown), reason, marked(shown)];
        }),
        ...due.map((reply) => [
          '–',
          clock(reply.createdAt),
          kindWords.outbound,
          phoneOf(reply.chat),
          `due (${counted(reply.tries, 'try', 'tries')})`,
          marked(toPrinted(reply)),
        ]),
      ];
      if (rows.length > 0) for (const line of tableLines(columns, rows)) this.log(line);
      const away = moved === 0 ? '' : ` ${counted(moved, 'message was', 'messages were')} moved to another place.`;
      this.logToStderr(
        `${counts.dead} given up, ${counted(counts.due, 'reply', 'replies')} due, ${counted(counts.waiting, 'message')} waiting for an answer.${away}`,
      );
      return { counts, moved, givenUp: letters.map(printed), due: due.map(toPrinted) };
    });
  }
}

function toPrinted({ chat, text, voice, createdAt, tries, notBefore }: Due): PrintedDue {
  const nextTry = Math.max(createdAt, notBefore);
  const times = { since: new Date(createdAt).toISOString(), tries, nextTry: new Date(nextTry).toISOString() };
  return { chat, text, voice: voice !== undefined, ...times };
}
