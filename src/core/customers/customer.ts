/** The most facts of one customer, the name among them. */
export const mostFacts = 20;

/** The longest fact and the longest name, in UTF-16 units. */
export const longestFact = 160;
export const longestName = 60;

/** One thing that is known of a customer. */
export interface KnownFact {
  text: string;
  /** When it was noted, Unix milliseconds. */
  at: number;
  /** Set by a person of the business: no model changes it. */
  by?: 'business';
}

/**
 * What is known of a customer, apart from what was said: it stays when the chat is forgotten. Stored under
 * `customers::<chat id>` in the same form as a chat, `version` and `updatedAt` first. Times are Unix milliseconds.
 */
export interface Customer {
  version: 1;
  updatedAt: number;
  createdAt: number;
  name?: KnownFact;
  /** Oldest first. */
  facts: KnownFact[];
  /** Further chats of the same person, as a person of the business has joined them; each of them names the others, too. */
  linked?: string[];
  /** Who is having a model look for facts just now; whoever changes the facts takes it away, and what that model found is dropped. */
  claim?: FactsClaim;
}

/** Who is having a model look for facts. */
export interface FactsClaim {
  id: string;
  until: number;
  /** How many claims right before it came to no end, as their process died; absent: none. */
  dead?: number;
}

/** The right to add to what is known of a customer. */
export interface CustomerClaim {
  id: string;
  /** As it is known when the claim is made. */
  customer: Customer;
  /** How many claims right before it came to no end: their process died, and what it had paid for is lost. */
  dead: number;
}

/** What a model has found in a chat. */
export interface Learnt {
  name?: string;
  /** New ones. */
  facts: string[];
  /** Numbers of facts that hold no more, as `droppable` counts them. */
  dropped: number[];
}

/** A customer of whom nothing is known. */
export function newCustomer(now: number): Customer {
  return { version: 1, updatedAt: now, createdAt: now, facts: [] };
}

/** Whether anything is known of a customer. */
export function isKnown({ name, facts }: Pick<Customer, 'name' | 'facts'>): boolean {
  return name !== undefined || facts.length > 0;
}

/** Whether there is anything to keep of a customer. */
export function isWorthKeeping(customer: Customer): boolean {
  return isKnown(customer) || (customer.linked ?? []).length > 0;
}

/** What is known of one person who is several customers, the first the one whose chat it is: nothing twice, where there is too much the oldest goes. */
export function together(customer: Customer, others: readonly (Customer | undefined)[]): Customer {
  const all = [customer, ...others.filter((other) => other !== undefined)];
  const named = all.flatMap(({ name }) => name ?? []);
  const name = named.find(({ by }) => by === 'business') ?? named[0];
  const texts = new Set<string>();
  const facts = all
    .flatMap((each) => each.facts)
    .toSorted((one, other) => one.at - other.at)
    .filter(({ text }) => !texts.has(folded(text)) && texts.add(folded(text)));
  const updatedAt = Math.max(...all.map((each) => each.updatedAt));
  return bounded({ ...customer, updatedAt, ...(name ? { name } : {}), facts });
}

/** The facts that a model may drop, in the order of their numbers, which begin with 1. */
export function droppable({ facts }: Pick<Customer, 'facts'>): KnownFact[] {
  return facts.filter(({ by }) => by === undefined);
}

/** The customer with what a model has found. What the business has set stays; where there is too much, the oldest goes. */
export function withLearnt(customer: Customer, learnt: Learnt, now: number): Customer {
  const dropped = new Set(learnt.dropped.map((number) => droppable(customer)[number - 1]));
  const kept = customer.facts.filter((fact) => !dropped.has(fact));
  const known = new Set(kept.map(({ text }) => folded(text)));
  const fresh = learnt.facts.filter((text) => !known.has(folded(text)) && known.add(folded(text)));
  const isOurs = customer.name?.by === 'business' || learnt.name === undefined;
  const name = isOurs ? customer.name : { text: learnt.name ?? '', at: now };
  return bounded({
    ...customer,
    updatedAt: now,
    ...(name ? { name } : {}),
    facts: [...kept, ...fresh.map((text) => ({ text, at: now }))],
  });
}

/** What a person of the business sets; what is absent stays. */
export interface Edit {
  /** Empty: none. */
  name?: string;
  facts?: readonly string[];
  /** Whether the facts come to those that are there instead of in their place. */
  adds?: boolean;
}

/** The customer as a person of the business wants it; a claim ends. */
export function withEdit(customer: Customer, edit: Edit, now: number): Customer {
  const { claim: _, name: before, facts, ...rest } = customer;
  const set = (text: string): KnownFact => ({ text, at: now, by: 'business' });
  const name = edit.name === undefined ? before : edit.name === '' ? undefined : set(edit.name);
  const wanted = edit.facts?.map(set) ?? [];
  const texts = new Set(wanted.map(({ text }) => folded(text)));
  const stays = edit.facts === undefined || edit.adds === true;
  const kept = stays ? facts.filter(({ text }) => !texts.has(folded(text))) : [];
  return bounded({
    ...rest,
    updatedAt: now,
    ...(name ? { name } : {}),
    facts: [...kept, ...wanted],
  });
}

function bounded(customer: Customer): Customer {
  const most = mostFacts - (customer.name ? 1 : 0);
  const over = customer.facts.length - most;
  if (over <= 0) return customer;
  const oldest = [...droppable(customer), ...customer.facts.filter(({ by }) => by !== undefined)];
  const gone = new Set(oldest.slice(0, over));
  return { ...customer, facts: customer.facts.filter((fact) => !gone.has(fact)) };
}

/** Texts that say the same in the same words are one. */
function folded(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
