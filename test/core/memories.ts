import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { KeyvMemoryAdapter } from 'keyv';
import type { Memory } from '../../src/core/kinds/memory.ts';
import type { Log, LogFields } from '../../src/core/log.ts';
import { encodedTime } from '../../src/core/history/stored-chat.ts';
import type { Entry, TurnRecord } from '../../src/core/kinds/turn-record.ts';
import { SqliteStore } from '../../src/plugins/memory/file/index.ts';
import { MemoryStore } from '../../src/plugins/memory/memory/index.ts';

export const chat = '77001234567@c.us';
export const hourMs = 60 * 60 * 1000;

/** The built-in memories, each new and empty. */
export const memories: { name: string; open: (folder: string) => Memory }[] = [
  { name: 'file', open: (folder) => openFile(join(folder, `${randomUUID()}.db`)) },
  { name: 'memory', open: () => new MemoryStore() },
];

/** A memory that offers nothing besides what Keyv asks for. */
export const plainMemory: (typeof memories)[number] = {
  name: 'any Keyv',
  open: () => new KeyvMemoryAdapter(new Map()),
};

/** A memory file as memory/file opens it. */
export function openFile(path: string): SqliteStore {
  return new SqliteStore(path, { timeOf: encodedTime });
}

/** A log that remembers its warnings and errors. */
export function keepingLog(): Log & { heard: [string, LogFields | undefined][] } {
  const heard: [string, LogFields | undefined][] = [];
  const keep = (event: string, fields?: LogFields): void => void heard.push([event, fields]);
  return { heard, debug: () => undefined, info: () => undefined, warn: keep, error: keep };
}

/** What the customer says in turn `number`, and what the bot says. */
export function said(number: number): [Entry, Entry] {
  return [
    { id: `m${number}`, role: 'customer', text: `question ${number}`, at: number * 1000 },
    { id: `reply:m${number}`, role: 'bot', text: `answer ${number}`, at: number * 1000 + 501 },
  ];
}

/** The record of turn `number`, which ended `number` seconds and a half after 1970. */
export function turn(number: number, rest: Partial<TurnRecord> = {}): TurnRecord {
  const of = rest.chat ?? chat;
  return {
    id: `${of}/m${number}`,
    chat: of,
    at: number * 1000 + 500,
    entries: said(number),
    facts: {},
    ...rest,
  };
}
