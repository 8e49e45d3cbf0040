import { CLIError } from '@oclif/core/errors';
import {
  CustomerCommand,
  printedCustomer,
  type PrintedCustomer,
} from '../../cli/base/customer-command.ts';
import { instanceFlag, phoneFlag } from '../../cli/phone-flag.ts';

export default class CustomerLink extends CustomerCommand {
  /** Not on the first page of the help, which fits on one screen. */
  static override readonly hidden = true;
  static override readonly summary = 'Join two chats of one person.';
  static override readonly description =
    'For a customer who writes in two messengers, or from two phones. What is known of either is known in both from then on; the chats stay apart, and each is answered where it was written. `history erase` and `customer forget` act on both. `customer unlink` takes one out again, with what was noted in it. The link lasts as long as what is known (WABOT_CUSTOMER_TTL).';
  static override readonly examples = [
    '<%= config.bin %> customer link --phone 77001234567 --with 77017654321',
    '<%= config.bin %> customer link --phone 77001234567 --with "10000001#3100000001"',
  ];
  static override readonly flags = {
    phone: phoneFlag({ required: true }),
    instance: instanceFlag,
    with: phoneFlag({
      required: true,
      summary: 'The other chat of that person, by its phone or chat id.',
    }),
  };

  async run(): Promise<PrintedCustomer> {
    const { phone: chat, with: other } = (await this.parse(CustomerLink)).flags;
    if (chat === other) throw new CLIError('Both are the same chat: name two.', { exit: 2 });
    const [customer, linked] = await this.withCustomers(async (customers) => {
      await customers.link(chat, other);
      return Promise.all([customers.read(chat), customers.linkedTo(chat)]);
    });
    this.showCustomer(chat, customer, linked);
    return printedCustomer(chat, customer, linked);
  }
}
