import { deepEqual, equal, ok, rejects } from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  anna,
  bolat,
  buried,
  charges,
  ended,
  isNew,
  message,
  resembles,
  settlement,
  waitingIds,
  type JournalCheck,
} from './place.ts';

const wholeBasics: Record<string, JournalCheck> = {
  async 'count what waits, what is due and what was given up'(place) {
    const journal = await place.open();
    deepEqual(await journal.health(), { waiting: 0, due: 0, dead: 0 });
    await buried(journal, anna, 'dead');
    for (const id of ['a', 'b', 'c']) await journal.inbox.accept(message(anna, id));
    await journal.turns.settle(settlement(anna, ['a'], ['one', 'two', 'three', 'four']));
    await journal.letters.reject(Buffer.from('?'), 'not JSON');
    const [one, two] = await journal.outbox.due();
    await journal.outbox.sent(one?.id ?? '', 'channel-1');
    await journal.outbox.giveUp(two?.id ?? '', 'service.channel');
    deepEqual(await journal.health(), { waiting: 2, due: 2, dead: 3 });
    const again = await place.reopen(journal);
    deepEqual(await again.health(), { waiting: 2, due: 2, dead: 3 });
  },

  async 'prove that messages can be taken, and keep nothing of the proof'(place) {
    const journal = await place.open();
    await journal.inbox.accept(message(anna, 'a'));
    for (const refused of [
      undefined,
      message(anna, 'a'),
      message(anna, 'b'),
      message(bolat, 'b'),
    ]) {
      deepEqual(await journal.health(refused), { waiting: 1, due: 0, dead: 0 });
      place.now += 2_000;
    }
    deepEqual([await waitingIds(journal, anna), await waitingIds(journal, bolat)], [['a'], []]);
    deepEqual([await journal.outbox.due(), await journal.turns.unremembered()], [[], []]);
    equal(await isNew(journal, message(anna, 'b')), true);
  },

  async 'reject every call once closed'(place) {
    const journal = await place.open();
    const accepted = journal.inbox.accept(message(anna, 'a'));
    const again = await place.reopen(journal);
    equal((await accepted).isNew, true);
    deepEqual(await waitingIds(again, anna), ['a']);
    await rejects(journal.inbox.accept(message(anna, 'b')), { kind: 'service', retryable: true });
    await rejects(journal.inbox.waiting(anna), { kind: 'service', retryable: true });
    await rejects(journal.health(), { kind: 'service', retryable: true });
  },
};

const ownership: Record<string, JournalCheck> = {
  async 'tell the process that claimed it what another one changed, until that is taken up'(place) {
    const worker = await place.open();
    let calls = 0;
    let seen: string[] = [];
    const letter = await buried(worker, anna, 'a');
    await worker.ownership.claim(async () => {
      calls += 1;
      if (calls === 1) throw new Error('not now');
      seen = await waitingIds(worker, anna);
    });
    const person = await place.open();
    deepEqual(await person.letters.list(10), [letter]);
    await person.letters.retry(letter.id);
    const deadline = Date.now() + 15_000;
    while (seen.length === 0 && Date.now() < deadline) await sleep(20);
    deepEqual(seen, ['a']);
  },

  async 'can be claimed again when they were released'(place) {
    const journal = await place.open();
    const looker = await place.open();
    equal(await looker.ownership.claimed(), false);
    await journal.ownership.claim(() => Promise.resolve());
    deepEqual([await journal.ownership.claimed(), await looker.ownership.claimed()], [true, true]);
    const again = await place.reopen(journal);
    equal(await looker.ownership.claimed(), false);
    equal(await again.ownership.claim(() => Promise.resolve()), undefined);
  },
};

const erasePeople: Record<string, JournalCheck> = {
  async 'erase a person everywhere and nobody else'(place) {
    const journal = await place.open();
    for (const chat of [anna, bolat]) {
      await buried(journal, chat, 'dead');
      await ended(journal, chat, 'done', { at: place.now }, ['one', 'two']);
      await journal.inbox.accept(message(chat, 'waiting'));
      await journal.letters.reject(
        Buffer.from(JSON.stringify({ senderData: { chatId: chat } })),
        'odd',
      );
      const [one, two] = await journal.outbox.due(chat);
      await journal.outbox.giveUp(one?.id ?? '', 'service.channel');
      await journal.outbox.sent(two?.id ?? '', `sent to ${chat}`);
    }
    ok((await journal.erase(anna)) > 0);
    const again = await place.reopen(journal);
    resembles(await again.inbox.chats(), [{ chat: bolat }]);
    deepEqual(await again.finished.sentIds(anna), new Set());
    deepEqual(await again.finished.sentIds(bolat), new Set([`sent to ${bolat}`]));
    deepEqual(
      (await again.letters.list(10)).map(({ body }) => body).filter((body) => body.includes(anna)),
      [],
    );
    equal((await again.letters.list(10)).length, 3);
    deepEqual(
      (await again.turns.unremembered()).map(({ chat }) => chat),
      [bolat, bolat],
    );
    deepEqual(
      (await charges(again, 0)).map(({ chat }) => chat),
      [bolat, bolat],
    );
    equal(await again.erase(anna), 0);
    equal(await isNew(again, message(anna, 'done')), true);
  },
};

const erasedLetters: Record<string, JournalCheck> = {
  async 'erase what could not be understood and names a chat of a further account, and nothing of another account'(
    place,
  ) {
    const journal = await place.open();
    const body = (chatId: string, idInstance: number): string =>
      JSON.stringify({ instanceData: { idInstance }, senderData: { chatId } });
    const bodies = [body('10000001', 3_100_000_001), body('10000001', 4_100_000_001)];
    bodies.push(body(anna, 3_100_000_001), body(bolat, 3_100_000_001));
    for (const each of bodies) await journal.letters.reject(Buffer.from(each), 'of another form');
    const kept = async (): Promise<string[]> =>
      (await journal.letters.list(10)).map((letter) => letter.body).toSorted();
    equal(await journal.erase('10000001#3100000001'), 1);
    deepEqual(await kept(), bodies.slice(1).toSorted());
    equal(await journal.erase(`${anna}#3100000001`), 1);
    equal(await journal.erase(bolat), 1);
    deepEqual(await kept(), [bodies[1]]);
  },
};

/** What the journal must do as a whole. */
export const wholeChecks: Record<string, JournalCheck> = {
  ...wholeBasics,
  ...ownership,
  ...erasePeople,
  ...erasedLetters,
};
