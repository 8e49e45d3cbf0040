import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Chats, type ExportedChat } from '../../../src/core/history/chats.ts';
import { History } from '../../../src/core/history/history.ts';
import type { Memory } from '../../../src/core/kinds/memory.ts';
import { useFolder } from '../../folder.ts';
import { chat, hourMs, keepingLog, memories, said, turn } from '../memories.ts';

describe.each(memories)('Chats on $name', ({ open }) => {
  const folder = useFolder();
  let memory: Memory;
  let history: History;
  let chats: Chats;

  beforeEach(() => {
    memory = open(folder());
    const options = { ttlMs: hourMs, log: keepingLog() };
    history = new History(memory, { limit: 3, ...options });
    chats = new Chats(memory, options);
  });

  afterEach(async () => {
    vi.useRealTimers();
    await chats.close();
  });

  const exported = async (): Promise<ExportedChat[]> => {
    const all = await Array.fromAsync(chats.export());
    return all.toSorted((one, other) => one.chat.localeCompare(other.chat));
  };

  const listed = async (options: Parameters<Chats['list']>[0]): Promise<string[]> =>
    (await chats.list(options)).chats.map((line) => line.chat);

  it('are listed newest first, by their last turn and not by the last write', async () => {
    for (const [id, number] of [
      ['b', 2],
      ['c', 3],
      ['d', 4],
      ['a', 1],
    ] as const)
      await history.record(turn(number, { chat: id }));
    await history.record(turn(1, { chat: 'b' }));
    expect(await listed({ limit: 10 })).toEqual(['d', 'c', 'b', 'a']);
    expect(await listed({ limit: 10, since: 2500 })).toEqual(['d', 'c', 'b']);
    expect(await listed({ limit: 2, since: 2501 })).toEqual(['d', 'c']);
  });

  it('are listed with what a person asks for', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: 1_000_000 });
    for (const number of [1, 2]) await history.record(turn(number, { facts: { language: 'kk' } }));
    const line = {
      chat,
      kept: 3,
      messages: 4,
      language: 'kk',
      updatedAt: 2500,
      expiresAt: 1_000_000 + hourMs,
    };
    expect(await chats.list({ limit: 5 })).toEqual({ chats: [line] });
  });

  it('are listed page by page, those of the same moment too, past what is damaged', async () => {
    const ids = Array.from({ length: 25 }, (_, index) => `chat ${String(index).padStart(2, '0')}`);
    for (const id of ids) await history.record(turn(Number(id.slice(-1)), { chat: id }));
    await memory.set('damaged', '{"value":{"version":1,"updatedAt":3500,"broken":true}}');
    const seen: string[] = [];
    for (let from, page = 0; page < 20; page += 1) {
      const { chats: lines, next } = await chats.list({ limit: 4, ...(from ? { from } : {}) });
      seen.push(...lines.map((line) => line.chat));
      if (!next) break;
      from = next;
    }
    expect(seen.toSorted()).toEqual(ids);
    expect(seen.slice(0, 4)).toEqual(['chat 19', 'chat 09', 'chat 18', 'chat 08']);
  });

  it('are shown whole', async () => {
    await history.record(turn(1));
    expect(await chats.read(chat)).toMatchObject({
      stored: { entries: said(1), messages: 2 },
      expiresAt: expect.any(Number),
    });
    expect(await chats.read('none')).toBeUndefined();
  });

  it('are cleared one by one: the next message is a first message', async () => {
    await history.record(turn(1, { facts: { language: 'en' } }));
    await history.record(turn(1, { chat: 'other' }));
    expect(await chats.clear(chat)).toBe(true);
    expect(await history.recall(chat)).toEqual({ entries: [], facts: {}, known: false });
    expect((await history.recall('other')).known).toBe(true);
    expect(await chats.clear(chat)).toBe(false);
  });

  it('are all cleared and counted', async () => {
    for (const id of ['a', 'b', 'c']) await history.record(turn(1, { chat: id }));
    expect(await chats.clearAll()).toBe(3);
    expect(await exported()).toEqual([]);
    expect(await chats.clearAll()).toBe(0);
  });

  it('stay cleared when a turn that had read them before writes after', async () => {
    await history.record(turn(1, { facts: { language: 'kk' } }));
    const read = memory.get.bind(memory);
    vi.spyOn(memory, 'get').mockImplementationOnce(async (key) => {
      const value = await read(key);
      await chats.clear(key);
      return value;
    });
    await history.record(turn(2));
    expect(await history.recall(chat)).toEqual({ entries: said(2), facts: {}, known: true });
  });

  it('go out and come back in, once', async () => {
    for (const id of ['a', 'b'])
      for (const number of [1, 2])
        await history.record(turn(number, { chat: id, facts: { language: 'ru' } }));
    const out = await exported();
    expect(JSON.parse(JSON.stringify(out))).toEqual(out);
    expect(await chats.import(out[0] as ExportedChat)).toBe(false);
    await chats.clearAll();
    for (const each of out) expect(await chats.import(each)).toBe(true);
    for (const each of out) expect(await chats.import(each)).toBe(false);
    expect(await exported()).toEqual(out);
  });

  it('that are newer here stay as they are', async () => {
    await history.record(turn(1));
    const [old] = await exported();
    await history.record(turn(2));
    expect(await chats.import(old as ExportedChat)).toBe(false);
    expect((await chats.read(chat))?.stored.messages).toBe(4);
  });
});
