import { deepEqual, equal, ok } from 'node:assert/strict';
import {
  anna,
  bolat,
  dueTexts,
  message,
  minuteMs,
  resembles,
  settlement,
  waitingIds,
  type JournalCheck,
} from './place.ts';

const turnsBasics: Record<string, JournalCheck> = {
  async 'end the messages they dealt with, and only those'(place) {
    const journal = await place.open();
    for (const id of ['a', 'b', 'c']) await journal.inbox.accept(message(anna, id));
    await journal.inbox.accept(message(bolat, 'a'));
    await journal.turns.settle(settlement(anna, ['a', 'b'], ['hello']));
    deepEqual(await waitingIds(journal, anna), ['c']);
    deepEqual(await waitingIds(journal, bolat), ['a']);
    deepEqual(await journal.letters.list(10), []);
  },

  async 'make replies due, in order, behind those due already'(place) {
    const journal = await place.open();
    for (const id of ['a', 'b']) await journal.inbox.accept(message(anna, id));
    const first = await journal.turns.settle(settlement(anna, ['a'], ['one', 'two']));
    resembles(first, [
      { chat: anna, text: 'one', tries: 0, createdAt: place.now },
      { chat: anna, text: 'two', tries: 0, createdAt: place.now },
    ]);
    ok((first[0]?.notBefore ?? Infinity) <= place.now);
    ok(!('attemptedAt' in (first[0] ?? {})));
    const all = await journal.turns.settle(settlement(anna, ['b'], ['three']));
    deepEqual(all.slice(0, 2), first);
    deepEqual(all, await journal.outbox.due(anna));
    deepEqual(
      all.map(({ text }) => text),
      ['one', 'two', 'three'],
    );
    equal(new Set(all.map(({ id }) => id)).size, 3);
  },

  async 'may have nothing to say, or nothing to answer'(place) {
    const journal = await place.open();
    await journal.inbox.accept(message(anna, 'a'));
    deepEqual(await journal.turns.settle(settlement(anna, ['a'], [])), []);
    const record = { ...settlement(bolat, []).record, id: 'sent by a person' };
    resembles(await journal.turns.settle(settlement(bolat, [], ['news'], { record })), [
      { text: 'news' },
    ]);
  },

  async 'that run side by side all end'(place) {
    const journal = await place.open();
    const chats = Array.from({ length: 30 }, (_, index) => `7700${1_000_000 + index}@c.us`);
    await Promise.all(chats.map((chat) => journal.inbox.accept(message(chat, 'a'))));
    await Promise.all(
      chats.map((chat) => journal.turns.settle(settlement(chat, ['a'], [`to ${chat}`]))),
    );
    deepEqual(await journal.inbox.chats(), []);
    deepEqual(
      (await dueTexts(journal)).toSorted(),
      chats.map((chat) => `to ${chat}`),
    );
    equal((await journal.turns.unremembered()).length, 30);
  },
};

const endOnce: Record<string, JournalCheck> = {
  async 'end once: the same settlement again changes nothing'(place) {
    const journal = await place.open();
    await journal.inbox.accept(message(anna, 'a'));
    const end = settlement(anna, ['a'], ['one', 'two']);
    const due = await journal.turns.settle(end);
    deepEqual(await journal.turns.settle(end), due);
    const again = await place.reopen(journal);
    deepEqual(await again.turns.settle(end), due);
    await again.outbox.sent(due[0]?.id ?? '', 'sent-1');
    await again.turns.remembered(end.record);
    deepEqual(await again.turns.settle(end), due.slice(1));
    deepEqual(await again.turns.unremembered(), []);
  },

  async 'end once when both come together'(place) {
    const journal = await place.open();
    await journal.inbox.accept(message(anna, 'a'));
    const end = settlement(anna, ['a'], ['one']);
    await Promise.all([journal.turns.settle(end), journal.turns.settle(end)]);
    deepEqual(await dueTexts(journal), ['one']);
  },
};

const keepRecords: Record<string, JournalCheck> = {
  async 'keep their records until they are remembered, oldest first'(place) {
    const journal = await place.open();
    const records = ['a', 'b', 'c'].map((id) => ({
      ...settlement(anna, [id]).record,
      entries: [
        { id, role: 'customer' as const, text: `текст ${id}`, at: place.now, voice: true as const },
      ],
      facts: { language: 'kk' as const, hintedAt: 7 },
      usage: { input: 5, cached: 4, output: 3, speechSeconds: 1.5 },
    }));
    for (const record of records) {
      const id = record.entries[0]?.id ?? '';
      await journal.inbox.accept(message(anna, id));
      await journal.turns.settle(settlement(anna, [id], [], { record }));
      place.now += minuteMs;
    }
    deepEqual(await journal.turns.unremembered(), records);
    for (const record of records.slice(1, 2)) await journal.turns.remembered(record);
    await journal.turns.remembered({ id: 'unknown', chat: anna });
    const again = await place.reopen(journal);
    deepEqual(await again.turns.unremembered(), [records[0], records[2]]);
  },
};

/** What was erased while a turn was taken does not come back with its end. */
const erased: Record<string, JournalCheck> = {
  async 'of a customer who was erased meanwhile leave nothing behind'(place) {
    const journal = await place.open();
    for (const chat of [anna, bolat]) await journal.inbox.accept(message(chat, 'a'));
    await journal.inbox.accept(message(anna, 'b'));
    const [due] = await journal.turns.settle(settlement(anna, ['b'], ['under way']));
    await journal.erase(anna);
    equal(await journal.outbox.sent(due?.id ?? '', 'channel-1'), false);
    deepEqual(await journal.turns.settle(settlement(anna, ['a'], ['hello'])), []);
    deepEqual(
      await journal.turns.settle(settlement(anna, ['a'], [], { givenUp: 'service.model' })),
      [],
    );
    deepEqual(await journal.turns.unremembered(), []);
    deepEqual(await journal.letters.list(10), []);
    equal(await journal.erase(anna), 0);
    await journal.turns.settle(settlement(bolat, ['a'], ['hello']));
    deepEqual(await dueTexts(journal), ['hello']);
  },

  async 'are remembered until their customer is erased'(place) {
    const journal = await place.open();
    await journal.inbox.accept(message(anna, 'a'));
    const { record } = settlement(anna, ['a']);
    equal(await journal.turns.remembered(record), false);
    await journal.turns.settle(settlement(anna, ['a']));
    equal(await journal.turns.remembered(record), true);
    equal(await journal.turns.remembered(record), true);
    await journal.erase(anna);
    equal(await journal.turns.remembered(record), false);
  },
};

/** What the ends of turns must do. */
export const turnsChecks: Record<string, JournalCheck> = {
  ...turnsBasics,
  ...endOnce,
  ...keepRecords,
  ...erased,
};
