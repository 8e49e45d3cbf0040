import { expect, it } from 'vitest';
import { History } from '../../src/core/history.ts';
import { Remembering } from '../../src/core/remembering.ts';
import { openJournal } from '../../src/plugins/journal/sqlite/journal.ts';
import { MemoryStore } from '../../src/plugins/memory/memory/index.ts';
import { useFolder } from '../folder.ts';
import { chat, keepingLog, turn } from './memories.ts';

const folder = useFolder();

it('a customer who is erased while his record is taken in is not remembered', async () => {
  await using journal = Object.assign(openJournal(folder(), Date.now), { [Symbol.asyncDispose]: () => journal.close() });
  const memory = new History(new MemoryStore(), { limit: 20, ttlMs: 1e9, log: keepingLog() });
  const [record, later] = [turn(1), turn(2)];
  const grown: string[] = [];
  const remembering = new Remembering({
    turns: journal.turns,
    log: keepingLog(),
    remembered: (of) => grown.push(of),
    history: {
      async record(taken) {
        // As `history erase` does in another process: the journal forgets, then the memory, in which there is nothing yet.
        if (taken.id === record.id) await journal.books.erase(chat);
        return memory.record(taken);
      },
      erase: (of) => memory.erase(of),
    },
  });
  await journal.turns.settle({ chat, inbound: [], replies: [], record });
  await remembering.take(record, new AbortController().signal);
  expect(await memory.recall(chat)).toMatchObject({ known: false, entries: [] });
  expect(grown).toEqual([]);
  await journal.turns.settle({ chat, inbound: [], replies: [], record: later });
  await remembering.take(later, new AbortController().signal);
  expect((await memory.recall(chat)).entries).toEqual(later.entries);
  expect(await journal.turns.unremembered()).toEqual([]);
});
