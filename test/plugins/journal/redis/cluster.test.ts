import { describe, expect, it } from 'vitest';
import { toJournal } from '../../../../src/plugins/journal/redis/journal.ts';
import { journalSuite } from '../../../../src/suites/journal.ts';
import { message, settlement } from '../../../../src/suites/journal/place.ts';
import { useCluster } from '../../redis/cluster.ts';
import { connect, until } from '../../redis/server.ts';

const silent = { debug() {}, info() {}, warn() {}, error() {} };

describe('journal/redis on a cluster of three', { timeout: 60_000 }, () => {
  const url = useCluster();
  journalSuite(it, async (place, now) =>
    toJournal(await connect(url(), place), { log: silent, now }),
  );

  it('hands chats out, one process at a time', async () => {
    const open = async () =>
      toJournal(await connect(url(), 'shared'), { log: silent, now: Date.now });
    const journals = [await open(), await open()];
    const stopping = new AbortController();
    const worked: string[] = [];
    for (const journal of journals) {
      const work = async ({ chat }: { chat: string }): Promise<void> => {
        const [waiting] = await journal.inbox.waiting(chat);
        const end = settlement(chat, [waiting?.inbound.id ?? '']);
        await journal.turns.settle(end);
        await journal.turns.remembered(end.record);
        worked.push(chat);
      };
      await journal.ownership.cluster?.assignChats({ work, wake: () => {} }, stopping.signal);
    }
    const chats = Array.from({ length: 30 }, (_, index) => `7700${1_000_000 + index}@c.us`);
    for (const [index, chat] of chats.entries())
      await journals[index % 2]?.inbox.accept(message(chat, 'a'));
    await until(() => worked.length >= chats.length);
    stopping.abort();
    await Promise.all(journals.map((journal) => journal.close()));
    expect(worked.toSorted()).toEqual(chats);
  });
});
