import { deepEqual, equal } from 'node:assert/strict';
import { hourMs, owing, wish, writtenByOperator } from './pause-wishes.ts';
import {
  anna,
  bolat,
  dayMs,
  dueTexts,
  message,
  minuteMs,
  resembles,
  waitingIds,
  type JournalCheck,
  type Place,
} from './place.ts';

const holding: Record<string, JournalCheck> = {
  async 'refuses every try in the chat while a pause holds, and leaves other chats alone'(place) {
    const journal = await place.open();
    const annas = await owing(journal, anna, 'one');
    const bolats = await owing(journal, bolat, 'two');
    place.now += 1000;
    deepEqual(await journal.pauses.begin(wish(anna, place.now)), {
      outcome: 'paused',
      kept: false,
    });
    const later = await owing(journal, anna, 'three');
    const again = await place.reopen(journal);
    for (const id of [annas, later]) equal(await again.outbox.attempt(id, place.now), false);
    equal(await again.outbox.attempt(bolats, place.now), true);
    deepEqual(await dueTexts(again, anna), ['one', 'three']);
  },

  async 'refuses what was due when it began also after its end, and takes what became due later'(
    place,
  ) {
    const journal = await place.open();
    const before = await owing(journal, anna, 'before');
    place.now += 1000;
    await journal.pauses.begin(wish(anna, place.now));
    place.now += hourMs + 1000;
    const after = await owing(journal, anna, 'after');
    equal(await journal.outbox.attempt(before, place.now), false);
    equal(await journal.outbox.attempt(after, place.now), true);
  },

  async 'lets through what a person bade'(place) {
    const journal = await place.open();
    await journal.pauses.begin(wish(anna, place.now));
    const record = { id: 'by hand', chat: anna, at: 1, entries: [], facts: {} };
    const [due] = await journal.outbox.add(anna, [{ text: 'by hand' }], record);
    equal(await journal.outbox.attempt(due?.id ?? '', place.now), true);
  },

  async 'of every chat holds everywhere but where a person has ended the own one since'(place) {
    const journal = await place.open();
    await journal.pauses.begin(wish(undefined, place.now, { reason: 'command' }));
    place.now += 2000;
    equal(await journal.pauses.end(bolat, place.now), 0);
    place.now += 1000;
    const annas = await owing(journal, anna, 'one');
    const bolats = await owing(journal, bolat, 'two');
    equal(await journal.outbox.attempt(annas, place.now), false);
    equal(await journal.outbox.attempt(bolats, place.now), true);
    place.now += 1000;
    equal(await journal.pauses.end(undefined, place.now), 1);
    const freed = await owing(journal, anna, 'three');
    equal(await journal.outbox.attempt(freed, place.now), true);
  },
};

const lasting: Record<string, JournalCheck> = {
  async 'lasts to the later of both ends, keeps the reason `command`, and is told of'(place) {
    const journal = await place.open();
    const at = place.now;
    await journal.pauses.begin(wish(anna, at, { reason: 'command', until: at + 3 * hourMs }));
    place.now += minuteMs;
    await journal.pauses.begin(wish(anna, place.now, { words: 'digest' }));
    const expected = {
      chat: anna,
      reason: 'command',
      at: place.now,
      begunAt: place.now,
      until: at + 3 * hourMs,
    };
    const again = await place.reopen(journal);
    deepEqual(await again.pauses.of(anna), [expected]);
    deepEqual(await again.pauses.list(), [expected]);
    deepEqual(await again.pauses.of(bolat), []);
    await again.pauses.begin({ chat: anna, reason: 'command', at: place.now });
    const [endless] = await again.pauses.of(anna);
    equal(endless?.until, undefined);
    place.now += 400 * dayMs;
    equal(await again.outbox.attempt(await owing(again, anna, 'one'), place.now), false);
  },

  async 'may be lifted as made by a machine while nothing else made or prolonged it'(place) {
    const { pauses } = await place.open();
    const at = place.now;
    await pauses.begin(wish(anna, at, { words: 'digest' }));
    await pauses.begin(wish(anna, at + 1000, { words: 'digest' }));
    resembles(await pauses.of(anna), [{ at: at + 1000, words: 'digest' }]);
    await pauses.begin(wish(anna, at + 2000));
    await pauses.begin(wish(anna, at + 3000, { words: 'digest' }));
    const [pause] = await pauses.of(anna);
    equal(pause?.words, undefined);
  },

  async 'begins with nothing that is older than the last end, or over by now'(place) {
    const journal = await place.open();
    const at = place.now;
    const { pauses } = journal;
    deepEqual(await pauses.begin(wish(anna, at - 2 * hourMs)), { outcome: 'over', kept: false });
    await pauses.begin(wish(anna, at));
    place.now += 10_000;
    equal(await pauses.end(anna, place.now), 1);
    equal(await pauses.end(anna, place.now), 0);
    resembles(await pauses.begin(wish(anna, at + 5000)), { outcome: 'over' });
    resembles(await pauses.begin(wish(anna, place.now)), { outcome: 'paused' });
    equal(await pauses.end(undefined, place.now + 5000), 1);
    resembles(await pauses.begin(wish(bolat, place.now)), { outcome: 'over' });
  },

  async 'is not ended by what was asked for before it began'(place) {
    const journal = await place.open();
    await journal.pauses.begin(wish(anna, place.now));
    equal(await journal.pauses.end(anna, place.now - 5000), 0);
    equal(await journal.outbox.attempt(await owing(journal, anna, 'one'), place.now), false);
  },

  async 'is concluded once'(place) {
    const { pauses } = await place.open();
    const at = place.now;
    await pauses.begin(wish(anna, at));
    equal(await pauses.conclude(anna, at + 5, true), false);
    equal(await pauses.conclude(anna, at + hourMs, true), true);
    equal(await pauses.conclude(anna, at + hourMs, false), false);
    resembles(await pauses.list(), [{ chat: anna, unanswered: true }]);
    await pauses.begin(wish(anna, at + minuteMs));
    const [pause] = await pauses.list();
    equal(pause?.unanswered, undefined);
  },
};

const taking: Record<string, JournalCheck> = {
  async 'takes the message in where its customer is known, once'(place) {
    const journal = await place.open();
    await journal.inbox.accept(message(anna, 'question'));
    const took = await journal.pauses.begin(
      wish(anna, place.now),
      writtenByOperator(anna, 'answer'),
    );
    deepEqual(took, { outcome: 'paused', kept: true });
    const again = await place.reopen(journal);
    deepEqual(await waitingIds(again, anna), ['question', 'answer']);
    equal((await again.inbox.find('answer'))?.from, 'operator');
    place.now += 1000;
    await again.pauses.end(anna, place.now);
    place.now += 1000;
    deepEqual(await again.pauses.begin(wish(anna, place.now), writtenByOperator(anna, 'answer')), {
      outcome: 'known',
      kept: true,
    });
    equal(await again.outbox.attempt(await owing(again, anna, 'one'), place.now + 1), true);
  },

  async 'keeps no word to somebody who never wrote'(place) {
    const journal = await place.open();
    const took = await journal.pauses.begin(
      wish(anna, place.now),
      writtenByOperator(anna, 'private'),
    );
    deepEqual(took, { outcome: 'paused', kept: false });
    deepEqual(await waitingIds(journal, anna), []);
    equal(await journal.inbox.find('private'), undefined);
  },

  async 'takes a message of ours for what it is'(place) {
    const journal = await place.open();
    const id = await owing(journal, anna, 'one');
    await journal.outbox.attempt(id, place.now);
    await journal.outbox.sent(id, 'channel-1');
    const took = await journal.pauses.begin(
      wish(anna, place.now),
      writtenByOperator(anna, 'channel-1'),
    );
    deepEqual(took, { outcome: 'own', kept: false });
    deepEqual(await journal.pauses.of(anna), []);
  },

  async 'is forgotten with its chat'(place: Place) {
    const journal = await place.open();
    await journal.pauses.begin(wish(anna, place.now));
    await journal.erase(anna);
    deepEqual(await journal.pauses.list(), []);
    equal(await journal.outbox.attempt(await owing(journal, anna, 'one'), place.now), true);
  },
};

/** What a journal must do of `pauses`. */
export const pausesChecks: Record<string, JournalCheck> = { ...holding, ...lasting, ...taking };
