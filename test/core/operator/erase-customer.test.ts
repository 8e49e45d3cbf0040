import { expect, it } from 'vitest';
import { Customers } from '../../../src/core/customers/customers.ts';
import { Chats } from '../../../src/core/history/chats.ts';
import { eraseEverywhere } from '../../../src/core/operator/erase-customer.ts';
import { openJournal } from '../../../src/plugins/journal/sqlite/journal.ts';
import { useFolder } from '../../folder.ts';
import { chat, keepingLog, plainMemory } from '../memories.ts';
import { join } from 'node:path';

const folder = useFolder();

it('a person whose erasing is cut off is erased in all chats by the same once more', async () => {
  const memory = plainMemory.open(folder());
  const options = { ttlMs: 60_000, timeoutMs: 1_000, log: keepingLog() };
  const [customers, chats] = [new Customers(memory, options), new Chats(memory, options)];
  const others = ['10000001#3100000001', '20000002#4100000001'];
  for (const each of [chat, ...others]) await customers.edit(each, { facts: [`Пишет в ${each}`] });
  for (const other of others) await customers.link(chat, other);
  const journal = openJournal(join(folder(), 'journal.db'), Date.now);
  const environment = { WABOT_LOGS: folder() };
  let left = 1;
  const erase: typeof journal.erase = (...whom) =>
    left-- === 0 ? Promise.reject(new Error('cut')) : journal.erase(...whom);
  const places = { chats, customers, journal: { ...journal, erase }, environment };
  await expect(eraseEverywhere(chat, places)).rejects.toThrow('cut');
  await eraseEverywhere(chat, places);
  for (const each of [chat, ...others]) expect(await customers.read(each)).toBeUndefined();
  await chats.close();
  await journal.close();
});
