import { deepEqual, equal } from 'node:assert/strict';
import type { ChatRuleChange } from '../../core/kinds/chat-rules.ts';
import { owing } from './pause-wishes.ts';
import { anna, bolat, isNew, message, settlement, type JournalCheck } from './place.ts';

/** What a journal must do of `rules`. */
export const rulesChecks: Record<string, JournalCheck> = {
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
