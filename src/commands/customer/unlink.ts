import { CustomerCommand } from '../../cli/base/customer-command.ts';
import { phoneOf } from '../../cli/base/journal-command.ts';
import { instanceFlag, phoneFlag } from '../../cli/phone-flag.ts';

interface Unlinked {
  phone: string;
  chat: string;
  /** Whether it was joined with any chat. */
  unlinked: boolean;
}

export default class CustomerUnlink extends CustomerCommand {
  /** Not on the first page of the help, which fits on one screen. */
  static override readonly hidden = true;
  static override readonly summary = 'Take a chat out of those of one person.';
  static override readonly description =
    'Ends what `customer link` has done: what was noted in this chat stays with it, and the others know it no more.';
  static override readonly examples = ['<%= config.bin %> customer unlink --phone 77017654321'];
  static override readonly flags = {
    phone: phoneFlag({ required: true }),
    instance: instanceFlag,
  };

  async run(): Promise<Unlinked> {
    const { phone: chat } = (await this.parse(CustomerUnlink)).flags;
    const unlinked = await this.withCustomers((customers) => customers.unlink(chat));
    const phone = phoneOf(chat);
    if (unlinked) this.say(`${phone} is joined with no other chat any more.`);
    else this.logToStderr(`${phone} is joined with no other chat.`);
    return { phone, chat, unlinked };
  }
}
