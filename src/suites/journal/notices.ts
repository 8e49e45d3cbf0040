import { deepEqual, equal } from 'node:assert/strict';
import { notice } from './matters.ts';
import type { ChatRuleChange } from '../../core/kinds/chat-rules.ts';
import { owing } from './pause-wishes.ts';
import {
  anna,
  bolat,
  dayMs,
  isNew,
  message,
  minuteMs,
  resembles,
  settlement,
  type JournalCheck,
} from './place.ts';

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
    deepEqual(await again.notices.owed(), owed);
    await again.notices.close('one');
    await again.notices.close('one');
    deepEqual(await again.notices.owed(), owed.slice(1));
    equal(await again.notices.add(one), false);
    equal(await again.notices.attempt('one', 'telegram', place.now), false);
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
    resembles(await other.notices.owed(), [
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
    deepEqual((await again.notices.owed())[0]?.routes, {
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
    deepEqual((await again.notices.owed())[0]?.routes, {
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
    deepEqual(await journal.notices.owed(), [{ ...notice('b'), routes: {} }]);
    equal(await journal.notices.add(notice('a')), true);
  },
};

const rules: Record<string, JournalCheck> = {
  async 'hold for a chat until they are changed'(place) {
    const journal = await place.open();
    deepEqual(await journal.rules.of(anna), { chat: anna });
    await journal.rules.set(anna, { mode: 'draft', stoppedAt: place.now });
    await journal.rules.set(anna, { blocked: true });
    await journal.rules.set(bolat, { mode: 'observe' });
    const again = await place.reopen(journal);
    const annas = { chat: anna, mode: 'draft', blocked: true, stoppedAt: place.now } as const;
    deepEqual(await again.rules.of(anna), annas);
    deepEqual(await again.rules.list(), [annas, { chat: bolat, mode: 'observe' }]);
    await again.rules.set(anna, { blocked: undefined, stoppedAt: undefined });
    deepEqual(await again.rules.of(anna), { chat: anna, mode: 'draft' });
    await again.rules.set(anna, { mode: undefined });
    deepEqual(await again.rules.list(), [{ chat: bolat, mode: 'observe' }]);
  },

  async 'hold back what is due, and what is settled while they hold, but for what a person added'(
    place,
  ) {
    const journal = await place.open();
    const { rules: all, outbox } = journal;
    const holding = [{ blocked: true }, { stoppedAt: 5 }, { mode: 'draft' }, { mode: 'observe' }];
    for (const change of holding as ChatRuleChange[]) {
      const before = await owing(journal, anna, `before ${JSON.stringify(change)}`);
      const others = await owing(journal, bolat, `of others ${JSON.stringify(change)}`);
      await all.set(anna, change);
      const while_ = await owing(journal, anna, `while ${JSON.stringify(change)}`);
      const record = { id: JSON.stringify(change), chat: anna, at: 1, entries: [], facts: {} };
      const added = await outbox.add(anna, [{ text: 'added' }], record);
      for (const id of [before, while_]) equal(await outbox.attempt(id, place.now), false);
      for (const id of [others, added[0]?.id ?? ''])
        equal(await outbox.attempt(id, place.now), true);
      await all.set(anna, { blocked: undefined, stoppedAt: undefined, mode: 'auto' });
      equal(await outbox.attempt(before, place.now), false);
      equal(
        await outbox.attempt(await owing(journal, anna, `after ${record.id}`), place.now),
        true,
      );
    }
  },

  async 'that a turn brings about hold back what was due before; what ends them goes out'(place) {
    const journal = await place.open();
    const before = await owing(journal, anna, 'before');
    await isNew(journal, message(anna, 'stop'));
    await journal.turns.settle({ ...settlement(anna, ['stop']), rule: { stoppedAt: 5 } });
    await isNew(journal, message(anna, 'next'));
    const again = settlement(anna, ['next'], ['after']);
    const due = await journal.turns.settle({ ...again, rule: { stoppedAt: undefined } });
    equal(await journal.outbox.attempt(before, place.now), false);
    equal(await journal.outbox.attempt(due.at(-1)?.id ?? '', place.now), true);
    await journal.outbox.giveUp(before, 'paused');
    const [letter] = await journal.letters.list(1);
    equal(await journal.letters.retry(letter?.id ?? ''), true);
    const [put] = (await journal.outbox.due(anna)).filter(({ text }) => text === 'before');
    equal(await journal.outbox.attempt(put?.id ?? '', place.now), true);
  },

  async 'are erased with their customer, but for that nobody there is answered'(place) {
    const journal = await place.open();
    await journal.rules.set(anna, { mode: 'draft', stoppedAt: place.now, blocked: true });
    await journal.rules.set(bolat, { mode: 'draft' });
    equal(await journal.erase(anna), 1);
    equal(await journal.erase(anna), 0);
    equal(await journal.erase(bolat), 1);
    deepEqual(await journal.rules.list(), [{ chat: anna, blocked: true }]);
  },
};

/** What a journal must do of `notices`. */
export const noticesChecks: Record<string, JournalCheck> = { ...carrying, ...leaving };

/** What a journal must do of `rules`. */
export const rulesChecks = rules;
