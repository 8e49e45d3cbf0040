import { deepEqual, equal } from 'node:assert/strict';
import { matter, notice } from './matters.ts';
import { hourMs, owing, wish } from './pause-wishes.ts';
import {
  anna,
  bolat,
  dueTexts,
  isNew,
  message,
  resembles,
  settlement,
  type JournalCheck,
} from './place.ts';

const settled: Record<string, JournalCheck> = {
  async 'begin and end with a turn, once: the same settlement again changes nothing'(place) {
    const journal = await place.open();
    await journal.cases.open(matter(anna, 'a'));
    await isNew(journal, message(bolat, 'b'));
    const end = {
      ...settlement(bolat, ['b'], ['Отправлено']),
      opens: matter(bolat, 'b', { kind: 'ticket' }),
      unanswered: matter(bolat, 'u', { kind: 'question' }),
      notices: [notice('ticket b'), { ...notice('of another'), case: { id: 'x' } }],
      rule: { stoppedAt: 5 },
      ends: {
        number: 1,
        outcome: 'answered' as const,
        at: place.now,
        replies: [{ text: 'Да' }],
        record: { ...settlement(anna, []).record, id: 'draft 1' },
        otherwise: [{ text: 'Уже отвечено' }],
      },
    };
    for (let times = 0; times < 2; times += 1) await journal.turns.settle(end);
    const again = await place.reopen(journal);
    await again.turns.settle(end);
    deepEqual(await dueTexts(again, bolat), ['Отправлено']);
    deepEqual(await dueTexts(again, anna), ['Да']);
    resembles(await again.cases.list(), [
      { number: 3, chat: bolat, kind: 'question' },
      { number: 2, chat: bolat },
      { number: 1, end: { at: place.now } },
    ]);
    resembles(await again.notices.list('owed'), [
      { id: 'ticket b', case: { number: 2 } },
      { id: 'of another', case: { id: 'x' } },
    ]);
    deepEqual(await again.rules.list(), [{ chat: bolat, stoppedAt: 5 }]);
    equal((await again.turns.unremembered()).length, 2);
  },

  async 'that had ended before have something else said'(place) {
    const journal = await place.open();
    await journal.cases.open(matter(anna, 'a'));
    await journal.cases.end({ number: 1, outcome: 'dropped', at: place.now });
    for (const number of [1, 99]) {
      const id = `bid ${number}`;
      await isNew(journal, message(bolat, id));
      await journal.turns.settle({
        ...settlement(bolat, [id], ['Отправлено']),
        ends: {
          number,
          outcome: 'answered',
          at: place.now,
          replies: [{ text: 'Да' }],
          otherwise: [{ text: `Уже: ${number}` }],
        },
      });
    }
    deepEqual(await dueTexts(journal), ['Уже: 1', 'Уже: 99']);
  },

  async 'that had ended before stay so where a person says more, which is said once'(place) {
    const journal = await place.open();
    await journal.cases.open(matter(anna, 'a'));
    await journal.cases.end({ number: 1, outcome: 'closed', at: place.now - 5, by: 'x' });
    await isNew(journal, message(bolat, 'b'));
    const end = {
      ...settlement(bolat, ['b'], ['Отправлено']),
      ends: {
        number: 1,
        outcome: 'answered' as const,
        at: place.now,
        anyway: true as const,
        replies: [{ text: 'И ещё' }],
        record: { ...settlement(anna, []).record, id: 'more' },
        pause: { reason: 'phone' as const, at: place.now, until: place.now + hourMs },
        otherwise: [{ text: 'Уже отвечено' }],
      },
    };
    for (let times = 0; times < 2; times += 1) await journal.turns.settle(end);
    deepEqual((await dueTexts(journal)).toSorted(), ['И ещё', 'Отправлено']);
    resembles(await journal.cases.find(1), {
      end: { outcome: 'closed', at: place.now - 5, by: 'x' },
    });
    resembles(await journal.pauses.of(anna), [{ reason: 'phone' }]);
    deepEqual(await journal.cases.list({ open: true }), []);
  },

  async 'of a customer who was erased meanwhile are not opened'(place) {
    const journal = await place.open();
    await isNew(journal, message(anna, 'a'));
    await journal.erase(anna);
    await journal.turns.settle({
      ...settlement(anna, ['a'], ['one']),
      opens: matter(anna, 'a'),
      unanswered: matter(anna, 'u', { kind: 'question' }),
      notices: [notice('ticket a')],
      pause: { reason: 'handoff', at: place.now },
      rule: { stoppedAt: 5 },
    });
    deepEqual(
      [await journal.cases.list(), await journal.notices.list('owed'), await journal.pauses.list()],
      [[], [], []],
    );
    deepEqual(await journal.rules.list(), []);
  },
};

/** What follows from turns beside their replies. */
export const consequencesChecks = settled;

/** The bot's own pauses: what it still says, and how a person's take their place. */
export const ownPausesChecks: Record<string, JournalCheck> = {
  async 'let what is due by then go out, and nothing later'(place) {
    const journal = await place.open();
    const before = await owing(journal, anna, 'before');
    await isNew(journal, message(anna, 'a'));
    const [, own] = await journal.turns.settle({
      ...settlement(anna, ['a'], ['a person is called']),
      pause: { reason: 'handoff', at: place.now, until: place.now + 12 * hourMs },
    });
    const after = await owing(journal, anna, 'after');
    const again = await place.reopen(journal);
    resembles(await again.pauses.of(anna), [{ chat: anna, reason: 'handoff', begunAt: place.now }]);
    equal(await again.outbox.attempt(after, place.now), false);
    for (const id of [before, own?.id ?? ''])
      equal(await again.outbox.attempt(id, place.now), true);
  },

  async 'let nothing out any more once a person has begun one'(place) {
    const journal = await place.open();
    await isNew(journal, message(anna, 'a'));
    const [own] = await journal.turns.settle({
      ...settlement(anna, ['a'], ['a person is called']),
      pause: { reason: 'handoff', at: place.now, until: place.now + 12 * hourMs },
    });
    await journal.pauses.begin(wish(anna, place.now));
    equal(await journal.outbox.attempt(own?.id ?? '', place.now), false);
    place.now += 1000;
    await journal.pauses.end(anna, place.now);
    equal(await journal.outbox.attempt(own?.id ?? '', place.now + 1), false);
  },

  async 'give way to a person’s, end and all, unless that is older'(place) {
    const { pauses } = await place.open();
    const at = place.now;
    const until = at + 12 * hourMs;
    for (const chat of [anna, bolat]) await pauses.begin({ chat, reason: 'handoff', at, until });
    place.now += 5000;
    await pauses.begin(wish(anna, at + 2000));
    resembles(await pauses.of(anna), [{ reason: 'phone', until: at + 2000 + hourMs }]);
    await pauses.begin(wish(bolat, at - 2000));
    resembles(await pauses.of(bolat), [{ reason: 'phone', until }]);
  },

  async 'begin also where what they are about is older than the last end'(place) {
    const { pauses } = await place.open();
    for (const chat of [anna, undefined]) await pauses.end(chat, place.now);
    const wished = { chat: anna, reason: 'handoff' as const, at: place.now - 60_000 };
    resembles(await pauses.begin(wished), { outcome: 'paused' });
    resembles(await pauses.begin(wish(anna, place.now - 60_000)), { outcome: 'over' });
  },

  async 'change nothing of a person’s, and of their own the later end holds'(place) {
    const { pauses } = await place.open();
    const at = place.now;
    await pauses.begin(wish(anna, at));
    const before = await pauses.of(anna);
    place.now += 5000;
    const until = place.now + 12 * hourMs;
    resembles(await pauses.begin({ chat: anna, reason: 'handoff', at: place.now, until }), {
      outcome: 'paused',
    });
    deepEqual(await pauses.of(anna), before);
    await pauses.begin({ chat: bolat, reason: 'handoff', at, until });
    await pauses.begin(wish(bolat, place.now, { reason: 'rest' }));
    resembles(await pauses.of(bolat), [{ reason: 'handoff', until }]);
  },
};
