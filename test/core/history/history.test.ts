import { Keyv } from 'keyv';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ServiceError } from '../../../src/core/errors.ts';
import { History } from '../../../src/core/history/history.ts';
import type { Memory } from '../../../src/core/kinds/memory.ts';
import { useFolder } from '../../folder.ts';
import { chat, hourMs, keepingLog, memories, plainMemory, said, turn } from '../memories.ts';

describe.each([...memories, plainMemory])('History on $name', ({ open }) => {
  const folder = useFolder();
  let memory: Memory;
  let log: ReturnType<typeof keepingLog>;

  const historyOf = (options: { limit?: number; pending?: number } = {}): History =>
    new History(memory, { limit: 20, ttlMs: hourMs, log, ...options });

  const texts = async (history: History, of = chat): Promise<string[]> =>
    (await history.recall(of)).entries.map(({ text }) => text);

  beforeEach(() => {
    memory = open(folder());
    log = keepingLog();
  });

  afterEach(async () => {
    vi.useRealTimers();
    await memory.disconnect?.();
  });

  it('knows nothing of a new chat', async () => {
    expect(await historyOf().recall(chat)).toEqual({ entries: [], facts: {}, known: false });
  });

  it('remembers what was said, whole', async () => {
    const entries = [
      { ...said(1)[0], text: ':) Сәлем "🌍"\n\\', voice: true as const },
      said(1)[1],
    ];
    await historyOf().record(turn(1, { entries, facts: { language: 'kk', hintedAt: 5 } }));
    expect(await historyOf().recall(chat)).toEqual({
      entries,
      facts: { language: 'kk', hintedAt: 5 },
      known: true,
    });
    expect(await historyOf().recall('other')).toMatchObject({ known: false });
  });

  it('keeps the newest entries up to the limit, and fewer when the limit has shrunk', async () => {
    const history = historyOf({ limit: 4 });
    for (const number of [1, 2, 3]) await history.record(turn(number));
    expect((await history.recall(chat)).entries).toEqual([...said(2), ...said(3)]);
    expect((await historyOf({ limit: 1 }).recall(chat)).entries).toEqual([said(3)[1]]);
  });

  it('keeps nothing at a limit of 0, yet knows the chat and its language', async () => {
    const history = historyOf({ limit: 0 });
    await history.record(turn(1, { facts: { language: 'en' } }));
    expect(await history.recall(chat)).toEqual({
      entries: [],
      facts: { language: 'en' },
      known: true,
    });
  });

  it('does not know a chat in which nothing was said', async () => {
    await historyOf().record(turn(1, { entries: [], facts: { hintedAt: 7 } }));
    expect(await historyOf().recall(chat)).toEqual({
      entries: [],
      facts: { hintedAt: 7 },
      known: false,
    });
  });

  it('takes every record in once, also after its entries are gone', async () => {
    const history = historyOf({ limit: 2 });
    for (const number of [1, 2, 2, 1, 3, 1]) await history.record(turn(number));
    await history.record(turn(3, { id: 'another record', entries: said(3) }));
    expect((await history.recall(chat)).entries).toEqual(said(3));
    expect(await new Keyv({ store: memory }).get(chat)).toMatchObject({ messages: 6 });
  });

  it('puts a record that comes late where it belongs, and keeps the newer facts', async () => {
    const history = historyOf();
    await history.record(turn(1, { facts: { language: 'ru', hintedAt: 1 } }));
    await history.record(turn(3, { facts: { language: 'kk' } }));
    await history.record(turn(4));
    await history.record(turn(2, { facts: { language: 'en', apologizedAt: 2 } }));
    const { entries, facts } = await history.recall(chat);
    expect(entries).toEqual([1, 2, 3, 4].flatMap(said));
    expect(facts).toEqual({ language: 'kk', hintedAt: 1, apologizedAt: 2 });
  });

  it('adds at the end what the clock, set back, makes look late, and a message that arrived out of order', async () => {
    const history = historyOf();
    await history.record(turn(5));
    await history.record(turn(6, { at: 10, entries: [said(6)[0], { ...said(6)[1], at: 11 }] }));
    await history.record(turn(2, { at: 7500 }));
    expect(await texts(history)).toEqual(
      [5, 6, 2].flatMap((number) => said(number).map(({ text }) => text)),
    );
  });

  it('merges facts', async () => {
    const history = historyOf();
    await history.record(turn(1, { facts: { language: 'ru', hintedAt: 1 } }));
    await history.record(turn(2, { facts: { language: 'kk' } }));
    expect((await history.recall(chat)).facts).toEqual({ language: 'kk', hintedAt: 1 });
  });

  it('loses nothing when records of one chat come at once', async () => {
    const history = historyOf({ limit: 100 });
    const numbers = Array.from({ length: 30 }, (_, index) => index + 1);
    await Promise.all(
      numbers
        .flatMap((number) => [turn(number), turn(number, { chat: 'other' })])
        .map((each) => history.record(each)),
    );
    expect((await history.recall(chat)).entries).toEqual(numbers.flatMap(said));
    expect((await history.recall('other')).entries).toHaveLength(60);
  });

  it('forgets a chat that has been quiet, counted from its last record', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: 10 * hourMs });
    const history = historyOf();
    await history.record(turn(1));
    vi.setSystemTime(11 * hourMs - 1);
    await history.record(turn(2));
    vi.setSystemTime(12 * hourMs - 2);
    expect((await history.recall(chat)).known).toBe(true);
    vi.setSystemTime(12 * hourMs - 1);
    expect(await history.recall(chat)).toEqual({ entries: [], facts: {}, known: false });
  });

  it.each([
    ['no JSON', '{"value":{"version":1,"up'],
    ['JSON that is nothing', 'null'],
    ['another program’s JSON', '{"some":"thing"}'],
    ['another program’s Keyv', '{"value":[1,2]}'],
    [
      'a later version',
      '{"value":{"version":2,"updatedAt":1,"createdAt":1,"messages":0,"facts":{},"entries":[],"recorded":[],"pending":[]}}',
    ],
    [
      'a broken entry',
      '{"value":{"version":1,"updatedAt":1,"createdAt":1,"messages":0,"facts":{},"entries":[{}],"recorded":[],"pending":[]}}',
    ],
    [
      'a time that no calendar has',
      '{"value":{"version":1,"updatedAt":1,"createdAt":9e15,"messages":0,"facts":{},"entries":[],"recorded":[],"pending":[]}}',
    ],
    ['no text', { odd: true }],
  ])('takes %s for a new chat and says so in the log', async (_, value) => {
    await memory.set(chat, value);
    const history = historyOf();
    expect(await history.recall(chat)).toEqual({ entries: [], facts: {}, known: false });
    expect(log.heard).toEqual([['chat-damaged', { chat }]]);
    await history.record(turn(1));
    expect(await texts(history)).toEqual(['question 1', 'answer 1']);
  });

  it('keeps what is too old for its summary, and folds it', async () => {
    const history = historyOf({ limit: 2, pending: 3 });
    for (const number of [1, 2, 3]) await history.record(turn(number));
    expect(await history.unfolded(chat)).toEqual({ pending: [said(1)[1], ...said(2)] });
    await history.record(turn(2, { id: 'again' }));
    expect(await history.fold(chat, 'They asked twice.', ['reply:m1', 'm2'])).toBe(true);
    expect(await history.unfolded(chat)).toEqual({
      pending: [said(2)[1]],
      summary: 'They asked twice.',
    });
    expect(await history.recall(chat)).toMatchObject({
      entries: said(3),
      summary: 'They asked twice.',
      known: true,
    });
    expect((await history.recall(chat)).pending).toEqual([said(2)[1]]);
    await memory.clear();
    expect(await history.fold(chat, 'They asked three times.', ['reply:m2'])).toBe(false);
    expect((await history.recall(chat)).known).toBe(false);
  });

  it('counts what waits for the summary, and gives it with the chat', async () => {
    const history = historyOf({ limit: 2, pending: 40 });
    expect(await history.record(turn(1, { facts: { language: 'kk' } }))).toBe(0);
    expect(await history.record(turn(2))).toBe(2);
    expect(await history.record(turn(2))).toBe(2);
    expect(await history.recall(chat)).toMatchObject({ entries: said(2), pending: said(1) });
    expect(await history.unfolded(chat)).toEqual({ pending: said(1), language: 'kk' });
  });

  it('uses no summary from before when none is wanted', async () => {
    const history = historyOf({ limit: 2, pending: 40 });
    for (const number of [1, 2]) await history.record(turn(number));
    await history.fold(chat, 'Before.', ['m1']);
    expect(Object.keys(await historyOf({ limit: 2 }).recall(chat))).toEqual([
      'entries',
      'facts',
      'known',
    ]);
  });

  it('keeps nothing for a summary that nobody writes', async () => {
    const history = historyOf({ limit: 2 });
    for (const number of [1, 2]) await history.record(turn(number));
    expect(await history.unfolded(chat)).toBeUndefined();
  });

  it('begins where another history is', async () => {
    const other = {
      entries: said(2),
      facts: { language: 'en' as const },
      known: true,
      summary: 'Before.',
      pending: said(1),
    };
    const history = historyOf({ pending: 40 });
    await history.begin(chat, other);
    await history.begin(chat, { entries: said(2), facts: {}, known: true });
    expect(await history.recall(chat)).toEqual(other);
    await history.begin('forgotten', { entries: [], facts: {}, known: true });
    expect((await history.recall('forgotten')).known).toBe(true);
    await history.begin('new', { entries: [], facts: {}, known: false });
    expect((await history.recall('new')).known).toBe(false);
  });

  it('stores JSON that any Keyv reads', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: 5000 });
    const entries = [{ ...said(1)[0], text: ':)' }, said(1)[1]];
    await historyOf().record(turn(1, { entries, facts: { language: 'ru' } }));
    const stored = {
      version: 1,
      updatedAt: 1500,
      createdAt: 5000,
      messages: 2,
      facts: { language: 'ru' },
      entries,
    };
    expect(await new Keyv({ store: memory }).get(chat)).toEqual({
      ...stored,
      recorded: [`${chat}/m1`],
      pending: [],
    });
    expect(await memory.get(chat)).toMatch(
      /^\{"value":\{"version":1,"updatedAt":1500,.*\},"expires":3605000\}$/,
    );
  });

  it('rejects with a retryable error while the memory fails, and overwrites nothing then', async () => {
    const history = historyOf();
    await history.record(turn(1));
    const read = vi.spyOn(memory, 'get').mockRejectedValue(new Error('the disk is gone'));
    for (const call of [history.recall(chat), history.record(turn(2))]) {
      const error: unknown = await call.catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(ServiceError);
      expect(error).toMatchObject({
        code: 'service.memory',
        retryable: true,
        cause: { message: 'the disk is gone' },
      });
    }
    read.mockRestore();
    const refuse = async (): Promise<boolean> => false;
    const write = vi.spyOn(memory, memory.replace ? 'replace' : 'set').mockImplementation(refuse);
    await expect(history.record(turn(2))).rejects.toMatchObject({
      code: 'service.memory',
      retryable: true,
    });
    write.mockRestore();
    expect(await texts(history)).toEqual(['question 1', 'answer 1']);
    await history.record(turn(2));
    expect(await texts(history)).toHaveLength(4);
  });
});
