import * as Flags from '@oclif/core/flags';
import { CustomerCommand } from '../../cli/base/customer-command.ts';
import { phoneOf } from '../../cli/base/journal-command.ts';
import { instanceFlag, phoneFlag } from '../../cli/phone-flag.ts';
import { plural } from '../../core/plural.ts';

interface Forgotten {
  /** Null with --all. */
  phone: string | null;
  chat: string | null;
  /** How many customers something was known of. */
  forgotten: number;
}

export default class CustomerForget extends CustomerCommand {
  /** Not on the first page of the help, which fits on one screen. */
  static override readonly hidden = true;
  static override readonly summary = 'Forget what is known of a customer, or of all of them.';
  static override readonly description =
    'Acts on a running `serve` at once, and on all chats of the same person. The chat stays: `history clear` forgets that, and `history erase` everything about a person. With --all it asks for confirmation; without a terminal it then needs --yes and otherwise refuses with exit code 2.';
  static override readonly examples = [
    '<%= config.bin %> customer forget --phone 77001234567',
    '<%= config.bin %> customer forget --all --yes',
  ];
  static override readonly flags = {
    phone: phoneFlag({ exactlyOne: ['phone', 'all'] }),
    instance: instanceFlag,
    all: Flags.boolean({ summary: 'Forget all customers.' }),
    yes: Flags.boolean({ char: 'y', summary: 'Skip the confirmation.' }),
  };

  async run(): Promise<Forgotten> {
    const { flags } = await this.parse(CustomerForget);
    return flags.phone === undefined ? this.#all(flags.yes) : this.#one(flags.phone);
  }

  async #one(chat: string): Promise<Forgotten> {
    const isForgotten = await this.withCustomers(async (customers) => {
      const wasKnown = (await customers.read(chat)) !== undefined;
      for (const each of [...(await customers.linkedTo(chat)), chat]) await customers.erase(each);
      return wasKnown;
    });
    const phone = phoneOf(chat);
    if (isForgotten) this.say(`What was known of ${phone} is forgotten.`);
    else this.logToStderr(`Nothing is known of ${phone}.`);
    return { phone, chat, forgotten: isForgotten ? 1 : 0 };
  }

  async #all(yes: boolean): Promise<Forgotten> {
    const nothing: Forgotten = { phone: null, chat: null, forgotten: 0 };
    const question = 'Forget what is known of every customer? This cannot be undone.';
    if (!(await this.agreed(question, yes))) return nothing;
    const forgotten = await this.withCustomers((customers) => customers.eraseAll());
    this.say(`${plural(forgotten, 'customer is', 'customers are')} forgotten.`);
    return { ...nothing, forgotten };
  }
}
