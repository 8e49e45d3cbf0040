import { deepEqual, equal } from 'node:assert/strict';
import type { Inbound } from '../../core/kinds/channel.ts';
import type { Ended, Journal, Sent } from '../../core/kinds/journal.ts';
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

/** What went out, oldest chat name first. */
async function sentOf({ finished }: Journal): Promise<Sent[]> {
  const sent = await Array.fromAsync(finished.sent());
  return sent.toSorted((one, other) => one.chat.localeCompare(other.chat));
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

  async 'tell what a reply said that went out under an id, three days long and until its customer is erased'(
    place,
  ) {
    const journal = await place.open();
    const said = [];
    for (const [chat, text] of [
      [anna, 'line one\nline "two"'],
      [bolat, 'to another'],
    ] as const) {
      await journal.inbox.accept(message(chat, 'm'));
      const [due] = await journal.turns.settle(settlement(chat, ['m'], [text]));
      equal(await journal.finished.sentText(chat, 'same id'), undefined);
      await journal.outbox.sent(due?.id ?? '', 'same id');
      said.push({ chat, id: 'same id', text, at: place.now });
    }
    const again = await place.reopen(journal);
    equal(await again.finished.sentText(anna, 'same id'), 'line one\nline "two"');
    equal(await again.finished.sentText(bolat, 'same id'), 'to another');
    equal(await again.finished.sentText(anna, 'other id'), undefined);
    deepEqual(await sentOf(again), said);
    await again.erase(bolat);
    equal(await again.finished.sentText(bolat, 'same id'), undefined);
    await place.pass(again, 3.1 * dayMs);
    equal(await again.finished.sentText(anna, 'same id'), undefined);
    deepEqual(await sentOf(again), []);
  },

  async 'take over what went out from another journal, and leave what they know as it is'(place) {
    const journal = await place.open();
    await journal.inbox.accept(message(anna, 'm'));
    const [due] = await journal.turns.settle(settlement(anna, ['m'], ['own']));
    await journal.outbox.sent(due?.id ?? '', 'a');
    const { now: at } = place;
    const moved = { chat: bolat, id: 'b', text: 'moved', at };
    await journal.finished.knowSent([{ chat: anna, id: 'a', text: 'other', at: at + 1 }, moved]);
    await journal.finished.knowSent([moved]);
    const again = await place.reopen(journal);
    deepEqual(await sentOf(again), [{ chat: anna, id: 'a', text: 'own', at }, moved]);
    deepEqual(await again.finished.sentIds(bolat), new Set(['b']));
    deepEqual(await again.outbox.due(), []);
    equal(await again.erase(bolat), 1);
  },

  async 'forget what was told of a person to others, with the person'(place) {
    const journal = await place.open();
    const told = {
      id: `notice/ticket/${anna}/m/${bolat}`,
      chat: bolat,
      at: 1,
      entries: [],
      facts: {},
    };
    await journal.notices.add({ id: `ticket/${anna}/m`, at: 1, topic: 'ticket', chat: anna });
    const texts = [`№1 ${anna}`, 'of no number'];
    const due = await journal.outbox.add(
      bolat,
      texts.map((text) => ({ text })),
      told,
    );
    for (const { id } of due) await journal.outbox.sent(id, `channel-${id}`);
    equal((await sentOf(journal)).length, 2);
    await journal.erase(anna);
    deepEqual(await sentOf(journal), []);
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
