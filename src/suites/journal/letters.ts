import { deepEqual, equal, match, ok } from 'node:assert/strict';
import {
  anna,
  bolat,
  buried,
  dayMs,
  dueTexts,
  isNew,
  message,
  minuteMs,
  resembles,
  settlement,
  waitingIds,
  type JournalCheck,
} from './place.ts';

const lettersBasics: Record<string, JournalCheck> = {
  async 'hold what was given up, newest first'(place) {
    const journal = await place.open();
    await buried(journal, anna, 'a', 'service.model.quota');
    place.now += minuteMs;
    await journal.letters.reject(Buffer.from('{"broken":'), 'not JSON');
    place.now += minuteMs;
    await buried(journal, bolat, 'b', 'turn.timeout');
    const { letters } = await place.reopen(journal);
    const list = await letters.list(10);
    resembles(list, [
      { kind: 'inbound', chat: bolat, reason: 'turn.timeout', at: place.now },
      { kind: 'invalid', reason: 'not JSON', at: place.now - minuteMs, body: '{"broken":' },
      { kind: 'inbound', chat: anna, reason: 'service.model.quota', at: place.now - 2 * minuteMs },
    ]);
    ok(!('chat' in (list[1] ?? {})));
    deepEqual(JSON.parse(list[2]?.body ?? ''), message(anna, 'a'));
    deepEqual(await letters.list(1), list.slice(0, 1));
    deepEqual(await letters.list(2), list.slice(0, 2));
    for (const letter of list) deepEqual(await letters.show(letter.id), letter);
    for (const { id } of list) match(id, /^\S{1,40}$/);
    equal(await letters.show('nonsense'), undefined);
  },

  async 'keep at most 64 KiB of a notification, and any bytes'(place) {
    const { letters } = await place.open();
    await letters.reject(Buffer.alloc(200_000, 'x'), 'long');
    await letters.reject(Buffer.from(`x${'я'.repeat(100_000)}`), 'long');
    await letters.reject(Buffer.from([0xff, 0x00, 0xfe, 0x41]), 'bytes');
    await letters.reject(new Uint8Array(), 'empty');
    const bodies = (await letters.list(10))
      .map(({ body }) => body)
      .toSorted((one, other) => one.length - other.length);
    deepEqual(bodies.toSpliced(1, 1), ['', `x${'я'.repeat(32 * 1024 - 1)}`, 'x'.repeat(64 * 1024)]);
    match(bodies[1] ?? '', /A$/);
  },

  async 'keep only the newest of what can never become a message, by number and by size'(place) {
    const journal = await place.open();
    const other = await buried(journal, anna, 'a');
    const junk = (count: number, body: (index: number) => string): Promise<unknown> =>
      Promise.all(
        Array.from({ length: count }, (_, index) =>
          journal.letters.reject(Buffer.from(body(index)), 'junk'),
        ),
      );
    const kept = async (): Promise<string[]> =>
      (await journal.letters.list(1000))
        .filter(({ kind }) => kind === 'invalid')
        .map(({ body }) => body);
    await junk(520, String);
    deepEqual(
      (await kept()).toSorted((one, two) => Number(two) - Number(one)),
      Array.from({ length: 500 }, (_, index) => String(519 - index)),
    );
    await junk(70, (index) => String(index).padEnd(64 * 1024, '.'));
    const large = (await kept()).map((body) => Number.parseInt(body, 10));
    deepEqual(
      large.toSorted((one, two) => two - one),
      Array.from({ length: 64 }, (_, index) => 69 - index),
    );
    deepEqual(await journal.letters.show(other.id), other);
  },

  async 'are forgotten after thirty days'(place) {
    const journal = await place.open();
    await journal.letters.reject(Buffer.from('old'), 'old');
    const letter = await buried(journal, anna, 'a');
    await place.pass(journal, 29 * dayMs);
    deepEqual(await journal.letters.show(letter.id), letter);
    await place.pass(journal, 1.1 * dayMs);
    equal(await journal.letters.show(letter.id), undefined);
    deepEqual(
      (await journal.letters.list(100)).filter(({ reason }) => reason !== 'traffic'),
      [],
    );
  },
};

const putBack: Record<string, JournalCheck> = {
  async "put a message back at the end of its chat's queue, and it can be answered then"(place) {
    const journal = await place.open();
    await journal.inbox.accept(message(anna, 'a'));
    await journal.inbox.postpone(anna, ['a'], place.now + minuteMs, 'service.model');
    const letter = await buried(journal, anna, 'a');
    await journal.inbox.accept(message(anna, 'b'));
    equal(await journal.letters.retry(letter.id, true), true);
    deepEqual(await journal.letters.list(10), []);
    deepEqual(await waitingIds(journal, anna), ['b', 'a']);
    resembles((await journal.inbox.waiting(anna)).at(-1), { tries: 0, inbound: { again: true } });
    ok(((await journal.inbox.chats())[0]?.notBefore ?? Infinity) <= place.now);
    equal(await isNew(journal, message(anna, 'a')), false);
    const end = settlement(anna, ['a'], ['now it works']);
    await journal.turns.settle(end);
    await journal.turns.settle(end);
    deepEqual(await waitingIds(journal, anna), ['b']);
    deepEqual(await dueTexts(journal), ['now it works']);
    deepEqual(await journal.turns.unremembered(), [end.record]);
  },

  async 'make a reply due again, as if it were new, but for a try whose end is unknown'(place) {
    const journal = await place.open();
    await journal.inbox.accept(message(anna, 'a'));
    const [due] = await journal.turns.settle(settlement(anna, ['a'], ['one']));
    const begun = place.now;
    await journal.outbox.attempt(due?.id ?? '', begun);
    await journal.outbox.retry(due?.id ?? '', begun + minuteMs, 'service.channel', 'unknown');
    await journal.outbox.giveUp(due?.id ?? '', 'service.channel');
    const letter = (await journal.letters.list(1))[0];
    place.now += 2 * dayMs;
    equal(await journal.letters.retry(letter?.id ?? ''), true);
    deepEqual(await journal.letters.list(10), []);
    resembles(await journal.outbox.due(), [
      { text: 'one', tries: 0, createdAt: place.now, attemptedAt: begun },
    ]);
    ok(((await journal.outbox.due())[0]?.notBefore ?? Infinity) <= place.now);
  },

  async 'tell the form of a reply, and make it due again in that form'(place) {
    const journal = await place.open();
    await journal.inbox.accept(message(anna, 'a'));
    const due = await journal.turns.settle(
      settlement(anna, ['a'], ['one', { text: 'two', voice: 'ru' }]),
    );
    for (const { id } of due) await journal.outbox.giveUp(id, 'service.channel');
    const { letters, outbox } = await place.reopen(journal);
    const list = await letters.list(10);
    deepEqual(Object.fromEntries(list.map(({ body, voice }) => [body, voice])), {
      one: undefined,
      two: 'ru',
    });
    for (const letter of list) deepEqual(await letters.show(letter.id), letter);
    for (const { id } of list) await letters.retry(id);
    const again = (await outbox.due()).map(({ text, voice }) => [text, voice]);
    deepEqual(Object.fromEntries(again), { one: undefined, two: 'ru' });
  },

  async 'put back nothing that is unknown or can never become a message'(place) {
    const { letters } = await place.open();
    await letters.reject(Buffer.from('?'), 'not JSON');
    const letter = (await letters.list(1))[0];
    equal(await letters.retry(letter?.id ?? ''), false);
    equal(await letters.retry('nonsense'), false);
    deepEqual(await letters.list(10), [letter]);
  },
};

const dropped: Record<string, JournalCheck> = {
  async 'are dropped one by one; a dropped message is still known'(place) {
    const journal = await place.open();
    await buried(journal, anna, 'a');
    await journal.letters.reject(Buffer.from('?'), 'not JSON');
    await journal.inbox.accept(message(bolat, 'b'));
    const [due] = await journal.turns.settle(settlement(bolat, ['b'], ['one']));
    await journal.outbox.giveUp(due?.id ?? '', 'service.channel');
    const list = await journal.letters.list(10);
    deepEqual(list.map(({ kind }) => kind).toSorted(), ['inbound', 'invalid', 'outbound']);
    for (const [index, { id }] of list.entries()) {
      equal(await journal.letters.drop(id), true);
      equal(await journal.letters.drop(id), false);
      equal(await journal.letters.retry(id), false);
      deepEqual(await journal.letters.list(10), list.slice(index + 1));
    }
    equal(await journal.letters.drop('nonsense'), false);
    equal(await isNew(journal, message(anna, 'a')), false);
    deepEqual(await journal.inbox.chats(), []);
    deepEqual(await journal.outbox.due(), []);
    deepEqual(await journal.finished.sentIds(bolat), new Set());
  },
};

/** What the dead letters must do. */
export const lettersChecks: Record<string, JournalCheck> = {
  ...lettersBasics,
  ...putBack,
  ...dropped,
};
