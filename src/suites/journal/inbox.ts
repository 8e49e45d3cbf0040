import { deepEqual, equal, ok } from 'node:assert/strict';
import type { Inbound } from '../../core/kinds/channel.ts';
import type { Settlement } from '../../core/kinds/journal.ts';
import {
  anna,
  bolat,
  dayMs,
  isNew,
  message,
  minuteMs,
  resembles,
  settlement,
  waitingIds,
  type JournalCheck,
  type Place,
} from './place.ts';

const inboxBasics: Record<string, JournalCheck> = {
  async 'is empty at first'(place) {
    const { inbox } = await place.open();
    deepEqual(await inbox.chats(), []);
    deepEqual(await inbox.waiting(anna), []);
  },

  async 'gives back what it was given, in the order of acceptance'(place) {
    const { inbox } = await place.open();
    const voice: Inbound = {
      id: 'b"/\\é',
      chat: anna,
      at: 1,
      content: {
        type: 'voice',
        media: { url: 'https://media.example/1', mimeType: 'audio/ogg; codecs=opus' },
        quoted: 'Қанша?',
      },
    };
    const text = message(anna, 'a', 'Сәлем! \u{1f600}\u0000 "quoted"\n');
    await inbox.accept(voice);
    place.now += minuteMs;
    await inbox.accept(text);
    deepEqual(await inbox.waiting(anna), [
      { inbound: voice, tries: 0, acceptedAt: place.now - minuteMs, deaths: 0, lonelyDeaths: 0 },
      { inbound: text, tries: 0, acceptedAt: place.now, deaths: 0, lonelyDeaths: 0 },
    ]);
  },

  async 'keeps the order of calls that come together'(place) {
    const journal = await place.open();
    const ids = Array.from({ length: 60 }, (_, index) => `m${index}`);
    deepEqual(
      await Promise.all(ids.map((id) => isNew(journal, message(anna, id)))),
      ids.map(() => true),
    );
    deepEqual(await waitingIds(journal, anna), ids);
  },
};

const acceptsOnce: Record<string, JournalCheck> = {
  async 'takes a message once, also when it comes many times at once'(place) {
    const journal = await place.open();
    const taken = await Promise.all(
      Array.from({ length: 20 }, () => isNew(journal, message(anna, 'a'))),
    );
    equal(taken.filter(Boolean).length, 1);
    equal(await isNew(journal, message(anna, 'a', 'changed')), false);
    resembles(await journal.inbox.waiting(anna), [{ inbound: message(anna, 'a') }]);
  },

  async 'tells messages of different chats apart'(place) {
    const journal = await place.open();
    equal(await isNew(journal, message(anna, 'a')), true);
    equal(await isNew(journal, message(bolat, 'a')), true);
    deepEqual(await waitingIds(journal, bolat), ['a']);
  },

  'knows a message again that was answered, also when it is opened again': (place) =>
    knowsAgain(place, {}),

  'knows a message again that was given up, also when it is opened again': (place) =>
    knowsAgain(place, { givenUp: 'service.model' }),

  async 'forgets a message three days after its end, and never before it'(place) {
    const journal = await place.open();
    await journal.inbox.accept(message(anna, 'a'));
    await journal.inbox.accept(message(bolat, 'waiting'));
    await place.pass(journal, 100 * dayMs);
    await journal.turns.settle(settlement(anna, ['a']));
    await place.pass(journal, 2.9 * dayMs);
    equal(await isNew(journal, message(anna, 'a')), false);
    await place.pass(journal, 0.2 * dayMs);
    equal(await isNew(journal, message(anna, 'a')), true);
    deepEqual(await waitingIds(journal, bolat), ['waiting']);
  },
};

const holdsBack: Record<string, JournalCheck> = {
  async 'names the chats that have messages waiting'(place) {
    const journal = await place.open();
    await journal.inbox.accept(message(anna, 'a'));
    await journal.inbox.accept(message(anna, 'b'));
    await journal.inbox.accept(message(bolat, 'c'));
    await journal.turns.settle(settlement(bolat, ['c']));
    const chats = await journal.inbox.chats();
    deepEqual(
      chats.map(({ chat }) => chat),
      [anna],
    );
    ok((chats[0]?.notBefore ?? Infinity) <= place.now);
  },

  async 'counts a failed turn and holds the chat back, newer messages included'(place) {
    const journal = await place.open();
    for (const id of ['a', 'b']) await journal.inbox.accept(message(anna, id));
    await journal.inbox.accept(message(bolat, 'a'));
    const until = place.now + 5 * minuteMs;
    await journal.inbox.postpone(anna, ['a', 'b'], place.now + minuteMs, 'service.model');
    await journal.inbox.postpone(anna, ['a'], until, 'service.model');
    await journal.inbox.accept(message(anna, 'c'));
    const again = await place.reopen(journal);
    deepEqual(
      (await again.inbox.waiting(anna)).map(({ inbound: { id }, tries }) => [id, tries]),
      [
        ['a', 2],
        ['b', 1],
        ['c', 0],
      ],
    );
    deepEqual(
      (await again.inbox.chats()).find(({ chat }) => chat === anna),
      { chat: anna, notBefore: until },
    );
    ok(
      ((await again.inbox.chats()).find(({ chat }) => chat === bolat)?.notBefore ?? Infinity) <=
        place.now,
    );
  },
};

const finds: Record<string, JournalCheck> = {
  async 'finds a message by its id, whatever became of it, as long as it is known'(place) {
    const journal = await place.open();
    for (const id of ['waiting', 'done', 'dead']) await journal.inbox.accept(message(anna, id));
    await journal.turns.settle(settlement(anna, ['done'], ['hello']));
    await journal.turns.settle(settlement(anna, ['dead'], [], { givenUp: 'service.model' }));
    const { inbox } = await place.reopen(journal);
    for (const id of ['waiting', 'done', 'dead'])
      deepEqual(await inbox.find(id), message(anna, id));
    equal(await inbox.find('unknown'), undefined);
  },

  async 'finds the message that was accepted last where several have the same id'(place) {
    const { inbox } = await place.open();
    for (const chat of [bolat, anna]) await inbox.accept(message(chat, 'a'));
    deepEqual(await inbox.find('a'), message(anna, 'a'));
  },

  async 'finds nobody who was erased or is forgotten'(place) {
    const journal = await place.open();
    await journal.inbox.accept(message(bolat, 'b'));
    await journal.inbox.accept(message(anna, 'a'));
    await journal.erase(bolat);
    equal(await journal.inbox.find('b'), undefined);
    await journal.turns.settle(settlement(anna, ['a']));
    await place.pass(journal, 3.1 * dayMs);
    equal(await journal.inbox.find('a'), undefined);
  },
};

async function knowsAgain(place: Place, how: Partial<Settlement>): Promise<void> {
  const journal = await place.open();
  await journal.inbox.accept(message(anna, 'a'));
  await journal.turns.settle(settlement(anna, ['a'], ['hello'], how));
  equal(await isNew(journal, message(anna, 'a')), false);
  const again = await place.reopen(journal);
  equal(await isNew(again, message(anna, 'a')), false);
  deepEqual(await again.inbox.waiting(anna), []);
}

/** What the inbox must do. */
export const inboxChecks: Record<string, JournalCheck> = {
  ...inboxBasics,
  ...acceptsOnce,
  ...holdsBack,
  ...finds,
};
