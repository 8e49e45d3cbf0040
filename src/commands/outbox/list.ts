import * as Flags from '@oclif/core/flags';
import type { JournalCounts } from '../../core/kinds/journal.ts';
import { clockOf, phoneOf } from '../../journal-command.ts';
import { addresseeOf, kindWords, OutboxCommand, printed, type PrintedLetter } from '../../outbox-command.ts';
import { tableLines } from '../../table.ts';

/** A reply that is still due. */
interface PrintedDue {
  chat: string;
  text: string;
  /** ISO 8601. */
  since: string;
  tries: number;
  nextTry: string;
}

interface Listed {
  counts: JournalCounts;
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
      const counts = await journal.books.health();
      const letters = await journal.letters.list(flags.limit);
      const due = (await journal.outbox.due()).slice(-flags.limit);
      const clock = clockOf(timeZone);
      const rows = [
        ...letters.map((letter) => {
          const { id, kind, chat, reason, text } = printed(letter);
          return [id, clock(letter.at), kindWords[kind], addresseeOf({ chat }), reason, text];
        }),
        ...due.map(({ chat, text, createdAt, tries }) => [
          '–',
          clock(createdAt),
          kindWords.outbound,
          phoneOf(chat),
          `due (${tries} tries)`,
          text,
        ]),
      ];
      if (rows.length > 0) for (const line of tableLines(columns, rows)) this.log(line);
      this.logToStderr(`${counts.dead} given up, ${counts.due} replies due, ${counts.waiting} messages waiting for an answer.`);
      return { counts, givenUp: letters.map(printed), due: due.map(toPrinted) };
    });
  }
}

function toPrinted(due: { chat: string; text: string; createdAt: number; tries: number; notBefore: number }): PrintedDue {
  const { chat, text, createdAt, tries, notBefore } = due;
  const nextTry = Math.max(createdAt, notBefore);
  return { chat, text, since: new Date(createdAt).toISOString(), tries, nextTry: new Date(nextTry).toISOString() };
}
