import { deepEqual, equal } from 'node:assert/strict';
import { matter } from './matters.ts';
import { hourMs, owing, wish } from './pause-wishes.ts';
import { anna, bolat, isNew, message, resembles, settlement, type JournalCheck } from './place.ts';

/** What the end of a case does in its chat: to the silence of the bot, and what it hands there. */
export const casePausesChecks: Record<string, JournalCheck> = {
  async 'may begin a pause with their end, as a person’s word in their chat does'(place) {
    const journal = await place.open();
    const at = place.now;
    await journal.cases.open(matter(anna, 'a'));
    await journal.pauses.begin({ chat: anna, reason: 'handoff', at });
    const { chat: _, ...pause } = wish(anna, at);
    const record = { ...settlement(anna, []).record, id: 'answer' };
    const said = { replies: [{ text: 'Да' }], record, pause };
    const end = { number: 1, outcome: 'answered', at } as const;
    await journal.cases.end({ ...end, ...said });
    place.now += 1000;
    await journal.cases.end({ ...end, pause: { ...pause, reason: 'command' } });
    resembles(await journal.pauses.of(anna), [{ reason: 'phone', until: pause.until }]);
    const [due] = await journal.outbox.due(anna);
    equal(await journal.outbox.attempt(due?.id ?? '', place.now), true);
  },

  async 'may end the pause of a handoff with their end, and no person’s'(place) {
    const journal = await place.open();
    const at = place.now;
    await journal.pauses.begin({ chat: anna, reason: 'handoff', at });
    await journal.pauses.begin(wish(bolat, at));
    for (const chat of [anna, bolat]) await journal.cases.open(matter(chat, chat));
    place.now += 1000;
    const end = { outcome: 'closed', at: place.now, resumes: true } as const;
    for (const number of [1, 2]) await journal.cases.end({ ...end, number });
    resembles(await journal.pauses.of(anna), [{ until: place.now, resumedAt: place.now }]);
    resembles(await journal.pauses.of(bolat), [{ until: at + hourMs }]);
    const [annas, bolats] = [await owing(journal, anna, 'a'), await owing(journal, bolat, 'b')];
    equal(await journal.outbox.attempt(annas, place.now + 1), true);
    equal(await journal.outbox.attempt(bolats, place.now + 1), false);
  },

  async 'may hand what follows from their end to their chat, once, and only where they end'(place) {
    const journal = await place.open();
    await journal.cases.open(matter(anna, 'a'));
    const approves = { case: 1, message: 'm', name: 'book' };
    const hands = { ...message(anna, 'approved', ''), from: 'operator' as const, approves };
    const ending = { number: 1, outcome: 'answered', at: place.now, unlessNewer: true } as const;
    for (const id of ['one', 'two']) await isNew(journal, message(bolat, id));
    const agreed = { ...ending, hands, otherwise: [{ text: 'too late' }] };
    deepEqual(await journal.turns.settle({ ...settlement(bolat, ['one']), ends: agreed }), []);
    const late = { ...agreed, hands: { ...hands, id: 'late' } };
    const due = await journal.turns.settle({ ...settlement(bolat, ['two']), ends: late });
    resembles(due, [{ text: 'too late' }]);
    const again = await place.reopen(journal);
    equal(await again.cases.end(late), undefined);
    resembles(await again.inbox.waiting(anna), [{ inbound: hands }]);
    // What the business does is no newer message of the customer's.
    await again.cases.open(matter(anna, 'b'));
    resembles(await again.cases.end({ ...ending, number: 2, hands }), { number: 2 });
    equal((await again.inbox.waiting(anna)).length, 1);
  },
};
