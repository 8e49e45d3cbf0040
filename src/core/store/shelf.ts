import type { LogEvent } from '../log-events.ts';
import type { ChatIndex, Memory } from '../kinds/memory.ts';

/** What the keys of the customers' shelf begin with: a Keyv in the namespace `customers` over the same memory reads them. */
export const customersPrefix = 'customers::';

/** The values of one kind in a memory that holds several: under which keys they are, and what counts as one. */
export interface Shelf<T> {
  /** What stands before a chat's id in the key; the chats' own keys are bare. */
  prefix: '' | typeof customersPrefix;
  /** What is logged where something else stands in the place of a value. */
  damaged: LogEvent;
  holds(value: unknown): value is T;
}

/** The chat to whose value on this shelf a key belongs; undefined: it is of another shelf. */
export function chatInKey(
  { prefix }: Pick<Shelf<unknown>, 'prefix'>,
  key: string,
): string | undefined {
  const isOfCustomers = key.startsWith(customersPrefix);
  return isOfCustomers === (prefix !== '') ? key.slice(prefix.length) : undefined;
}

/** How many chats are in a memory that has an index and no namespace, without what is known of customers. */
export async function countChats(memory: Memory & ChatIndex): Promise<number> {
  const all = await memory.count();
  memory.namespace = customersPrefix.replace('::', '');
  try {
    return all - (await memory.count());
  } finally {
    memory.namespace = undefined;
  }
}
