import { CLIError } from '@oclif/core/errors';
import * as Flags from '@oclif/core/flags';
import {
  CustomerCommand,
  printedCustomer,
  type PrintedCustomer,
} from '../../cli/base/customer-command.ts';
import { instanceFlag, phoneFlag } from '../../cli/phone-flag.ts';
import { longestFact, mostFacts, type Edit } from '../../core/customers/customer.ts';
import { factFault, type FactFault } from '../../core/customers/fact-fault.ts';
import { fitFact, fitName } from '../../core/customers/fit-fact.ts';

export default class CustomerSet extends CustomerCommand {
  /** Not on the first page of the help, which fits on one screen. */
  static override readonly hidden = true;
  static override readonly summary = 'Set what is known of a customer.';
  static override readonly description =
    'Acts on a running `serve` at once. Facts that are named take the place of all that were known, or come to them with --add; the name stays unless it is named, and `name=` removes it. What is set here stays until you change it: the bot does not rewrite it. Health, documents, cards, passwords, religion and other people’s phone numbers are refused.';
  static override readonly examples = [
    '<%= config.bin %> customer set --phone 77001234567 name=Aigul "prefers mornings"',
    '<%= config.bin %> customer set --phone 77001234567 --add "waits for the blue bag"',
  ];
  /** As many facts as are named. */
  static override readonly strict = false;
  static override readonly usage = 'customer set --phone <phone> [name=<name>] [<fact>…] [--add]';
  static override readonly flags = {
    phone: phoneFlag({ required: true }),
    instance: instanceFlag,
    add: Flags.boolean({ summary: 'Keep the facts that are known already.' }),
  };

  async run(): Promise<PrintedCustomer> {
    const { flags, argv } = await this.parse(CustomerSet);
    const edit = editOf(argv.map(String), flags.add, flags.phone);
    const customer = await this.withCustomers((customers) => customers.edit(flags.phone, edit));
    this.showCustomer(flags.phone, customer);
    return printedCustomer(flags.phone, customer);
  }
}

/** What is to be set. Throws wrong usage where it is nothing, or may not be kept. */
function editOf(written: readonly string[], adds: boolean, chat: string): Edit {
  const names = written.flatMap((one) => /^name=(.*)$/su.exec(one)?.[1] ?? []);
  const facts = written.filter((one) => !one.startsWith('name='));
  if (names.length + facts.length === 0)
    throw wrong('Name what to set: name=…, or facts in quotes.');
  const most = mostFacts - 1;
  if (facts.length > most) throw wrong(`At most ${most} facts and a name are kept of a customer.`);
  const name = names.at(-1);
  return {
    ...(name === undefined ? {} : { name: name.trim() === '' ? '' : nameOf(name) }),
    ...(facts.length === 0 ? {} : { facts: facts.map((fact) => factOf(fact, chat)), adds }),
  };
}

function nameOf(written: string): string {
  const name = fitName(written);
  if (name === undefined) throw wrong('A name is at most four words of letters.');
  return name;
}

function factOf(written: string, chat: string): string {
  const fault = factFault(written, chat);
  if (fault !== undefined) throw wrong(reasons[fault]);
  const fact = fitFact(written, chat);
  if (fact === undefined) throw wrong('A fact is said in words.');
  if (fact !== written.trim() && fact.endsWith('…'))
    throw wrong(`A fact has at most ${longestFact} characters.`);
  return fact;
}

const reasons: Readonly<Record<FactFault, string>> = {
  health: 'Nothing about health is kept of a customer.',
  document: 'No documents and no numbers of documents are kept of a customer.',
  card: 'No numbers of cards and accounts are kept of a customer.',
  password: 'No passwords and codes are kept of a customer.',
  religion: 'Nothing about religion is kept of a customer.',
  number: 'No phone numbers of other people are kept of a customer.',
  order: 'A fact says something about the customer; what the bot is to do belongs in the prompt.',
};

function wrong(message: string): CLIError {
  return new CLIError(message, { exit: 2 });
}
