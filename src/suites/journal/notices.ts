import { deepEqual, equal } from 'node:assert/strict';
import { notice } from './matters.ts';
import { anna, dayMs, minuteMs, resembles, type JournalCheck } from './place.ts';

const carrying: Record<string, JournalCheck> = {
  async 'are owed once, oldest first, until they are closed'(place) {
    const journal = await place.open();
    const one = { ...notice('one', 9), only: ['telegram'], not: ['whatsapp'], chat: anna };
    equal(await journal.notices.add(one), true);
    equal(await journal.notices.add(notice('two', 3)), true);
    equal(await journal.notices.add({ ...one, topic: 'other' }), false);
    const again = await place.reopen(journal);
    const owed = [
      { ...one, routes: {} },
      { ...notice('two', 3), routes: {} },
    ];
    deepEqual(await again.notices.list('owed'), owed);
    await again.notices.close('one');
    await again.notices.close('one');
    deepEqual(await again.notices.list('owed'), owed.slice(1));
    equal(await again.notices.add(one), false);
    equal(await again.notices.attempt('one', 'telegram', place.now), false);
  },

  async 'are shown newest first by what their ids begin with, closed or not'(place) {
    const journal = await place.open();
    const ids = ['alert.a/1', 'alert.b/2', 'ticket/3', 'alert.a/4', 'alert/5', 'alerts/6'];
    for (const [index, id] of ids.entries()) await journal.notices.add(notice(id, index));
    await journal.notices.attempt('alert.b/2', 'webhook', place.now);
    await journal.notices.ended('alert.b/2', 'webhook', 'done');
    await journal.notices.close('alert.b/2');
    const again = await place.reopen(journal);
    const newest = (most: number): ReturnType<typeof again.notices.list> =>
      again.notices.list({ begin: 'alert.', most });
    const routes = { webhook: { tries: 0, notBefore: 0, ended: 'done' as const } };
    deepEqual(await newest(9), [
      { ...notice('alert.a/4', 3), routes: {} },
      { ...notice('alert.b/2', 1), routes, closed: true },
      { ...notice('alert.a/1', 0), routes: {} },
    ]);
    resembles(await newest(2), [{ id: 'alert.a/4' }, { id: 'alert.b/2' }]);
    deepEqual(await again.notices.list({ begin: 'draft', most: 9 }), []);
  },

  async 'are tried on each route by one process at a time'(place) {
    const [one, other] = [await place.open(), await place.open()];
    const at = place.now;
    equal(await one.notices.attempt('a', 'webhook', at), false);
    await one.notices.add(notice('a'));
    const claims = [one, other].map(({ notices }) => notices.attempt('a', 'webhook', at));
    deepEqual(
      (await Promise.all(claims)).filter((state) => state !== false),
      [{ tries: 0, notBefore: 0 }],
    );
    resembles(await other.notices.attempt('a', 'telegram', at), { tries: 0 });
    resembles(await other.notices.list('owed'), [
      { routes: { webhook: { attemptedAt: at }, telegram: { attemptedAt: at } } },
    ]);
    equal(await other.notices.attempt('a', 'webhook', at + minuteMs - 1), false);
    deepEqual(await other.notices.attempt('a', 'webhook', at + minuteMs), {
      tries: 0,
      notBefore: 0,
      attemptedAt: at,
      unknown: 1,
    });
  },

  async 'rest on a route after a failed try, and know which tries may have arrived'(place) {
    const journal = await place.open();
    const at = place.now;
    await journal.notices.add(notice('a'));
    await journal.notices.attempt('a', 'webhook', at);
    await journal.notices.retry('a', 'webhook', at + 10, 'service.alert.timeout', 'unknown');
    equal(await journal.notices.attempt('a', 'webhook', at + 9), false);
    const again = await place.reopen(journal);
    const first = {
      tries: 1,
      notBefore: at + 10,
      reason: 'service.alert.timeout',
      unknown: 1,
      attemptedAt: at,
    };
    deepEqual(await again.notices.attempt('a', 'webhook', at + 10), first);
    await again.notices.retry('a', 'webhook', at + 20, 'service.alert.busy', 'unsent');
    deepEqual((await again.notices.list('owed'))[0]?.routes, {
      webhook: { tries: 2, notBefore: at + 20, reason: 'service.alert.busy', unknown: 1 },
    });
  },

  async 'end on each route once'(place) {
    const journal = await place.open();
    await journal.notices.add(notice('a'));
    await journal.notices.attempt('a', 'webhook', place.now);
    await journal.notices.ended('a', 'webhook', 'done');
    await journal.notices.ended('a', 'webhook', 'given-up', 'late');
    await journal.notices.retry('a', 'webhook', 5, 'late', 'unknown');
    await journal.notices.ended('a', 'telegram', 'given-up', 'service.alert.refused');
    await journal.notices.ended('unknown', 'telegram', 'done');
    equal(await journal.notices.attempt('a', 'webhook', place.now + dayMs), false);
    const again = await place.reopen(journal);
    deepEqual((await again.notices.list('owed'))[0]?.routes, {
      webhook: { tries: 0, notBefore: 0, ended: 'done' },
      telegram: { tries: 0, notBefore: 0, ended: 'given-up', reason: 'service.alert.refused' },
    });
  },

  async 'are tried at once where the process whose try was under way is known to be dead'(place) {
    const dead = await place.open();
    await dead.ownership.claim(() => Promise.resolve());
    await dead.notices.add(notice('a'));
    await dead.notices.attempt('a', 'webhook', place.now);
    const next = await place.reopen(dead);
    await next.ownership.claim(() => Promise.resolve());
    resembles(await next.notices.attempt('a', 'webhook', place.now), { unknown: 1 });
    equal(await next.notices.attempt('a', 'webhook', place.now), false);
  },
};

const leaving: Record<string, JournalCheck> = {
  async 'are known for thirty days after they were closed, and owed for as long as they are not'(
    place,
  ) {
    const journal = await place.open();
    for (const id of ['a', 'b']) await journal.notices.add(notice(id));
    await journal.notices.close('a');
    await place.pass(journal, 29 * dayMs);
    equal(await journal.notices.add(notice('a')), false);
    await place.pass(journal, 2 * dayMs);
    deepEqual(await journal.notices.list('owed'), [{ ...notice('b'), routes: {} }]);
    equal(await journal.notices.add(notice('a')), true);
  },
};

/** What a journal must do of `notices`. */
export const noticesChecks: Record<string, JournalCheck> = { ...carrying, ...leaving };
