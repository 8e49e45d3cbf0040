import { deepEqual, equal } from 'node:assert/strict';
import type { Inbound } from '../../core/kinds/channel.ts';
import { withdrawnReason } from '../../core/kinds/pauses.ts';
import { owing, wish, writtenByOperator } from './pause-wishes.ts';
import {
  anna,
  bolat,
  message,
  resembles,
  settlement,
  waitingIds,
  type JournalCheck,
} from './place.ts';

const words = 'digest';

/** What a journal must do of pauses that a machine's words made. */
export const liftingChecks: Record<string, JournalCheck> = {
  async 'lifts one that only these words made: what was asked meanwhile waits again, in its order'(
    place,
  ) {
    const journal = await place.open();
    await journal.inbox.accept(message(anna, 'before'));
    await journal.turns.settle(settlement(anna, ['before'], ['answer']));
    const other = await owing(journal, bolat, 'other');
    place.now += 1000;
    await journal.inbox.accept(message(anna, 'z'));
    await journal.pauses.begin(wish(anna, place.now, { words }), writtenByOperator(anna, 'words'));
    await journal.inbox.accept(message(anna, 'b'));
    place.now += 1000;
    await journal.turns.settle(settlement(anna, ['z', 'words', 'b'], []));
    await journal.inbox.accept(message(anna, 'a'));
    equal(await journal.pauses.lift(anna, 'others'), false);
    equal(await journal.pauses.lift(bolat, words), false);
    equal(await journal.pauses.lift(anna, words), true);
    equal(await journal.pauses.lift(anna, words), false);
    const again = await place.reopen(journal);
    deepEqual((await waitingIds(again, anna)).toSorted(), ['a', 'b', 'z']);
    const waiting = await again.inbox.waiting(anna);
    const back = waiting.flatMap(({ inbound }) => (inbound.lifted ? [inbound.id] : []));
    deepEqual(back, ['z', 'b']);
    resembles(await again.pauses.of(anna), [{ begunAt: 0, words }]);
    equal(await again.outbox.attempt(other, place.now), true);
    // Once it is answered it is done.
    await again.turns.settle(settlement(anna, ['z', 'b', 'a'], ['answer to all']));
    deepEqual(await waitingIds(again, anna), []);
    equal(await again.pauses.lift(anna, words), false);
  },

  async 'lets nothing wait again that was never to be answered by itself'(place) {
    const journal = await place.open();
    await journal.pauses.begin(wish(anna, place.now, { words }));
    const unless = { id: 'other', until: place.now };
    const odd: readonly Inbound[] = [
      { ...message(anna, 'theirs'), from: 'machine' },
      { ...message(anna, 'change'), changes: { id: 'asked' } },
      { ...message(anna, 'lonely'), unless },
    ];
    for (const one of [message(anna, 'asked'), ...odd]) await journal.inbox.accept(one);
    const all = ['asked', ...odd.map(({ id }) => id)];
    await journal.turns.settle(settlement(anna, all, []));
    equal(await journal.pauses.lift(anna, words), true);
    deepEqual(await waitingIds(journal, anna), ['asked']);
  },

  async 'lets a question wait again whose answer was withdrawn'(place) {
    const journal = await place.open();
    await journal.inbox.accept(message(anna, 'old'));
    await journal.turns.settle(settlement(anna, ['old'], []));
    place.now += 1000;
    await journal.inbox.accept(message(anna, 'question'));
    const [due] = await journal.turns.settle(settlement(anna, ['question'], ['answer']));
    place.now += 1000;
    await journal.pauses.begin(wish(anna, place.now, { words }));
    equal(await journal.outbox.attempt(due?.id ?? '', place.now), false);
    await journal.outbox.giveUp(due?.id ?? '', withdrawnReason);
    equal(await journal.pauses.lift(anna, words), true);
    deepEqual(await waitingIds(journal, anna), ['question']);
    const [next] = await journal.turns.settle({
      ...settlement(anna, ['question'], ['again']),
      record: { id: 'again', chat: anna, at: place.now, entries: [], facts: {} },
    });
    equal(await journal.outbox.attempt(next?.id ?? '', place.now), true);
  },

  async 'lifts none that a person made or prolonged, and none that is over'(place) {
    const journal = await place.open();
    const at = place.now;
    await journal.pauses.begin(wish(anna, at, { words }));
    await journal.pauses.begin(wish(anna, at + 1000));
    equal(await journal.pauses.lift(anna, words), false);
    await journal.pauses.begin(wish(bolat, at, { words, until: at + 10 }));
    place.now += 10;
    equal(await journal.pauses.lift(bolat, words), false);
  },
};
