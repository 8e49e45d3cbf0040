import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { newCustomer } from '../../../src/core/customers/customer.ts';
import { Customers } from '../../../src/core/customers/customers.ts';
import { Chats } from '../../../src/core/history/chats.ts';
import { History } from '../../../src/core/history/history.ts';
import type { Memory } from '../../../src/core/kinds/memory.ts';
import { countChats } from '../../../src/core/store/shelf.ts';
import { encodedTime } from '../../../src/core/history/stored-chat.ts';
import { RedisStore } from '../../../src/plugins/memory/redis/index.ts';
import { connect, useRedis } from '../../plugins/redis/server.ts';
import { useFolder } from '../../folder.ts';
import { chat, hourMs, keepingLog, memories, openFile, plainMemory, turn } from '../memories.ts';

const dayMs = 24 * hourMs;
const ttlMs = 180 * dayMs;
const found = (...facts: string[]) => ({ name: 'Айгуль', facts, dropped: [] });

describe.each([...memories, plainMemory])('Customers over $name', ({ open }) => {
  const folder = useFolder();
  let memory: Memory;
  let customers: Customers;
  let history: History;

  beforeEach(() => {
    memory = open(folder());
    const log = keepingLog();
    customers = new Customers(memory, { ttlMs, log });
    history = new History(memory, { limit: 20, ttlMs: dayMs, log, customers });
  });

  afterEach(async () => {
    vi.useRealTimers();
    await history.close();
  });

  const learn = async (...facts: string[]): Promise<void> => {
    const claim = await customers.claim(chat, 60_000);
    if (!claim) return;
    await customers.learn(chat, claim, found(...facts));
    await customers.release(chat, claim);
  };

  it('know a customer after the chat is forgotten, until their own time is over', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-11-24T10:00:00Z') });
    await history.record(turn(Date.now() / 1000));
    await learn('Любит медовик');
    vi.setSystemTime(Date.now() + 7 * dayMs);
    const memoryOf = await history.recall(chat);
    expect(memoryOf).toMatchObject({ entries: [], known: false });
    expect(memoryOf.customer).toMatchObject({ name: { text: 'Айгуль' } });
    vi.setSystemTime(Date.now() + ttlMs);
    expect(await history.recall(chat)).not.toHaveProperty('customer');
  });

  it('are one person where their chats are joined, until one is taken out', async () => {
    const [second, third] = ['10000001#3100000001', '20000002#4100000001'];
    await learn('Любит медовик');
    await customers.edit(second, { facts: ['Ждёт сумку'] });
    expect(await customers.link(chat, second)).toBe(true);
    expect(await customers.link(second, chat)).toBe(false);
    await customers.link(third, second);
    const factsOf = async (one: string): Promise<string[]> =>
      ((await customers.read(one))?.facts ?? []).map(({ text }) => text).toSorted();
    for (const each of [chat, second, third]) {
      expect((await customers.read(each))?.name).toMatchObject({ text: 'Айгуль' });
      expect(await factsOf(each)).toEqual(['Ждёт сумку', 'Любит медовик']);
    }
    expect((await customers.linkedTo(chat)).toSorted()).toEqual([second, third]);
    await learn('Любит медовик', 'Любит утро');
    expect(await factsOf(third)).toEqual(['Ждёт сумку', 'Любит медовик', 'Любит утро']);
    expect(await customers.unlink(second)).toBe(true);
    expect(await customers.unlink(second)).toBe(false);
    expect(await customers.linkedTo(third)).toEqual([chat]);
    expect((await customers.read(second))?.facts).toMatchObject([{ text: 'Ждёт сумку' }]);
    await customers.erase(chat);
    expect(await customers.linkedTo(third)).toEqual([]);
    expect(await customers.read(third)).toBeUndefined();
  });

  it('forget none of the chats of one person while something changes in another of them', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-11-24T10:00:00Z') });
    const short = new Customers(memory, { ttlMs: 7 * dayMs, log: keepingLog() });
    const second = '10000001#3100000001';
    await short.edit(chat, { facts: ['Любит медовик'] });
    await short.link(chat, second);
    const note = async (fact: string): Promise<void> => {
      const claim = await short.claim(second, 60_000);
      expect(claim && (await short.learn(second, claim, found(fact)))).toBe(true);
    };
    const notes: (() => Promise<unknown>)[] = [
      () => short.edit(second, { facts: ['Ждёт сумку'] }),
      () => note('Любит утро'),
      () => note('Живёт рядом'),
    ];
    for (const noting of notes) {
      vi.setSystemTime(Date.now() + 5 * dayMs);
      await noting();
      expect(await short.linkedTo(chat)).toEqual([second]);
    }
    expect((await short.read(chat))?.facts).toHaveLength(4);
    vi.setSystemTime(Date.now() + 8 * dayMs);
    for (const each of [chat, second]) expect(await short.linkedTo(each)).toEqual([]);
  });

  it('renew no chat that is not joined with the one that changes', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-11-24T10:00:00Z') });
    const [second, third] = ['10000001#3100000001', '20000002#4100000001'];
    const short = new Customers(memory, { ttlMs: 7 * dayMs, log: keepingLog() });
    await short.edit(second, { facts: ['Ждёт сумку'] });
    await short.link(chat, second);
    const { customer } = (await Array.fromAsync(short.export())).find(
      (each) => each.chat === second,
    ) ?? { customer: newCustomer(0) };
    // As where an older backup names another chat.
    const { linked: _, ...alone } = customer;
    await short.import({ chat: third, customer: { ...alone, updatedAt: Date.now() } });
    await short.import({
      chat: second,
      customer: { ...customer, linked: [chat, third], updatedAt: Date.now() + 1 },
    });
    vi.setSystemTime(Date.now() + 5 * dayMs);
    await short.edit(second, { facts: ['Любит утро'] });
    vi.setSystemTime(Date.now() + 3 * dayMs);
    expect(await short.read(third)).toBeUndefined();
    expect(await short.read(chat)).toBeDefined();
  });

  it('keep what was noted where the chats that are joined cannot be renewed', async () => {
    const second = '10000001#3100000001';
    await customers.edit(chat, { facts: ['Любит медовик'] });
    await customers.link(chat, second);
    const claim = (await customers.claim(second, 60_000)) ?? expect.fail();
    const get = memory.get.bind(memory);
    const spy = vi
      .spyOn(memory, 'get')
      .mockImplementation((key) =>
        key.includes(second) ? get(key) : Promise.reject(new Error('cut')),
      );
    expect(await customers.learn(second, claim, found('Любит утро'))).toBe(true);
    await customers.edit(second, { facts: ['Ждёт сумку'] });
    spy.mockRestore();
    expect((await customers.read(second))?.facts.length).toBeGreaterThanOrEqual(2);
  });

  it('hold a shorter time to live for what was noted before', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-11-24T10:00:00Z') });
    await learn('Любит медовик');
    vi.setSystemTime(Date.now() + 8 * dayMs);
    const shorter = new Customers(memory, { ttlMs: 7 * dayMs, log: keepingLog() });
    expect(await shorter.read(chat)).toBeUndefined();
    expect(await Array.fromAsync(shorter.export())).toEqual([]);
  });

  it('are claimed by one at a time, and a claim whose process died ends', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-11-24T10:00:00Z') });
    const dead = await customers.claim(chat, 60_000);
    expect(dead?.customer.facts).toEqual([]);
    expect(await customers.claim(chat, 60_000)).toBeUndefined();
    expect(await customers.read(chat)).toBeUndefined();
    vi.setSystemTime(Date.now() + 11 * 60_000);
    const next = await customers.claim(chat, 60_000);
    expect(next).toBeDefined();
    expect(dead && (await customers.learn(chat, dead, found('зря')))).toBe(false);
    expect(next && (await customers.learn(chat, next, found('вовремя')))).toBe(true);
    expect((await customers.read(chat))?.facts.map(({ text }) => text)).toEqual(['вовремя']);
  });

  it('are not kept from others by a claim of a clock that went ahead', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-11-25T10:00:00Z') });
    expect(await customers.claim(chat, 60_000)).toBeDefined();
    vi.setSystemTime(Date.now() - dayMs);
    expect(await customers.claim(chat, 60_000)).toBeDefined();
  });

  it('are known no longer because a chat was looked through in vain', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-11-24T10:00:00Z') });
    await learn('Любит медовик');
    const ends = async (): Promise<string | undefined> =>
      /"expires":\d+/.exec(
        JSON.stringify(await memory.get(`customers::${chat}`)).replaceAll('\\', ''),
      )?.[0];
    const before = await ends();
    expect(before).toMatch(/\d/);
    vi.setSystemTime(Date.now() + dayMs);
    const claim = await customers.claim(chat, 60_000);
    expect(await ends()).toBe(before);
    if (claim) await customers.release(chat, claim);
    expect(await ends()).toBe(before);
  });

  it('are erased for good, not only removed', async () => {
    await learn('Любит медовик');
    const erased: string[] = [];
    const { erase } = memory;
    if (erase)
      memory.erase = (key) => {
        erased.push(key);
        return erase.call(memory, key);
      };
    expect(await customers.erase(chat)).toBe(true);
    expect(erased).toEqual(erase ? [`customers::${chat}`] : []);
    expect(await customers.read(chat)).toBeUndefined();
  });

  it('cost no look where nothing is kept', async () => {
    memory.get = () => Promise.reject(new Error('nobody asked'));
    const none = new Customers(memory, { ttlMs: 0, log: keepingLog() });
    expect(await none.read(chat)).toBeUndefined();
  });

  it('leave nothing behind where nothing was found, or a claim came to nothing', async () => {
    const first = await customers.claim(chat, 60_000);
    if (first) await customers.learn(chat, first, { facts: [], dropped: [] });
    if (first) await customers.release(chat, first);
    const second = await customers.claim(chat, 60_000);
    if (second) await customers.release(chat, second);
    expect(await customers.erase(chat)).toBe(false);
  });

  it('drop what a model found while somebody changed or erased the customer', async () => {
    const changed = await customers.claim(chat, 60_000);
    await customers.edit(chat, { facts: ['постоянная'] });
    expect(changed && (await customers.learn(chat, changed, found('поздно')))).toBe(false);
    const erased = await customers.claim(chat, 60_000);
    expect(await history.erase(chat)).toBe(true);
    expect(erased && (await customers.learn(chat, erased, found('поздно')))).toBe(false);
    if (erased) await customers.release(chat, erased);
    expect(await customers.read(chat)).toBeUndefined();
  });

  it('are none of the chats: not listed, counted, exported, or cleared with them', async () => {
    const log = keepingLog();
    const chats = new Chats(memory, { ttlMs: dayMs, log });
    await history.record(turn(1));
    await history.record(turn(2, { chat: '77007654321@c.us' }));
    await learn('Любит медовик');
    expect((await chats.list({ limit: 1 })).chats.map((line) => line.chat)).toHaveLength(1);
    expect((await chats.list({ limit: 9 })).chats).toHaveLength(2);
    expect(await Array.fromAsync(chats.export())).toHaveLength(2);
    expect(await chats.clearAll()).toBe(2);
    expect((await chats.list({ limit: 9 })).chats).toEqual([]);
    expect(log.heard).toEqual([]);
    expect((await customers.read(chat))?.name?.text).toBe('Айгуль');
  });

  it('are exported and imported, the newer one stays, and all are erased at once', async () => {
    await history.record(turn(1));
    await learn('Любит медовик');
    const [exported] = await Array.fromAsync(customers.export());
    expect(exported).toMatchObject({ chat, customer: { name: { text: 'Айгуль' } } });
    expect(exported && (await customers.import(exported))).toBe(false);
    expect(await customers.eraseAll()).toBe(1);
    expect((await history.recall(chat)).known).toBe(true);
    expect(exported && (await customers.import(exported))).toBe(true);
    expect((await customers.read(chat))?.facts).toHaveLength(1);
  });

  it('that are damaged count as unknown, and are told', async () => {
    const log = keepingLog();
    await memory.set(`customers::${chat}`, '{"value":{"version":1,"updatedAt":1}}');
    const damaged = new Customers(memory, { ttlMs, log });
    expect(await damaged.read(chat)).toBeUndefined();
    expect(log.heard.map(([event]) => event)).toEqual(['customer-damaged']);
  });
});

describe('several processes', () => {
  const folder = useFolder();
  const redis = useRedis();

  it('lose no update of one customer', async () => {
    const path = join(folder(), 'shared.db');
    const stores = Array.from({ length: 4 }, () => openFile(path));
    const all = stores.map((store) => new Customers(store, { ttlMs, log: keepingLog() }));
    await Promise.all(
      all.flatMap((customers, process) =>
        Array.from({ length: 4 }, (_, index) =>
          customers.edit(chat, { facts: [`факт ${process}-${index}`], adds: true }),
        ),
      ),
    );
    expect((await all[0]?.read(chat))?.facts).toHaveLength(16);
    for (const store of stores) await store.disconnect();
  });

  it('lose no update of one customer on Redis, and one of them claims it', async () => {
    const open = async (): Promise<Customers> => {
      const store = new RedisStore(await connect(redis().url, 'regulars'), {
        prefix: '{regulars}:memory',
        timeOf: encodedTime,
      });
      onTestFinished(() => store.disconnect());
      return new Customers(store, { ttlMs, log: keepingLog() });
    };
    const all = await Promise.all([open(), open(), open()]);
    const claims = await Promise.all(all.map((customers) => customers.claim(chat, 60_000)));
    expect(claims.filter((claim) => claim !== undefined)).toHaveLength(1);
    await Promise.all(
      all.flatMap((customers, process) =>
        Array.from({ length: 5 }, (_, index) =>
          customers.edit(chat, { facts: [`факт ${process}-${index}`], adds: true }),
        ),
      ),
    );
    expect((await all[0]?.read(chat))?.facts).toHaveLength(15);
    expect(await all[1]?.erase(chat)).toBe(true);
    expect(await all[2]?.read(chat)).toBeUndefined();
  });

  it('count chats without customers', async () => {
    const store = openFile(join(folder(), 'counted.db'));
    const customers = new Customers(store, { ttlMs, log: keepingLog() });
    await new History(store, { limit: 20, ttlMs: dayMs, log: keepingLog() }).record(turn(1));
    await customers.import({
      chat,
      customer: { ...newCustomer(1), facts: [{ text: 'да', at: 1 }] },
    });
    expect(await countChats(store)).toBe(1);
    expect(store.namespace).toBeUndefined();
    await store.disconnect();
  });
});
