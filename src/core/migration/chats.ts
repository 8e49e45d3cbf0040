import { chatJson } from '../store/chat-json.ts';
import type { Memory } from '../kinds/memory.ts';
import { MemoryCalls } from '../store/memory-calls.ts';
import { encodedTime } from '../history/stored-chat.ts';
import { customersPrefix } from '../store/shelf.ts';
import { count, type Tallies } from './tally.ts';

/** Chats that are read and written at a time. */
const pageSize = 100;

/** A memory that does not answer ends the move, which says so. */
const calls = new MemoryCalls({ info() {}, warn() {} });

interface Pair {
  key: string;
  value: unknown;
}

/**
 * Copies every chat and what is known of customers, exactly as they are stored and with the time that they have left. What the
 * target has as new or newer stays. `moved` is called for each that was looked at.
 */
export async function copyChats(
  source: Memory,
  target: Memory,
  tallies: Pick<Tallies, 'chats' | 'customers'>,
  moved: () => void,
): Promise<void> {
  for await (const page of pagesOf(source)) {
    const missing = await notIn(target, page);
    const entries = missing.map(({ key, value }) => ({ key, value, ...ending(value) }));
    if (entries.length > 0) await calls.look(() => target.setMany(entries));
    const isMissing = new Set(missing);
    for (const pair of page) {
      const isOfCustomer = pair.key.startsWith(customersPrefix);
      count(tallies[isOfCustomer ? 'customers' : 'chats'], isMissing.has(pair));
      moved();
    }
  }
}

/** How many chats and customers of the source the target has neither as they are nor newer. */
export async function missingChats(source: Memory, target: Memory): Promise<number> {
  let missing = 0;
  for await (const page of pagesOf(source)) missing += (await notIn(target, page)).length;
  return missing;
}

async function* pagesOf(memory: Memory): AsyncGenerator<Pair[]> {
  let page: Pair[] = [];
  for await (const [key, value] of pairsOf(memory)) {
    if (value === undefined || hasEnded(value)) continue;
    page.push({ key: String(key), value });
    if (page.length < pageSize) continue;
    yield page;
    page = [];
  }
  if (page.length > 0) yield page;
}

async function* pairsOf(memory: Memory): AsyncGenerator<unknown[]> {
  const pairs = memory.iterator?.<unknown>();
  if (!pairs) return;
  for (;;) {
    const { done, value } = await calls.look(() => pairs.next());
    if (done) return;
    yield value ?? [];
  }
}

async function notIn(target: Memory, page: readonly Pair[]): Promise<Pair[]> {
  const found = await calls.look(() => target.getMany<unknown>(page.map(({ key }) => key)));
  return page.filter(({ value }, index) => !isAsNew(found[index], value));
}

function isAsNew(there: unknown, value: unknown): boolean {
  if (there === value) return true;
  const [thereAt, at] = [encodedTime(there), encodedTime(value)];
  return thereAt !== undefined && at !== undefined && thereAt >= at;
}

/** When a value ends, as Keyv wrote it into the value itself. */
function ending(value: unknown): { expires?: number } {
  const { expires }: { expires?: unknown } = typeof value === 'string' ? chatJson.parse(value) : {};
  return typeof expires === 'number' ? { expires } : {};
}

function hasEnded(value: unknown): boolean {
  return (ending(value).expires ?? Infinity) <= Date.now();
}
