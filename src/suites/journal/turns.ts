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

/** More of everything than any journal reads at a time. */
const pages: Record<string, JournalCheck> = {
  async 'are all read, however many there are'(place) {
    const journal = await place.open();
    const numbers = Array.from({ length: 1_050 }, (_, index) => index);
    const chatOf = (number: number): string => `7700${1_000_000 + number}@c.us`;
    await Promise.all(
      numbers
        .slice(0, 450)
        .map((number) => journal.inbox.accept(message(chatOf(number), `m${number}`))),
    );
    equal((await journal.inbox.chats()).length, 450);
    for (const number of numbers) {
      const at = place.now + number;
      const known = number < 450 ? [`m${number}`] : [];
      const record = { id: `${anna}/${number}`, chat: anna, at, entries: [], facts: {} };
      await journal.turns.settle({
        chat: chatOf(number),
        inbound: known,
        replies: [{ text: `r${number}` }],
        record: { ...record, chat: chatOf(number) },
      });
    }
    const records = await journal.turns.unremembered();
    deepEqual(
      records.map(({ id }) => id),
      numbers.map((number) => `${anna}/${number}`),
    );
    deepEqual(new Set(await dueTexts(journal)), new Set(numbers.map((number) => `r${number}`)));
    const accounts = (await Array.fromAsync(journal.books.usage(0))).map(({ at }) => at);
    deepEqual(
      accounts,
      numbers.map((number) => place.now + number),
    );
    const ended = (await Array.fromAsync(journal.turns.ended())).map(({ inbound }) => inbound.id);
    deepEqual(new Set(ended), new Set(numbers.slice(0, 450).map((number) => `m${number}`)));
  },

  async 'of another journal are all taken over, however many there are'(place) {
    const journal = await place.open();
    const ended = Array.from({ length: 450 }, (_, index) => ({
      inbound: message(anna, `m${index}`),
      at: place.now,
    }));
    await journal.turns.know(ended);
    equal(
      new Set((await Array.fromAsync(journal.turns.ended())).map(({ inbound }) => inbound.id)).size,
      ended.length,
    );
    for (const id of ['m0', 'm199', 'm200', 'm449'])
      equal(await journal.inbox.accept(message(anna, id)), false);
    equal(await journal.inbox.accept(message(anna, 'm450')), true);
  },
};

/** What was erased while a turn was taken does not come back with its end. */
const erased: Record<string, JournalCheck> = {
  async 'of a customer who was erased meanwhile leave nothing behind'(place) {
    const journal = await place.open();
    for (const chat of [anna, bolat]) await journal.inbox.accept(message(chat, 'a'));
    await journal.inbox.accept(message(anna, 'b'));
    const [due] = await journal.turns.settle(settlement(anna, ['b'], ['under way']));
    await journal.books.erase(anna);
    equal(await journal.outbox.sent(due?.id ?? '', 'channel-1'), false);
    deepEqual(await journal.turns.settle(settlement(anna, ['a'], ['hello'])), []);
    deepEqual(
      await journal.turns.settle(settlement(anna, ['a'], [], { givenUp: 'service.model' })),
      [],
    );
    deepEqual(await journal.turns.unremembered(), []);
    deepEqual(await journal.letters.list(10), []);
    equal(await journal.books.erase(anna), 0);
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
    await journal.books.erase(anna);
    equal(await journal.turns.remembered(record), false);
  },
};

/** What the ends of turns must do. */
export const turnsChecks: Record<string, JournalCheck> = {
  ...turnsBasics,
  ...endOnce,
  ...keepRecords,
  ...pages,
  ...erased,
};
