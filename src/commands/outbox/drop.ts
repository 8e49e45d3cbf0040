import * as Args from '@oclif/core/args';
import { kindWords, OutboxCommand, printed, type PrintedLetter } from '../../outbox-command.ts';

export default class OutboxDrop extends OutboxCommand {
  static override readonly summary = 'Throw away one message or reply that was given up.';
  static override readonly description = 'It is never answered or sent then, also when WhatsApp should bring it again.';
  static override readonly examples = ['<%= config.bin %> outbox drop i12'];
  static override readonly args = { id: Args.string({ description: 'ID of `outbox list`.', required: true }) };

  async run(): Promise<{ dropped: PrintedLetter }> {
    const { args } = await this.parse(OutboxDrop);
    return this.withJournal(async (journal) => {
      const letter = await this.letter(journal, args.id);
      await journal.letters.drop(letter.id);
      this.logToStderr(`Dropped: ${kindWords[letter.kind]} ${letter.id}.`);
      return { dropped: printed(letter) };
    });
  }
}
