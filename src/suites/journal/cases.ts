import { deepEqual, equal, ok } from 'node:assert/strict';
import type { Case } from '../../core/kinds/cases.ts';
import type { Journal } from '../../core/kinds/journal.ts';
import { casePausesChecks } from './case-pauses.ts';
import { matter, notice } from './matters.ts';
import { wish } from './pause-wishes.ts';
import {
  anna,
  bolat,
  dayMs,
  dueTexts,
  isNew,
  message,
  resembles,
  settlement,
  type JournalCheck,
} from './place.ts';

function numbers(cases: readonly Case[]): number[] {
  return cases.map(({ number }) => number);
}

async function noticeIds(journal: Journal): Promise<string[]> {
  return (await journal.notices.list('owed')).map(({ id }) => id);
}

const opening: Record<string, JournalCheck> = {
  async 'are opened once under numbers counted up from 1, with what is told of them'(place) {
    const journal = await place.open();
    const one = await journal.cases.open(matter(anna, 'a'), [notice('ticket a')]);
    deepEqual(one, { ...matter(anna, 'a'), number: 1 });
    const two = await journal.cases.open(matter(bolat, 'b', { kind: 'ticket' }));
    equal(two.number, 2);
    deepEqual(await journal.cases.open(matter(anna, 'a', { at: 8 }), [notice('again')]), one);
    const again = await place.reopen(journal);
    deepEqual(await again.cases.find(1), one);
    equal(await again.cases.find(3), undefined);
    deepEqual(await again.notices.list('owed'), [
      { ...notice('ticket a'), case: { id: 'a', number: 1 }, chat: anna, routes: {} },
    ]);
  },

  async 'are listed newest first, by whether they are open, by chat and by kind'(place) {
    const { cases } = await place.open();
    await cases.open(matter(anna, 'a'));
    await cases.open(matter(bolat, 'b', { kind: 'ticket' }));
    await cases.open(matter(anna, 'c', { kind: 'left' }));
    await cases.end({ number: 1, outcome: 'dropped', at: place.now });
    deepEqual(numbers(await cases.list()), [3, 2, 1]);
    deepEqual(numbers(await cases.list({ open: true })), [3, 2]);
    deepEqual(numbers(await cases.list({ open: false })), [1]);
    deepEqual(numbers(await cases.list({ chat: anna })), [3, 1]);
    deepEqual(numbers(await cases.list({ chat: anna, open: true, kind: 'draft' })), []);
    deepEqual(numbers(await cases.list({ kind: 'ticket' })), [2]);
  },

  async 'are taken over from another journal with their numbers, and counted on from there'(place) {
    const { cases } = await place.open();
    const end = { outcome: 'answered', at: place.now, by: bolat } as const;
    const known = { ...matter(anna, 'a'), number: 17, end };
    equal(await cases.know(known), true);
    equal(await cases.know(known), false);
    equal(await cases.know({ ...matter(bolat, 'b'), number: 17 }), false);
    equal(await cases.know({ ...matter(bolat, 'b'), number: 5 }), true);
    deepEqual(await cases.list({ open: false }), [known]);
    deepEqual(numbers(await cases.list({ open: true })), [5]);
    equal((await cases.open(matter(bolat, 'c'))).number, 18);
  },
};

const ending: Record<string, JournalCheck> = {
  async 'end once, with replies that go out also while the bot is silent'(place) {
    const journal = await place.open();
    await journal.cases.open(matter(anna, 'a'));
    await journal.pauses.begin(wish(anna, place.now));
    const record = { ...settlement(anna, []).record, id: 'draft 1' };
    const end = {
      number: 1,
      outcome: 'answered' as const,
      at: place.now,
      by: bolat,
      replies: [{ text: 'Да' }, { text: 'Завтра', voice: 'ru' as const }],
      record,
      notices: [notice('done')],
    };
    const ended = { outcome: 'answered', at: place.now, by: bolat } as const;
    deepEqual(await journal.cases.end(end), { ...matter(anna, 'a'), number: 1, end: ended });
    equal(await journal.cases.end({ ...end, outcome: 'dropped' }), undefined);
    equal(await journal.cases.end({ ...end, number: 2 }), undefined);
    const again = await place.reopen(journal);
    deepEqual((await again.cases.find(1))?.end, ended);
    const due = await again.outbox.due(anna);
    resembles(due, [
      { text: 'Да', added: true },
      { text: 'Завтра', voice: 'ru', added: true },
    ]);
    for (const { id } of due) equal(await again.outbox.attempt(id, place.now + 1), true);
    deepEqual(await again.turns.unremembered(), [record]);
    resembles(await again.notices.list('owed'), [{ id: 'done', case: { id: 'a', number: 1 } }]);
  },

  async 'end once when two end them together'(place) {
    const journal = await place.open();
    await journal.cases.open(matter(anna, 'a'));
    const record = settlement(anna, []).record;
    const ended = await Promise.all(
      ['one', 'two'].map((text) =>
        journal.cases.end({
          number: 1,
          outcome: 'answered',
          at: place.now,
          replies: [{ text }],
          record: { ...record, id: text },
        }),
      ),
    );
    equal(ended.filter((each) => each !== undefined).length, 1);
    equal((await dueTexts(journal)).length, 1);
  },

  async 'do not end where the customer has written since, if that is asked'(place) {
    const journal = await place.open();
    const end = { outcome: 'answered', at: place.now, unlessNewer: true } as const;
    await isNew(journal, message(anna, 'a'));
    await journal.turns.settle({ ...settlement(anna, ['a']), opens: matter(anna, 'one') });
    await isNew(journal, { ...message(anna, 'by hand'), from: 'operator' });
    await isNew(journal, message(bolat, 'b'));
    ok(await journal.cases.end({ ...end, number: 1 }));
    for (const id of ['c', 'd']) await isNew(journal, message(anna, id));
    // One that came while the turn was taken is newer, too.
    await journal.turns.settle({ ...settlement(anna, ['c']), opens: matter(anna, 'two') });
    equal(await journal.cases.end({ ...end, number: 2 }), undefined);
    await journal.turns.settle(settlement(anna, ['d']));
    const again = await place.reopen(journal);
    equal(await again.cases.end({ ...end, number: 2 }), undefined);
    equal((await again.cases.find(2))?.end, undefined);
    ok(await again.cases.end({ number: 2, outcome: 'void', at: place.now }));
  },
};

const leaving: Record<string, JournalCheck> = {
  async 'are forgotten thirty days after their end, and not before'(place) {
    const journal = await place.open();
    for (const id of ['a', 'b']) await journal.cases.open(matter(anna, id));
    await journal.cases.end({ number: 1, outcome: 'closed', at: place.now });
    await place.pass(journal, 29 * dayMs);
    deepEqual(numbers(await journal.cases.list()), [2, 1]);
    await place.pass(journal, 2 * dayMs);
    deepEqual(numbers(await journal.cases.list()), [2]);
    equal(await journal.cases.find(1), undefined);
    equal((await journal.cases.open(matter(anna, 'c'))).number, 3);
  },

  async 'are erased with their customer, and so is what is told of them'(place) {
    const journal = await place.open();
    for (const chat of [anna, bolat]) {
      await journal.cases.open(matter(chat, `case of ${chat}`), [notice(`ticket ${chat}`)]);
      const record = { ...settlement('7@c.us', []).record, id: `notice/ticket ${chat}/7@c.us` };
      await journal.outbox.add('7@c.us', [{ text: `ticket of ${chat}` }], record);
    }
    const quoting = {
      ...message('7@c.us', 'quoting'),
      content: { type: 'text' as const, text: `re ${anna}` },
    };
    await isNew(journal, quoting);
    await journal.turns.settle(settlement('7@c.us', ['quoting']));
    ok((await journal.erase(anna)) >= 3);
    const again = await place.reopen(journal);
    deepEqual(numbers(await again.cases.list()), [2]);
    deepEqual(await noticeIds(again), [`ticket ${bolat}`]);
    deepEqual(await dueTexts(again), [`ticket of ${bolat}`]);
    deepEqual(
      (await again.turns.unremembered()).map(({ id }) => id),
      [`notice/ticket ${bolat}/7@c.us`, '7@c.us/quoting'],
    );
    const quoted = await again.inbox.find('quoting');
    deepEqual(quoted?.content, { type: 'text', text: '' });
    equal(await isNew(again, quoting), false);
    equal(await again.erase(anna), 0);
    equal(await journalHealth(again), 1);
  },
};

async function journalHealth(journal: Journal): Promise<number> {
  return (await journal.health()).due;
}

/** What a journal must do of `cases`. */
export const casesChecks: Record<string, JournalCheck> = {
  ...opening,
  ...ending,
  ...casePausesChecks,
  ...leaving,
};
