import { describe, expect, it, vi } from 'vitest';
import { ChatStore } from '../../../src/core/history/chat-store.ts';
import type { Memory } from '../../../src/core/kinds/memory.ts';
import { newChat, type StoredChat } from '../../../src/core/history/stored-chat.ts';
import { MemoryStore } from '../../../src/plugins/memory/memory/index.ts';
import { hourMs, keepingLog } from '../memories.ts';

const at = (updatedAt: number): StoredChat => ({ ...newChat(1), updatedAt });

/** A store over this memory, and what its log heard. */
function over(memory: Memory) {
  const log = keepingLog();
  return { store: new ChatStore(memory, { ttlMs: hourMs, log }), log };
}

/** A memory that only keeps, as those of others do. */
function plain(): Memory {
  const memory = new MemoryStore();
  return Object.assign(memory, {
    newest: undefined,
    count: undefined,
    replace: undefined,
    erase: undefined,
  });
}

describe('a change', () => {
  it('begins again while another process comes between, a hundred times', async () => {
    const memory = new MemoryStore();
    const replace = vi.fn<() => Promise<boolean>>(() => Promise.resolve(false));
    const { store } = over(Object.assign(memory, { replace }));
    const change = vi.fn<(stored: StoredChat | undefined) => StoredChat>(() => at(1));
    await expect(store.change('a', change)).rejects.toMatchObject({
      code: 'service.memory',
      retryable: true,
    });
    expect([change.mock.calls.length, replace.mock.calls.length]).toEqual([100, 100]);
    replace.mockResolvedValueOnce(false).mockResolvedValueOnce(true);
    expect(await store.change('a', change)).toBe(true);
    expect(change.mock.calls.length).toBe(102);
  });

  it('needs no look of its own after another one', async () => {
    const memory = new MemoryStore();
    const { store } = over(memory);
    await store.change('a', () => at(1));
    const look = vi.spyOn(memory, 'get');
    expect((await store.read('a'))?.stored.updatedAt).toBe(1);
    await store.change('a', (stored) => at((stored?.updatedAt ?? 0) + 1));
    expect(look.mock.calls.length).toBe(1);
    await store.change('a', (stored) => at((stored?.updatedAt ?? 0) + 1));
    expect(look.mock.calls.length).toBe(2);
    expect((await store.read('a'))?.stored.updatedAt).toBe(3);
  });

  it('sees what another process wrote after the look, also where there seemed to be nothing to change', async () => {
    const memory = new MemoryStore();
    const [{ store }, { store: other }] = [over(memory), over(memory)];
    await store.change('a', () => at(1));
    await store.read('a');
    await other.change('a', () => at(5));
    await store.change('a', (stored) => at((stored?.updatedAt ?? 0) + 1));
    expect((await store.read('a'))?.stored.updatedAt).toBe(6);
    await other.change('a', () => at(8));
    const late = (stored: StoredChat | undefined): StoredChat | undefined =>
      stored?.updatedAt === 8 ? at(9) : undefined;
    expect(await store.change('a', late)).toBe(true);
    await store.read('a');
    await other.remove('a');
    expect(await store.change('a', (stored) => stored && at(10))).toBe(false);
  });

  it('may leave the chat as it is', async () => {
    const { store } = over(plain());
    expect(await store.change('a', () => undefined)).toBe(false);
    expect(await store.read('a')).toBeUndefined();
  });

  it('comes after the one before it, also after one that failed', async () => {
    const { store } = over(plain());
    const order: string[] = [];
    const fail = store.change('a', () => {
      order.push('first');
      throw new Error('bug');
    });
    const next = store.change('a', (stored) => {
      order.push(`second ${stored === undefined}`);
      return at(2);
    });
    const last = store.change('a', (stored) => {
      order.push(`third ${stored?.updatedAt}`);
      return undefined;
    });
    await expect(fail).rejects.toThrow(Error);
    expect([await next, await last, order]).toEqual([
      true,
      false,
      ['first', 'second true', 'third 2'],
    ]);
  });

  it('keeps a chat as long as was asked', async () => {
    const { store } = over(plain());
    const begun = Date.now();
    await store.change('usual', () => at(1));
    await store.change('own', () => at(1), 5 * hourMs);
    const [usual, own] = await store.readMany(['usual', 'own']);
    expect(usual?.expiresAt).toBeGreaterThanOrEqual(begun + hourMs);
    expect(usual?.expiresAt).toBeLessThan(begun + 2 * hourMs);
    expect(own?.expiresAt).toBeGreaterThanOrEqual(begun + 5 * hourMs);
  });
});

describe('the chats of a memory without an index', () => {
  it('are listed newest first, in pages, and counted', async () => {
    const { store } = over(plain());
    for (const [index, chat] of ['a', 'b', 'c', 'd'].entries())
      await store.change(chat, () => at(index === 3 ? 2 : index));
    const first = await store.newest(2);
    const rest = await store.newest(9, first.at(-1));
    expect([...first, ...rest].map((position) => position.at)).toEqual([2, 2, 1, 0]);
    expect(new Set([...first, ...rest].map(({ key }) => key)).size).toBe(4);
    expect([first.length, await store.count(), await store.newest(0)]).toEqual([2, 4, []]);
  });

  it('leave out what is no chat, with a word in the log', async () => {
    const memory = plain();
    const { store, log } = over(memory);
    await store.change('a', () => at(1));
    await memory.set('b', JSON.stringify({ value: { odd: true } }));
    await memory.set('c', 'nonsense');
    expect(await store.read('b')).toBeUndefined();
    expect(await store.read('c')).toBeUndefined();
    expect(
      (await store.readMany(['c', 'a', 'absent'])).map((kept) => kept?.stored.updatedAt),
    ).toEqual([undefined, 1, undefined]);
    expect(await store.count()).toBe(1);
    expect(
      new Set(log.heard.map(([event, fields]) => `${event} ${String(fields?.['chat'])}`)),
    ).toEqual(new Set(['chat-damaged b', 'chat-damaged c']));
  });

  it('end at their time', async () => {
    const memory = plain();
    const { store } = over(memory);
    const ending = (expires: unknown): Promise<unknown> =>
      Promise.resolve(memory.set('a', JSON.stringify({ value: at(1), expires })));
    await ending(Date.now() - 1);
    expect(await store.read('a')).toBeUndefined();
    await ending(Date.now() + hourMs);
    expect((await store.read('a'))?.expiresAt).toBeGreaterThan(Date.now());
    await ending(undefined);
    expect(await store.read('a')).toEqual({ stored: at(1) });
  });

  it('can be forgotten', async () => {
    const { store } = over(plain());
    for (const chat of ['a', 'b', 'c', 'd']) await store.change(chat, () => at(1));
    expect([
      await store.remove('a'),
      await store.remove('a'),
      await store.erase('b'),
      await store.erase('b'),
    ]).toEqual([true, false, true, false]);
    expect(await store.count()).toBe(2);
    await store.removeAll();
    expect(await store.count()).toBe(0);
  });
});
