import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ServiceError } from '../../../src/core/errors.ts';
import { History } from '../../../src/core/history/history.ts';
import { HistoryWriter } from '../../../src/core/history/history-writer.ts';
import { openJournal } from '../../../src/plugins/journal/sqlite/journal.ts';
import { MemoryStore } from '../../../src/plugins/memory/memory/index.ts';
import { useFolder } from '../../folder.ts';
import { chat, keepingLog, turn } from '../memories.ts';

const folder = useFolder();

it('a customer who is erased while his record is taken in is not remembered', async () => {
  await using journal = Object.assign(openJournal(folder(), Date.now), {
    [Symbol.asyncDispose]: () => journal.close(),
  });
  const memory = new History(new MemoryStore(), { limit: 20, ttlMs: 1e9, log: keepingLog() });
  const [record, later] = [turn(1), turn(2)];
  const grown: string[] = [];
  const historyWriter = new HistoryWriter({
    turns: journal.turns,
    log: keepingLog(),
    remembered: (of) => grown.push(of),
    history: {
      async record(taken) {
        // As `history erase` does in another process: the journal forgets, then the memory, in which there is nothing yet.
        if (taken.id === record.id) await journal.erase(chat);
        return memory.record(taken);
      },
      erase: (of) => memory.erase(of),
    },
  });
  await journal.turns.settle({ chat, inbound: [], replies: [], record });
  await historyWriter.take(record, new AbortController().signal);
  expect(await memory.recall(chat)).toMatchObject({ known: false, entries: [] });
  expect(grown).toEqual([]);
  await journal.turns.settle({ chat, inbound: [], replies: [], record: later });
  await historyWriter.take(later, new AbortController().signal);
  expect((await memory.recall(chat)).entries).toEqual(later.entries);
  expect(await journal.turns.unremembered()).toEqual([]);
});

describe('a memory that fails', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  /** Records that a journal keeps, and a memory that takes them once `failure` is gone. */
  function failing(numbers: number[]) {
    const records = numbers.map((number) => turn(number, { chat: `chat ${number % 2}` }));
    const kept = new Map(records.map((record) => [record.id, record]));
    const [log, taken, asked] = [keepingLog(), [] as string[], [] as (string | undefined)[]];
    const memory: { failure: Error | undefined; reading: Error | undefined } = {
      failure: new Error('full'),
      reading: undefined,
    };
    const historyWriter = new HistoryWriter({
      turns: {
        unremembered: async (of) => {
          asked.push(of);
          if (memory.reading) throw memory.reading;
          return [...kept.values()].filter((record) => of === undefined || record.chat === of);
        },
        remembered: async (record) => kept.delete(record.id),
      },
      history: {
        record: async (record) => {
          taken.push(record.id);
          if (memory.failure) throw memory.failure;
          return 0;
        },
        erase: () => Promise.resolve(true),
      },
      log,
    });
    const told = (): unknown[] => log.heard.map(([event, fields]) => [event, fields?.['records']]);
    return { historyWriter, memory, kept, taken, asked, told };
  }

  it('is tried again until it takes everything, with one line of the log a round', async () => {
    const { historyWriter, memory, kept, told } = failing([1, 2, 3]);
    await historyWriter.catchUp();
    expect([kept.size, told(), vi.getTimerCount()]).toEqual([3, [['record-postponed', 3]], 1]);
    await vi.advanceTimersByTimeAsync(1000);
    expect(told()).toEqual([
      ['record-postponed', 3],
      ['record-postponed', 2],
    ]);
    memory.failure = undefined;
    await vi.advanceTimersByTimeAsync(2000);
    expect([kept.size, told().length, vi.getTimerCount()]).toEqual([0, 2, 0]);
  });

  it('is not asked for the others when it is silent: each would be waited for', async () => {
    const { historyWriter, memory, taken, told } = failing([1, 2, 3]);
    memory.failure = new ServiceError('memory.late', 'late', { retryable: true });
    await historyWriter.catchUp();
    expect([taken.length, told()]).toEqual([1, [['record-postponed', 3]]]);
  });

  it('is tried again when the journal could not be read meanwhile', async () => {
    const { historyWriter, memory, kept, told } = failing([1]);
    await historyWriter.catchUp();
    memory.reading = new Error('locked');
    await vi.advanceTimersByTimeAsync(1000);
    expect([told().length, vi.getTimerCount()]).toEqual([2, 1]);
    Object.assign(memory, { failure: undefined, reading: undefined });
    await vi.advanceTimersByTimeAsync(2000);
    expect(kept.size).toBe(0);
  });

  it('is tried no more after the stop', async () => {
    const { historyWriter, memory, kept, taken } = failing([1]);
    await historyWriter.catchUp();
    await historyWriter.stop();
    expect(vi.getTimerCount()).toBe(0);
    memory.failure = undefined;
    await vi.advanceTimersByTimeAsync(120_000);
    await historyWriter.catchUp();
    expect([kept.size, taken.length, vi.getTimerCount()]).toEqual([1, 1, 0]);
  });

  it('is brought up to date before a turn of the chat reads it, and asked for no other chat', async () => {
    const { historyWriter, memory, kept, asked } = failing([1, 2]);
    const signal = new AbortController().signal;
    await historyWriter.settle('chat 1', signal);
    expect(asked).toEqual([]);
    await historyWriter.catchUp();
    await expect(historyWriter.settle('chat 1', signal)).rejects.toThrow('full');
    memory.failure = undefined;
    await historyWriter.settle('chat 1', signal);
    expect([[...kept.values()].map(({ chat: of }) => of), asked.slice(1)]).toEqual([
      ['chat 0'],
      ['chat 1', 'chat 1'],
    ]);
    await historyWriter.settle('chat 1', signal);
    expect(asked).toHaveLength(3);
  });
});
