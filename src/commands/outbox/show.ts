import * as Args from '@oclif/core/args';
import { clockOf } from '../../journal-command.ts';
import { addresseeOf, kindWords, marked, OutboxCommand, printed, type PrintedLetter } from '../../outbox-command.ts';
import { harmless } from '../../table.ts';

export default class OutboxShow extends OutboxCommand {
  static override readonly summary = 'Show one message or reply that was given up.';
  static override readonly description = 'Prints whose it is, when and why it was given up, and its whole text.';
  static override readonly examples = ['<%= config.bin %> outbox show i12', '<%= config.bin %> outbox show o7 --json'];
  static override readonly args = { id: Args.string({ description: 'ID of `outbox list`.', required: true }) };

  async run(): Promise<PrintedLetter> {
    const { args } = await this.parse(OutboxShow);
    return this.withJournal(async (journal, { timeZone }) => {
      const letter = await this.letter(journal, args.id);
      const shown = printed(letter);
      this.log(
        `${kindWords[letter.kind]} ${shown.id}, ${addresseeOf(shown)}, given up ${clockOf(timeZone)(letter.at)}: ${shown.reason}`,
      );
      this.log(`\n${harmless(marked(shown))}`);
      return shown;
    });
  }
}
