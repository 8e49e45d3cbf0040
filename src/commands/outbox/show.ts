import * as Args from '@oclif/core/args';
import { clockOf } from '../../cli/base/journal-command.ts';
import {
  addresseeOf,
  kindWords,
  marked,
  OutboxCommand,
  printedItem,
  type PrintedItem,
} from '../../cli/base/outbox-command.ts';
import { printable } from '../../core/printable.ts';

export default class OutboxShow extends OutboxCommand {
  static override readonly summary =
    'Show one message or reply that was given up, is due or is waiting.';
  static override readonly description =
    'Prints whose it is, its state or when and why it was given up, and its whole text.';
  static override readonly examples = [
    '<%= config.bin %> outbox show i12',
    '<%= config.bin %> outbox show o7 --json',
  ];
  static override readonly args = {
    id: Args.string({ description: 'ID from `outbox list`.', required: true }),
  };

  async run(): Promise<PrintedItem> {
    const { args } = await this.parse(OutboxShow);
    return this.withJournal(async (journal, { timeZone }) => {
      const shown = printedItem(await this.item(journal, args.id));
      const since = shown.state === 'given up' ? 'given up' : 'since';
      this.say(
        `${kindWords[shown.kind]} ${shown.id}, ${addresseeOf(shown)}, ${since} ${clockOf(timeZone)(Date.parse(shown.at))}: ${shown.reason}`,
      );
      this.show(`\n${printable(marked(shown))}`);
      return shown;
    });
  }
}
