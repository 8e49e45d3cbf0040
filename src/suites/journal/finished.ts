import { deepEqual, equal } from 'node:assert/strict';
import type { Inbound } from '../../core/kinds/channel.ts';
import type { Ended, Journal } from '../../core/kinds/journal.ts';
import {
  anna,
  bolat,
  buried,
  dayMs,
  isNew,
  message,
  minuteMs,
  resembles,
  settlement,
  waitingIds,
  type JournalCheck,
} from './place.ts';

/** What is done, by chat and id. */
async function endedOf({ finished }: Journal): Promise<Map<string, Ended>> {
  const ended = new Map<string, Ended>();
  for await (const each of finished.ended())
    ended.set(`${each.inbound.chat} ${each.inbound.id}`, each);
  return ended;
}

/** What a journal must know of what is done. */
export const finishedChecks: Record<string, JournalCheck> = {
  async 'tell which messages are done, and when; neither what waits nor what was given up'(place) {
    const journal = await place.open();
    deepEqual(await endedOf(journal), new Map());
    for (const id of ['a', 'b', 'waiting']) await journal.inbox.accept(message(anna, id));
    const letter = await buried(journal, anna, 'dropped');
    await buried(journal, bolat, 'dead');
    const [due] = await journal.turns.settle(settlement(anna, ['a'], ['hello']));
    await journal.outbox.sent(due?.id ?? '', 'channel-1');
    place.now += minuteMs;
    await journal.turns.settle(settlement(anna, ['b']));
    await journal.letters.drop(letter.id);
    const ended = await endedOf(await place.reopen(journal));
    deepEqual(
      [...ended.keys()].toSorted(),
      ['a', 'b', 'dropped'].map((id) => `${anna} ${id}`).toSorted(),
    );
    deepEqual(ended.get(`${anna} a`), { inbound: message(anna, 'a'), at: place.now - minuteMs });
    deepEqual(ended.get(`${anna} b`), { inbound: message(anna, 'b'), at: place.now });
  },

  async 'tell of all of many'(place) {
    const journal = await place.open();
    const ids = Array.from({ length: 750 }, (_, index) => `m${index}`);
    await Promise.all(ids.map((id) => journal.inbox.accept(message(anna, id))));
    await journal.turns.settle(settlement(anna, ids));
    equal((await endedOf(journal)).size, 750);
  },

  async 'take the done messages of another journal for done: known, found, and never waiting'(
    place,
  ) {
    const journal = await place.open();
    const voice: Inbound = {
      id: 'b"/\\é',
      chat: bolat,
      at: 1,
      content: { type: 'voice', media: { mimeType: 'audio/ogg' } },
    };
    const done = [message(anna, 'a'), voice].map((inbound) => ({
      inbound,
      at: place.now - minuteMs,
    }));
    await journal.finished.know([]);
    await journal.finished.know(done);
    await journal.finished.know(done);
    const again = await place.reopen(journal);
    for (const { inbound } of done) {
      equal(await isNew(again, inbound), false);
      deepEqual(await again.inbox.find(inbound.id), inbound);
      deepEqual(await again.inbox.waiting(inbound.chat), []);
    }
    deepEqual(await again.inbox.chats(), []);
    deepEqual(await again.outbox.due(), []);
    deepEqual(await again.turns.unremembered(), []);
    deepEqual(await Array.fromAsync(again.accounts.usage(0)), []);
    deepEqual(await again.health(), { waiting: 0, due: 0, dead: 0 });
    deepEqual(
      [...(await endedOf(again)).values()].toSorted(
        (one, other) => one.inbound.at - other.inbound.at,
      ),
      done.toReversed(),
    );
  },

  async 'leave what they know already as it is'(place) {
    const journal = await place.open();
    await journal.inbox.accept(message(anna, 'waiting'));
    await buried(journal, anna, 'dead');
    const at = place.now;
    await journal.finished.know(
      ['waiting', 'dead'].map((id) => ({ inbound: message(anna, id, 'other'), at })),
    );
    deepEqual(await waitingIds(journal, anna), ['waiting']);
    resembles(await journal.letters.list(10), [{ kind: 'inbound', reason: 'service.model' }]);
    deepEqual(await journal.inbox.find('waiting'), message(anna, 'waiting'));
    deepEqual(await endedOf(journal), new Map());
  },

  async 'forget them three days after their moment, and with their customer'(place) {
    const journal = await place.open();
    const known = [message(anna, 'old'), message(anna, 'new'), message(bolat, 'a')];
    await journal.finished.know(
      known.map((inbound, index) => ({ inbound, at: place.now - (2 - index) * dayMs })),
    );
    await place.pass(journal, 1.1 * dayMs);
    equal(await isNew(journal, message(anna, 'old')), true);
    equal(await isNew(journal, message(anna, 'new')), false);
    equal(await journal.erase(bolat), 1);
    deepEqual([...(await endedOf(journal)).keys()], [`${anna} new`]);
  },
};
