import type { Chats, ExportedChat } from './chats.ts';
import type { Customers, ExportedCustomer } from '../customers/customers.ts';
import { isExportedCustomer, readExportedCustomer } from '../customers/imported-customer.ts';
import { readExportedChat } from './imported-chat.ts';

/** The longest line that is read, in characters; what is longer is no chat. */
const longestLine = 16 * 1024 * 1024;

/** A line that could not be taken in. */
export interface RefusedLine {
  /** Counted from 1. */
  line: number;
  reason: string;
}

/** What became of the lines of an import. */
export interface Imported {
  imported: number;
  /** What is here is as new, or newer, and stayed. */
  unchanged: number;
  refused: RefusedLine[];
}

/** A chat, or what is known of a customer, on one line, as `importChats` reads it. */
export function exportedLine(exported: ExportedChat | ExportedCustomer): string {
  return JSON.stringify(exported);
}

/**
 * Takes in chats and what is known of customers, one on a line, from UTF-8 bytes. What is neither is named by its number, and
 * the rest is taken in; without `customers`, what is known of them stays out. `now`: Unix milliseconds.
 */
export async function importChats(
  chats: Pick<Chats, 'import'>,
  bytes: AsyncIterable<Uint8Array>,
  now = Date.now(),
  customers?: Pick<Customers, 'import'>,
): Promise<Imported> {
  const result: Imported = { imported: 0, unchanged: 0, refused: [] };
  let line = 0;
  for await (const text of linesOf(bytes)) {
    line += 1;
    if (text?.trim() === '') continue;
    const read = text === undefined ? 'is longer than 16 MB' : readLine(text, now);
    if (typeof read === 'string') {
      result.refused.push({ line, reason: read });
      continue;
    }
    const isNew =
      'customer' in read ? ((await customers?.import(read)) ?? false) : await chats.import(read);
    if (isNew) result.imported += 1;
    else result.unchanged += 1;
  }
  return result;
}

/** The chat or the customer on a line, or why there is none. */
function readLine(text: string, now: number): ExportedChat | ExportedCustomer | string {
  try {
    const value: unknown = JSON.parse(text);
    return isExportedCustomer(value)
      ? readExportedCustomer(value, now)
      : readExportedChat(value, now);
  } catch {
    return 'is not JSON';
  }
}

/** Lines in order, undefined for one that is too long. Only line feeds end a line: JSON may hold what other readers take for the end of one. */
async function* linesOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string | undefined> {
  const decoder = new TextDecoder();
  let rest: string | undefined = '';
  for await (const chunk of bytes) {
    const [first = '', ...others] = decoder.decode(chunk, { stream: true }).split('\n');
    rest = joined(rest, first);
    for (const line of others) {
      yield rest;
      rest = line;
    }
  }
  rest = joined(rest, decoder.decode());
  if (rest !== '') yield rest;
}

function joined(rest: string | undefined, more: string): string | undefined {
  return rest === undefined || rest.length + more.length > longestLine ? undefined : rest + more;
}
