import { deepEqual, equal } from 'node:assert/strict';
import type { Journal } from '../../core/kinds/journal.ts';
import {
  anna,
  bolat,
  isNew,
  message,
  minuteMs,
  settlement,
  type JournalCheck,
  type Place,
} from './place.ts';

/** What the next process finds: deaths and lonely deaths of a chat's messages, by id. */
type Deaths = Record<string, [deaths: number, lonely: number]>;

async function deathsOf(journal: Journal, chat = anna): Promise<Deaths> {
  const waiting = await journal.inbox.waiting(chat);
  return Object.fromEntries(
    waiting.map(({ inbound, deaths, lonelyDeaths }) => [inbound.id, [deaths, lonelyDeaths]]),
  );
}

/** The process dies without a word, and another one takes the journal over. */
async function died(place: Place, journal: Journal): Promise<Journal> {
  const next = await place.reopen(journal);
  await next.ownership.claim(() => Promise.resolve());
  return next;
}

async function withMessages(place: Place, ...ids: string[]): Promise<Journal> {
  const journal = await place.open();
  for (const id of ids) await journal.inbox.accept(message(anna, id));
  return journal;
}

const deaths: Record<string, JournalCheck> = {
  async 'that are begun when a process dies count as one death of their messages, a life'(place) {
    let journal = await withMessages(place, 'a', 'b', 'c');
    await journal.inbox.accept(message(bolat, 'a'));
    for (let life = 0; life < 2; life += 1) {
      for (let turn = 0; turn < 3; turn += 1)
        await journal.turns.mark(anna, ['a', 'b'], 'beside others');
      deepEqual(await deathsOf(journal), { a: [life, 0], b: [life, 0], c: [0, 0] });
      journal = await died(place, journal);
      deepEqual(await deathsOf(journal), { a: [life + 1, 0], b: [life + 1, 0], c: [0, 0] });
      deepEqual(await deathsOf(journal, bolat), { a: [0, 0] });
    }
  },

  async 'that are begun alone when a process dies count apart'(place) {
    let journal = await withMessages(place, 'a');
    await journal.turns.mark(anna, ['a'], 'beside others');
    journal = await died(place, journal);
    await journal.turns.mark(anna, ['a'], 'alone');
    journal = await died(place, journal);
    deepEqual(await deathsOf(journal), { a: [2, 1] });
    await journal.turns.mark(anna, ['a'], 'beside others');
    journal = await died(place, journal);
    deepEqual(await deathsOf(journal), { a: [3, 1] });
    deepEqual(await deathsOf(await died(place, journal)), { a: [3, 1] });
  },

  async 'that were left or postponed before a process died do not count'(place) {
    let journal = await withMessages(place, 'left', 'postponed', 'begun');
    for (const id of ['left', 'postponed', 'begun']) await journal.turns.mark(anna, [id], 'alone');
    await journal.turns.mark(anna, ['left'], 'left');
    await journal.inbox.postpone(anna, ['postponed'], place.now + minuteMs, 'service.model');
    journal = await died(place, journal);
    deepEqual(await deathsOf(journal), { left: [0, 0], postponed: [0, 0], begun: [1, 1] });
  },

  async 'that a process left keep the deaths of those before'(place) {
    let journal = await withMessages(place, 'a');
    await journal.turns.mark(anna, ['a'], 'alone');
    journal = await died(place, journal);
    await journal.turns.mark(anna, ['a'], 'alone');
    await journal.turns.mark(anna, ['a'], 'left');
    deepEqual(await deathsOf(journal), { a: [1, 1] });
    deepEqual(await deathsOf(await died(place, journal)), { a: [1, 1] });
  },
};

const ends: Record<string, JournalCheck> = {
  async 'may be noted of messages that are done or unknown, which changes nothing'(place) {
    const journal = await withMessages(place, 'a');
    await journal.turns.settle(settlement(anna, ['a']));
    for (const id of ['a', 'unknown']) await journal.turns.mark(anna, [id], 'beside others');
    deepEqual(await deathsOf(journal), {});
    equal(await isNew(journal, message(anna, 'unknown')), true);
    deepEqual(await deathsOf(await died(place, journal)), { unknown: [0, 0] });
  },

  async 'of a message that was given up leave their deaths to it when it is put back, but for the lonely ones'(
    place,
  ) {
    let journal = await withMessages(place, 'a');
    for (let life = 0; life < 2; life += 1) {
      await journal.turns.mark(anna, ['a'], 'alone');
      journal = await died(place, journal);
    }
    await journal.turns.mark(anna, ['a'], 'alone');
    await journal.turns.settle(settlement(anna, ['a'], ['sorry'], { givenUp: 'turn.deadly' }));
    journal = await died(place, journal);
    await journal.letters.retry((await journal.letters.list(1))[0]?.id ?? '');
    deepEqual(await deathsOf(journal), { a: [2, 0] });
  },
};

/** What must be known of turns in the midst of which a process died. */
export const marksChecks: Record<string, JournalCheck> = { ...deaths, ...ends };
