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

const cutCalls = ['get', 'set', 'delete'];

it('so is one whose erasing is cut off at whatever call of the memory', async () => {
  const others = ['10000001#3100000001', '20000002#4100000001'];
  const environment = { WABOT_LOGS: folder() };
  const journal = openJournal(join(folder(), 'journal-of-calls.db'), Date.now);
  const erasedAfter = async (calls: number): Promise<boolean> => {
    let left = Number.POSITIVE_INFINITY;
    const whole = plainMemory.open(folder());
    const memory = new Proxy(whole, {
      get(target, name) {
        const value: unknown = Reflect.get(target, name);
        if (typeof value !== 'function') return value;
        return (...args: unknown[]): unknown =>
          cutCalls.includes(String(name)) && left-- === 0
            ? Promise.reject(new Error('cut'))
            : value.apply(target, args);
      },
    });
    const options = { ttlMs: 60_000, timeoutMs: 1_000, log: keepingLog() };
    const [customers, chats] = [new Customers(memory, options), new Chats(memory, options)];
    for (const each of [chat, ...others]) await customers.edit(each, { facts: ['Любит медовик'] });
    for (const other of others) await customers.link(chat, other);
    const places = { chats, customers, journal, environment };
    left = calls;
    const isWhole = await eraseEverywhere(chat, places).then(
      () => true,
      () => false,
    );
    left = Number.POSITIVE_INFINITY;
    await eraseEverywhere(chat, places);
    for (const each of [chat, ...others]) expect(await customers.read(each)).toBeUndefined();
    await chats.close();
    return isWhole;
  };
  let calls = 0;
  while (!(await erasedAfter(calls))) calls += 1;
  expect(calls).toBeGreaterThan(10);
  await journal.close();
});
