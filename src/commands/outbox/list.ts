import * as Flags from '@oclif/core/flags';
import { plural } from '../../core/plural.ts';
import { holdingOf, lettersAtALook } from '../../core/operator/dead-letters.ts';
import type { JournalCounts } from '../../core/kinds/journal.ts';
import { dueItems, waitingItems, type OwedItem } from '../../core/operator/owed-item.ts';
import { clockOf } from '../../cli/base/journal-command.ts';
import {
  addresseeOf,
  kindWords,
  marked,
  OutboxCommand,
  printedLetter,
  printedItem,
  type PrintedItem,
  type PrintedLetter,
} from '../../cli/base/outbox-command.ts';
import type { Column } from '../../cli/terminal/table.ts';

/** A message that waits for its answer, or a reply that is still due. */
interface PrintedOwed {
  id: string;
  chat: string;
  text: string;
  /** Whether it is a reply to be spoken. */
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
  due: PrintedOwed[];
  waiting: PrintedOwed[];
}

const columns: Column[] = [
  ...['ID', 'WHEN', 'WHAT', 'CHAT'].map((heading) => ({ heading })),
  { heading: 'REASON', long: 'wrap' },
  { heading: 'TEXT', long: 'cut' },
];

export default class OutboxList extends OutboxCommand {
  static override readonly summary = 'List what was given up, is due, or is waiting for an answer.';
  static override readonly description =
    'The ID works with `show` and `drop`, and with `retry` for what was given up, which is kept for thirty days. What is waiting or due is answered and sent by `serve` on its own.';
  static override readonly examples = [
    '<%= config.bin %> outbox list',
    '<%= config.bin %> outbox list --limit 10 --json',
  ];
  static override readonly flags = {
    limit: Flags.integer({
      summary: 'Maximum number of entries of each kind, newest first.',
      default: 50,
      min: 1,
      helpValue: '<number>',
    }),
  };

  async run(): Promise<Listed> {
    const { flags } = await this.parse(OutboxList);
    return this.withJournal(async (journal, { timeZone }) => {
      const {
        letters: own,
        moved,
        ...counts
      } = await holdingOf(journal, Math.max(flags.limit, lettersAtALook));
      const letters = own.slice(0, flags.limit);
      const due = (await dueItems(journal)).slice(-flags.limit);
      const waiting = (await waitingItems(journal)).slice(-flags.limit);
      const shown = [...letters.map(printedLetter), ...[...due, ...waiting].map(printedItem)];
      this.#table(shown, clockOf(timeZone));
      const away =
        moved === 0
          ? ''
          : ` ${plural(moved, 'message was', 'messages were')} moved to another place.`;
      this.logToStderr(
        `${counts.dead} given up, ${plural(counts.due, 'reply', 'replies')} due, ${plural(counts.waiting, 'message')} waiting for an answer.${away}`,
      );
      return {
        counts,
        moved,
        givenUp: letters.map(printedLetter),
        due: due.map(toPrinted),
        waiting: waiting.map(toPrinted),
      };
    });
  }

  #table(shown: readonly (PrintedLetter | PrintedItem)[], clock: (at: number) => string): void {
    const rows = shown.map((item) => {
      const { id, kind, reason, at } = item;
      return [
        id,
        clock(Date.parse(at)),
        this.words(kindWords[kind]),
        addresseeOf(item),
        this.words(reason),
        marked(item),
      ];
    });
    if (rows.length > 0) this.table(columns, rows);
  }
}

function toPrinted(item: Exclude<OwedItem, { state: 'given up' }>): PrintedOwed {
  const { id, text, voice, at: since, chat } = printedItem(item);
  const { tries, notBefore } = item.state === 'due' ? item.due : { ...item, ...item.waiting };
  const nextTry = new Date(Math.max(Date.parse(since), notBefore)).toISOString();
  return { id, chat: chat ?? '', text, voice, since, tries, nextTry };
}
