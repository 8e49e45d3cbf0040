import { deepEqual, equal } from 'node:assert/strict';
import type { Reply } from '../../core/kinds/channel.ts';
import type { Due, Journal } from '../../core/kinds/journal.ts';
import type { TurnRecord } from '../../core/kinds/turn-record.ts';
import {
  anna,
  bolat,
  dueTexts,
  message,
  minuteMs,
  resembles,
  settlement,
  type JournalCheck,
} from './place.ts';

const outboxBasics: Record<string, JournalCheck> = {
  async 'gives the replies due of one chat or of all, also when it is opened again'(place) {
    const journal = await place.open();
    const annas = await owing(journal, anna, ['one', 'two']);
    const bolats = await owing(journal, bolat, ['three']);
    const { outbox } = await place.reopen(journal);
    deepEqual(await outbox.due(anna), annas);
    deepEqual(await outbox.due(bolat), bolats);
    const all = await outbox.due();
    equal(all.length, 3);
    deepEqual(
      all.filter(({ chat }) => chat === anna),
      annas,
    );
    deepEqual(await outbox.due('77000000001@c.us'), []);
  },

  async "lets go of what was sent, and knows it under the channel's id"(place) {
    const journal = await place.open();
    const [one, two] = await owing(journal, anna, ['one', 'two']);
    await owing(journal, bolat, ['three']);
    equal(await journal.outbox.attempt(idOf(one), place.now), true);
    equal(await journal.outbox.sent(idOf(one), 'channel-1'), true);
    deepEqual(await journal.outbox.due(anna), [two]);
    const again = await place.reopen(journal);
    deepEqual(await again.outbox.due(anna), [two]);
    deepEqual(await again.finished.sentIds(anna), new Set(['channel-1']));
    deepEqual(await again.finished.sentIds(bolat), new Set());
  },

  async 'gives a reply up: it becomes a dead letter and holds nothing up'(place) {
    const journal = await place.open();
    const [one] = await owing(journal, anna, ['one', 'two']);
    await journal.outbox.giveUp(idOf(one), 'service.channel.refused');
    deepEqual(await dueTexts(journal, anna), ['two']);
    const expected = {
      kind: 'outbound',
      chat: anna,
      reason: 'service.channel.refused',
      at: place.now,
      body: 'one',
      reply: idOf(one),
    };
    resembles(await journal.letters.list(10), [expected]);
    deepEqual(await journal.finished.sentIds(anna), new Set());
  },

  async 'keeps the form of a reply: written, spoken in a language, or by a person'(place) {
    const journal = await place.open();
    const replies = [
      { text: 'written' },
      { text: 'айтылған', voice: 'kk' as const },
      { text: 'dit', voice: 'other' as const },
      { text: 'said', voice: 'note 77 3A5D https://media.example/a b.oga' as const },
    ];
    await journal.inbox.accept(message(anna, 'question'));
    const due = await journal.turns.settle(settlement(anna, ['question'], replies));
    deepEqual(due.map(formOf), replies);
    await journal.outbox.attempt(idOf(due[1]), place.now);
    await journal.outbox.retry(idOf(due[1]), place.now, 'service.channel', 'unknown');
    const { outbox } = await place.reopen(journal);
    deepEqual((await outbox.due()).map(formOf), replies);
    deepEqual((await outbox.due(anna)).map(formOf), replies);
  },

  async 'takes no notice of a reply that it does not owe'(place) {
    const journal = await place.open();
    const [one] = await owing(journal, anna, ['one']);
    await journal.outbox.sent(idOf(one), 'channel-1');
    for (const id of [idOf(one), '999999', 'nonsense']) {
      equal(await journal.outbox.attempt(id, place.now), false);
      await journal.outbox.retry(id, place.now, 'late', 'unknown');
      await journal.outbox.giveUp(id, 'late');
      equal(await journal.outbox.sent(id, 'channel-2'), false);
    }
    deepEqual(await journal.outbox.due(), []);
    deepEqual(await journal.letters.list(10), []);
    deepEqual(await journal.finished.sentIds(anna), new Set(['channel-1']));
  },
};

const adds: Record<string, JournalCheck> = {
  async 'takes what no turn wrote, behind what is due already, with what memory must take in'(
    place,
  ) {
    const journal = await place.open();
    await owing(journal, anna, ['one']);
    await journal.turns.remembered(settlement(anna, ['question']).record);
    const record = newsOf(anna, 'news');
    const replies = [{ text: 'two' }, { text: 'үш', voice: 'kk' as const }];
    const added = await journal.outbox.add(anna, replies, record);
    deepEqual(added.map(formOf), replies);
    resembles(added, [
      { chat: anna, tries: 0, createdAt: place.now },
      { chat: anna, tries: 0, createdAt: place.now },
    ]);
    const again = await place.reopen(journal);
    deepEqual(await dueTexts(again, anna), ['one', 'two', 'үш']);
    deepEqual((await again.outbox.due(anna)).slice(1), added);
    deepEqual(await again.turns.unremembered(), [record]);
    equal(await again.turns.remembered(record), true);
    deepEqual(await again.turns.unremembered(), []);
  },

  async 'takes it once: with the same record again it tells what of it is still due'(place) {
    const journal = await place.open();
    await journal.outbox.add(bolat, [{ text: 'other' }], newsOf(bolat, 'news'));
    const record = newsOf(anna, 'news');
    const replies = [{ text: 'one' }, { text: 'one' }];
    const added = await journal.outbox.add(anna, replies, record);
    deepEqual(await journal.outbox.add(anna, replies, record), added);
    await owing(journal, anna, ['one']);
    await journal.outbox.sent(idOf(added[0]), 'channel-1');
    const again = await place.reopen(journal);
    deepEqual(await again.outbox.add(anna, replies, record), added.slice(1));
    equal((await again.outbox.due(anna)).length, 2);
    await again.erase(anna);
    deepEqual(await dueTexts(again), ['other']);
  },
};

const remembersTries: Record<string, JournalCheck> = {
  async 'remembers a try that began, whatever happens then'(place) {
    const journal = await place.open();
    const [one] = await owing(journal, anna, ['one']);
    await journal.outbox.attempt(idOf(one), place.now);
    const again = await place.reopen(journal);
    deepEqual(await again.outbox.due(), [{ ...one, attemptedAt: place.now }]);
  },

  async 'keeps the try whose outcome is unknown'(place) {
    const journal = await place.open();
    const [one] = await owing(journal, anna, ['one']);
    await journal.outbox.attempt(idOf(one), place.now);
    await journal.outbox.retry(idOf(one), place.now + minuteMs, 'service.channel', 'unknown');
    const owed = { ...one, tries: 1, attemptedAt: place.now, notBefore: place.now + minuteMs };
    deepEqual(await journal.outbox.due(), [owed]);
    await journal.outbox.retry(idOf(one), place.now + 2 * minuteMs, 'service.channel', 'unknown');
    deepEqual(await journal.outbox.due(), [
      { ...owed, tries: 2, notBefore: place.now + 2 * minuteMs },
    ]);
    await journal.outbox.attempt(idOf(one), place.now + 2 * minuteMs);
    resembles(await journal.outbox.due(), [{ attemptedAt: place.now + 2 * minuteMs }]);
  },

  async 'forgets a try that certainly had no effect'(place) {
    const journal = await place.open();
    const [one] = await owing(journal, anna, ['one']);
    await journal.outbox.attempt(idOf(one), place.now);
    await journal.outbox.retry(idOf(one), place.now + minuteMs, 'service.channel', 'unsent');
    const { outbox } = await place.reopen(journal);
    deepEqual(await outbox.due(), [{ ...one, tries: 1, notBefore: place.now + minuteMs }]);
  },
};

/** The record of what was said without a question. */
function newsOf(chat: string, name: string): TurnRecord {
  return { ...settlement(chat, []).record, id: `said/${chat}/${name}` };
}

function formOf({ text, voice }: Due): Reply {
  return { text, ...(voice === undefined ? {} : { voice }) };
}

/** Makes a chat owe these replies. */
async function owing(journal: Journal, chat: string, replies: string[]): Promise<Due[]> {
  await journal.inbox.accept(message(chat, 'question'));
  return journal.turns.settle(settlement(chat, ['question'], replies));
}

function idOf(due: Due | undefined): string {
  if (!due) throw new Error('nothing is due');
  return due.id;
}

/** What the outbox must do. */
export const outboxChecks: Record<string, JournalCheck> = {
  ...outboxBasics,
  ...adds,
  ...remembersTries,
};
