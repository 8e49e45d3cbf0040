import { deepEqual, equal, ok, rejects } from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Journal, TurnAccount } from '../../core/kinds/journal.ts';
import type { TurnRecord } from '../../core/kinds/turn-record.ts';
import {
  anna,
  bolat,
  buried,
  dayMs,
  message,
  resembles,
  settlement,
  waitingIds,
  type JournalCheck,
} from './place.ts';

const booksBasics: Record<string, JournalCheck> = {
  async 'count what waits, what is due and what was given up'(place) {
    const journal = await place.open();
    deepEqual(await journal.books.health(), { waiting: 0, due: 0, dead: 0 });
    await buried(journal, anna, 'dead');
    for (const id of ['a', 'b', 'c']) await journal.inbox.accept(message(anna, id));
    await journal.turns.settle(settlement(anna, ['a'], ['one', 'two', 'three', 'four']));
    await journal.letters.reject(Buffer.from('?'), 'not JSON');
    const [one, two] = await journal.outbox.due();
    await journal.outbox.sent(one?.id ?? '', 'channel-1');
    await journal.outbox.giveUp(two?.id ?? '', 'service.channel');
    deepEqual(await journal.books.health(), { waiting: 2, due: 2, dead: 3 });
    const again = await place.reopen(journal);
    deepEqual(await again.books.health(), { waiting: 2, due: 2, dead: 3 });
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
      deepEqual(await journal.books.health(refused), { waiting: 1, due: 0, dead: 0 });
      place.now += 2_000;
    }
    deepEqual([await waitingIds(journal, anna), await waitingIds(journal, bolat)], [['a'], []]);
    deepEqual([await journal.outbox.due(), await journal.turns.unremembered()], [[], []]);
    equal(await journal.inbox.accept(message(anna, 'b')), true);
  },

  async 'reject every call once closed'(place) {
    const journal = await place.open();
    const accepted = journal.inbox.accept(message(anna, 'a'));
    const again = await place.reopen(journal);
    equal(await accepted, true);
    deepEqual(await waitingIds(again, anna), ['a']);
    await rejects(journal.inbox.accept(message(anna, 'b')), { kind: 'service', retryable: true });
    await rejects(journal.inbox.waiting(anna), { kind: 'service', retryable: true });
    await rejects(journal.books.health(), { kind: 'service', retryable: true });
  },
};

const hearOthers: Record<string, JournalCheck> = {
  async 'tell the process that works it off what another one changed, until that is taken up'(
    place,
  ) {
    const worker = await place.open();
    let calls = 0;
    let seen: string[] = [];
    const letter = await buried(worker, anna, 'a');
    await worker.books.claim(async () => {
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

  async 'can be claimed again when they were given back'(place) {
    const journal = await place.open();
    const looker = await place.open();
    equal(await looker.books.claimed(), false);
    await journal.books.claim(() => Promise.resolve());
    deepEqual([await journal.books.claimed(), await looker.books.claimed()], [true, true]);
    const again = await place.reopen(journal);
    equal(await looker.books.claimed(), false);
    equal(await again.books.claim(() => Promise.resolve()), undefined);
  },
};

const keepAccounts: Record<string, JournalCheck> = {
  async 'keep what every turn cost, for 400 days'(place) {
    const journal = await place.open();
    const start = place.now;
    const full = {
      model: 'gpt',
      promptVersion: 'v7',
      ms: 1234,
      usage: {
        input: 900,
        cached: 800,
        written: 60,
        output: 70,
        estimated: true as const,
        speechSeconds: 4.5,
        speechModel: 'gpt-ears',
      },
    };
    await ended(journal, anna, 'a', { at: start, facts: { language: 'kk', hintedAt: 3 }, ...full });
    const spoken = {
      input: 0,
      cached: 0,
      output: 0,
      spokenCharacters: 250,
      spokenSeconds: 17.5,
      voiceModel: 'gpt-mouth',
    };
    await ended(journal, bolat, 'b', { at: start + 2, usage: spoken });
    await ended(journal, anna, 'c', { at: start + 1 });
    const books = [
      { chat: anna, at: start, language: 'kk', ...full },
      { chat: anna, at: start + 1 },
      { chat: bolat, at: start + 2, usage: spoken },
    ];
    deepEqual(await usage(journal, 0), books);
    deepEqual(await usage(journal, start + 1), books.slice(1));
    await place.pass(journal, 399 * dayMs);
    deepEqual(await usage(journal, 0), books);
    await place.pass(journal, 2 * dayMs);
    deepEqual(await usage(journal, 0), []);
  },

  async 'read long accounts to their end'(place) {
    const journal = await place.open();
    await Promise.all(
      Array.from({ length: 2_500 }, (_, index) =>
        ended(journal, anna, `m${index}`, { at: place.now + (index % 7) }),
      ),
    );
    const times = (await usage(journal, 0)).map(({ at }) => at);
    equal(times.length, 2_500);
    deepEqual(
      times,
      times.toSorted((one, other) => one - other),
    );
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
    ok((await journal.books.erase(anna)) > 0);
    const again = await place.reopen(journal);
    resembles(await again.inbox.chats(), [{ chat: bolat }]);
    deepEqual(await again.outbox.sentIds(anna), new Set());
    deepEqual(await again.outbox.sentIds(bolat), new Set([`sent to ${bolat}`]));
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
      (await usage(again, 0)).map(({ chat }) => chat),
      [bolat, bolat],
    );
    equal(await again.books.erase(anna), 0);
    equal(await again.inbox.accept(message(anna, 'done')), true);
  },
};

/** A message accepted, answered and remembered. */
async function ended(
  journal: Journal,
  chat: string,
  id: string,
  record: Partial<TurnRecord>,
  replies: string[] = [],
): Promise<void> {
  await journal.inbox.accept(message(chat, id));
  const end = settlement(chat, [id], replies);
  await journal.turns.settle({ ...end, record: { ...end.record, ...record } });
  if (replies.length === 0) await journal.turns.remembered(end.record);
}

function usage(journal: Journal, since: number): Promise<TurnAccount[]> {
  return Array.fromAsync(journal.books.usage(since));
}

/** What the books must do. */
export const booksChecks: Record<string, JournalCheck> = {
  ...booksBasics,
  ...hearOthers,
  ...keepAccounts,
  ...erasePeople,
};
