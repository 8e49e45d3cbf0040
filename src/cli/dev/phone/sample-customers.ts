import { CallRefused } from '../../../core/console-calls/sent-fields.ts';
import type { Language } from '../../../core/language/index.ts';

/** A customer whom a person plays. */
export interface SampleCustomer {
  /** Of a phone that nobody has, `77…@c.us` in every messenger. */
  chat: string;
  /** What the customer is called in the messenger. */
  name: string;
  /** In which the page offers things to say. */
  language: Language;
}

/** The chat of the first customer, who writes at the terminal, too. */
export const firstCustomer = '77000000000@c.us';

/** Names of further customers, each once before any comes again. */
const names: Readonly<Record<Language, readonly string[]>> = {
  ru: ['Мария', 'Алексей', 'Ольга', 'Тимур'],
  kk: ['Айгерім', 'Нұрлан', 'Дана', 'Ерлан'],
  en: ['Emma', 'Daniel', 'Sophie', 'Oliver'],
};

/** Customers that one person can look after. */
const mostCustomers = 12;

/** The number of the second customer; those before it are the owner's and the account's. */
const nextNumber = 77_000_000_010;

/** The customers of the sandbox, the first of whom is always there. */
export class SampleCustomers {
  readonly #all: SampleCustomer[];

  constructor(first: SampleCustomer) {
    this.#all = [first];
  }

  get all(): readonly SampleCustomer[] {
    return this.#all;
  }

  /** Undefined where there is none with this chat. */
  of(chat: string): SampleCustomer | undefined {
    return this.#all.find((customer) => customer.chat === chat);
  }

  /** One more, who speaks this language. Throws CallRefused where there are many already. */
  add(language: Language): SampleCustomer {
    if (this.#all.length >= mostCustomers) throw new CallRefused('many-customers');
    const ofLanguage = names[language];
    const taken = this.#all.filter(({ name }) => ofLanguage.includes(name)).length;
    const name = ofLanguage[taken % ofLanguage.length] ?? 'Customer';
    const customer = { chat: `${nextNumber + this.#all.length}@c.us`, name, language };
    this.#all.push(customer);
    return customer;
  }
}
