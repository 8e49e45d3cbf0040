import * as Args from '@oclif/core/args';
import { dropItem } from '../../core/operator/owed-item.ts';
import {
  kindWords,
  OutboxCommand,
  printedItem,
  type PrintedItem,
} from '../../cli/base/outbox-command.ts';

export default class OutboxDrop extends OutboxCommand {
  static override readonly summary = 'Discard one message or reply, given up or not.';
  static override readonly description =
    'It will never be answered or sent, even if the messenger delivers it again. Works alongside a running `serve`; what is being sent at this moment may still arrive.';
  static override readonly examples = [
    '<%= config.bin %> outbox drop i12',
    '<%= config.bin %> outbox drop 3EB0D1A2B3C4D5E6F708',
  ];
  static override readonly args = {
    id: Args.string({ description: 'ID from `outbox list`.', required: true }),
  };

  async run(): Promise<{ dropped: PrintedItem }> {
    const { args } = await this.parse(OutboxDrop);
    return this.withJournal(async (journal) => {
      const item = await this.item(journal, args.id);
      const isDropped = await dropItem(journal, item, Date.now());
      const dropped = printedItem(item);
      const what = `${kindWords[dropped.kind]} ${dropped.id}`;
      this.logToStderr(isDropped ? `Dropped: ${what}.` : `Gone already: ${what}.`);
      return { dropped };
    });
  }
}
