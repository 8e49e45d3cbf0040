import {
  CustomerCommand,
  printedCustomer,
  type PrintedCustomer,
} from '../../cli/base/customer-command.ts';
import { instanceFlag, phoneFlag } from '../../cli/phone-flag.ts';

export default class CustomerShow extends CustomerCommand {
  /** Not on the first page of the help, which fits on one screen. */
  static override readonly hidden = true;
  static override readonly summary = 'Show what is known of a customer.';
  static override readonly description =
    'The name and up to twenty facts that stay known when the chat is forgotten: what the customer bought or asked for, preferences, open matters. The bot notes them when a chat has gone quiet, and uses them when the customer comes back.';
  static override readonly examples = ['<%= config.bin %> customer show --phone 77001234567'];
  static override readonly flags = {
    phone: phoneFlag({ required: true }),
    instance: instanceFlag,
  };

  async run(): Promise<PrintedCustomer> {
    const { phone: chat } = (await this.parse(CustomerShow)).flags;
    const [customer, linked] = await this.withCustomers((customers) =>
      Promise.all([customers.read(chat), customers.linkedTo(chat)]),
    );
    this.showCustomer(chat, customer, linked);
    return printedCustomer(chat, customer, linked);
  }
}
