import { SetupError } from '../../core/errors.ts';
import type { Customer, KnownFact } from '../../core/customers/customer.ts';
import type { Customers } from '../../core/customers/customers.ts';
import { printable } from '../../core/printable.ts';
import { HistoryCommand } from './history-command.ts';
import { phoneOf } from './journal-command.ts';

/** A fact as the commands print it with --json. */
export interface PrintedFact {
  text: string;
  /** Who noted it. */
  by: 'bot' | 'business';
  /** ISO 8601. */
  at: string;
}

/** What is known of a customer, as the commands print it with --json. */
export interface PrintedCustomer {
  /** In full, `+77001234567`; the chat's id where the phone is not known. */
  phone: string;
  chat: string;
  name: string | null;
  /** Oldest first. */
  facts: PrintedFact[];
  /** Further chats of the same person, as --phone takes them. */
  linked: string[];
  /** When it was last noted, ISO 8601; null: nothing is known. */
  updatedAt: string | null;
}

/** What the commands about customers share; they act on a running `serve` at once. */
export abstract class CustomerCommand extends HistoryCommand {
  /** Opens what is known of customers for this work. Rejects where the settings keep nothing, or where it is inside the running `serve`. */
  protected withCustomers<T>(work: (customers: Customers) => Promise<T>): Promise<T> {
    return this.withChats(async ({ customers, opened: { bot, plugins } }) => {
      if (bot.customerTtlMs === 0) throw switchedOff();
      if (plugins.memory.confined === true) throw confined();
      return work(customers);
    });
  }

  /** Shows what is known of a customer, for a person. */
  protected showCustomer(
    chat: string,
    customer: Customer | undefined,
    linked: readonly string[] = customer?.linked ?? [],
  ): void {
    if (!customer) this.logToStderr(`Nothing is known of ${phoneOf(chat)}.`);
    else for (const line of customerLines(customer)) this.show(printable(line));
    if (linked.length > 0) this.say(samePerson(linked));
  }
}

/** That these chats are the same person's, in a line. */
export function samePerson(linked: readonly string[]): string {
  return `the same person: ${linked.map(phoneOf).join(', ')}`;
}

/** What is known of a customer, a fact on a line. */
export function customerLines({ name, facts }: Pick<Customer, 'name' | 'facts'>): string[] {
  return [...(name ? [name.text] : []), ...facts.map(({ text }) => `• ${text}`)];
}

/** What is known of a customer, for --json. */
export function printedCustomer(
  chat: string,
  customer: Customer | undefined,
  linked: readonly string[] = customer?.linked ?? [],
): PrintedCustomer {
  return {
    phone: phoneOf(chat),
    chat,
    name: customer?.name?.text ?? null,
    facts: customer?.facts.map(printedFact) ?? [],
    linked: linked.map(phoneOf),
    updatedAt: customer ? new Date(customer.updatedAt).toISOString() : null,
  };
}

function printedFact({ text, by, at }: KnownFact): PrintedFact {
  return { text, by: by ?? 'bot', at: new Date(at).toISOString() };
}

function switchedOff(): SetupError {
  return new SetupError('customer.off', 'WABOT_CUSTOMER_TTL is 0: nothing is kept of customers', {
    suggestions: ['Set it to how long facts are to be known, such as 180d.'],
  });
}

function confined(): SetupError {
  return new SetupError(
    'customer.confined',
    'What is known of customers is kept inside the running serve, where it cannot be read or changed from here',
    {
      suggestions: ['Choose a memory that outlives a process: WABOT_MEMORY=file, or redis.'],
    },
  );
}
