import { deepEqual, equal } from 'node:assert/strict';
import type { NewDeed } from '../../core/kinds/deeds.ts';
import { anna, bolat, dayMs, type JournalCheck, type Place } from './place.ts';

function deed(place: Place, key: string, chat = anna): NewDeed {
  const args = { day: '2026-12-01', time: '15:00' };
  return { key, chat, message: 'm1', name: 'book', args, at: place.now };
}

/** What a journal must do of `deeds`. */
export const deedsChecks: Record<string, JournalCheck> = {
  async 'let each be begun once, also after a restart, and keep what came of it'(place) {
    const journal = await place.open();
    const first = deed(place, 'k1');
    equal(await journal.deeds.begin(first), undefined);
    const again = await place.reopen(journal);
    place.now += 1000;
    deepEqual(await again.deeds.begin(deed(place, 'k1')), first);
    const end = { at: place.now, result: { value: { id: 7 }, summary: '15:00' } };
    equal(await again.deeds.end('k1', end), true);
    equal(await again.deeds.end('k1', end), false);
    deepEqual(await again.deeds.begin(deed(place, 'k1')), { ...first, end });
  },

  async 'let one of two that begin at the same time'(place) {
    const journal = await place.open();
    const two = [journal.deeds.begin(deed(place, 'k1')), journal.deeds.begin(deed(place, 'k1'))];
    const begun = (await Promise.all(two)).filter((known) => known === undefined);
    equal(begun.length, 1);
  },

  async 'let one that ended without effect be begun again'(place) {
    const journal = await place.open();
    await journal.deeds.begin(deed(place, 'k1'));
    await journal.deeds.end('k1', { at: place.now, result: { value: 'taken', done: false } });
    place.now += 1000;
    equal(await journal.deeds.begin(deed(place, 'k1')), undefined);
    deepEqual(await journal.deeds.list(anna), [deed(place, 'k1')]);
  },

  async 'are listed by chat, oldest first'(place) {
    const journal = await place.open();
    for (const [key, chat] of [
      ['b', anna],
      ['c', bolat],
      ['a', anna],
    ] as const) {
      await journal.deeds.begin(deed(place, key, chat));
      place.now += 1;
    }
    const keys = async (chat?: string): Promise<string[]> =>
      (await journal.deeds.list(chat)).map(({ key }) => key);
    deepEqual(await keys(anna), ['b', 'a']);
    deepEqual(await keys(), ['b', 'c', 'a']);
    equal(await journal.deeds.end('unknown', { at: 1, result: { value: 1 } }), false);
  },

  async 'are erased with their customer, and forgotten after thirty days'(place) {
    const journal = await place.open();
    await journal.deeds.begin(deed(place, 'k1'));
    await journal.deeds.begin(deed(place, 'k2', bolat));
    equal(await journal.erase(anna), 1);
    deepEqual(await journal.deeds.list(anna), []);
    await place.pass(journal, 29 * dayMs);
    equal((await journal.deeds.list()).length, 1);
    await place.pass(journal, 2 * dayMs);
    deepEqual(await journal.deeds.list(), []);
    equal(await journal.deeds.begin(deed(place, 'k2', bolat)), undefined);
  },
};
