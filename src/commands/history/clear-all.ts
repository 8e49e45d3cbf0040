import * as Flags from '@oclif/core/flags';
import { plural } from '../../core/plural.ts';
import { HistoryCommand } from '../../cli/base/history-command.ts';

export default class HistoryClearAll extends HistoryCommand {
  static override readonly summary = 'Forget every chat.';
  static override readonly description =
    "Asks for confirmation; without a terminal it needs --yes and otherwise refuses with exit code 2. Every customer's next message counts as their first. What is known of customers stays: `customer forget --all` forgets that.";
  static override readonly examples = [
    '<%= config.bin %> history clear-all',
    '<%= config.bin %> history clear-all --yes --json',
  ];
  static override readonly flags = {
    yes: Flags.boolean({ char: 'y', summary: 'Skip the confirmation.' }),
  };

  /** Resolves with how many chats were forgotten. */
  async run(): Promise<{ cleared: number }> {
    const { flags } = await this.parse(HistoryClearAll);
    const question = 'Forget every chat? This cannot be undone.';
    if (!(await this.agreed(question, flags.yes))) return { cleared: 0 };
    return this.withChats(async ({ chats }) => {
      const cleared = await this.waiting('Clearing the chats', () => chats.clearAll());
      this.say(`${plural(cleared, 'chat is', 'chats are')} forgotten.`);
      return { cleared };
    });
  }
}
