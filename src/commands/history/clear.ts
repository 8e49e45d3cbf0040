import { instanceFlag, phoneFlag } from '../../cli/phone-flag.ts';
import { HistoryCommand } from '../../cli/base/history-command.ts';
import { phoneOf } from '../../cli/base/journal-command.ts';

interface Cleared {
  phone: string;
  chat: string;
  /** False: nothing was remembered of this chat. */
  cleared: boolean;
}

export default class HistoryClear extends HistoryCommand {
  static override readonly summary =
    'Forget what was said in a chat, its summary and its language.';
  static override readonly description =
    "The customer's next message counts as their first; a running `serve` sees this at once. The journal, usage records and logs stay, and so does what is known of the customer (`customer forget`): `history erase` removes a customer everywhere.";
  static override readonly examples = ['<%= config.bin %> history clear --phone 77001234567'];
  static override readonly flags = {
    phone: phoneFlag({ required: true }),
    instance: instanceFlag,
  };

  async run(): Promise<Cleared> {
    const { flags } = await this.parse(HistoryClear);
    return this.withChats(async ({ chats, customers }) => {
      const cleared = await this.waiting('Clearing the chat', () => chats.clear(flags.phone));
      if (cleared) this.say(`${phoneOf(flags.phone)} is forgotten.`);
      else this.sayUnknown(flags.phone);
      if (await customers.read(flags.phone))
        this.logToStderr(
          'What is known of the customer stays: `wabot customer forget` forgets that, too.',
        );
      return { phone: phoneOf(flags.phone), chat: flags.phone, cleared };
    });
  }
}
