import { deepEqual, equal } from 'node:assert/strict';
import { anna, dueTexts, isNew, message, type JournalCheck } from './place.ts';

/** Of turns there is more here than any journal reads at a time. */
export const pagesChecks: Record<string, JournalCheck> = {
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
    const accounts = (await Array.fromAsync(journal.accounts.usage(0))).map(({ at }) => at);
    deepEqual(
      accounts,
      numbers.map((number) => place.now + number),
    );
    const ended = (await Array.fromAsync(journal.finished.ended())).map(
      ({ inbound }) => inbound.id,
    );
    deepEqual(new Set(ended), new Set(numbers.slice(0, 450).map((number) => `m${number}`)));
  },

  async 'of another journal are all taken over, however many there are'(place) {
    const journal = await place.open();
    const ended = Array.from({ length: 450 }, (_, index) => ({
      inbound: message(anna, `m${index}`),
      at: place.now,
    }));
    await journal.finished.know(ended);
    equal(
      new Set((await Array.fromAsync(journal.finished.ended())).map(({ inbound }) => inbound.id))
        .size,
      ended.length,
    );
    for (const id of ['m0', 'm199', 'm200', 'm449'])
      equal(await isNew(journal, message(anna, id)), false);
    equal(await isNew(journal, message(anna, 'm450')), true);
  },
};
