import { deepEqual, equal } from 'node:assert/strict';
import type { Charge } from '../../core/kinds/journal.ts';
import { anna, bolat, charges, dayMs, ended, waitingIds, type JournalCheck } from './place.ts';

const turnsCost: Record<string, JournalCheck> = {
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
        objections: { numbers: 2, payment: 1 },
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
    const paid: Charge[] = [
      { kind: 'answer', chat: anna, at: start, language: 'kk', ...full },
      { kind: 'answer', chat: anna, at: start + 1 },
      { kind: 'answer', chat: bolat, at: start + 2, usage: spoken },
    ];
    deepEqual(await charges(journal, 0), paid);
    deepEqual(await charges(journal, start + 1), paid.slice(1));
    await place.pass(journal, 399 * dayMs);
    deepEqual(await charges(journal, 0), paid);
    await place.pass(journal, 2 * dayMs);
    deepEqual(await charges(journal, 0), []);
  },

  async 'keep how often functions were called, and how that ended'(place) {
    const journal = await place.open();
    const of = { at: place.now, args: '{}', result: 'x' };
    const made = [
      { ...of, name: 'slots' },
      { ...of, name: 'slots', unmade: 'failed' as const },
      { ...of, name: 'book', done: true },
      { ...of, name: 'book', done: false },
      { ...of, name: 'book', done: false, unknown: true as const },
      { ...of, name: 'move', done: false, unmade: 'awaits' as const },
    ];
    await ended(journal, anna, 'a', { at: place.now, calls: made });
    const calls = { slots: { calls: 2, failed: 1 }, book: { calls: 3, refused: 1, failed: 1 } };
    const charge: Charge = { kind: 'answer', chat: anna, at: place.now, calls };
    deepEqual(await charges(journal, 0), [charge]);
    const again = await place.reopen(journal);
    await again.accounts.charge(charge);
    deepEqual(await charges(again, 0), [charge, charge]);
  },

  async 'read long accounts to their end'(place) {
    const journal = await place.open();
    await Promise.all(
      Array.from({ length: 2_500 }, (_, index) =>
        ended(journal, anna, `m${index}`, { at: place.now + (index % 7) }),
      ),
    );
    const times = (await charges(journal, 0)).map(({ at }) => at);
    equal(times.length, 2_500);
    deepEqual(
      times,
      times.toSorted((one, other) => one - other),
    );
  },
};

const besideTurns: Record<string, JournalCheck> = {
  async 'keep what was paid for beside the turns, of each kind, and each time'(place) {
    const journal = await place.open();
    const summary: Charge = {
      kind: 'summary',
      chat: anna,
      at: place.now,
      model: 'gpt',
      usage: { input: 700, cached: 0, output: 90 },
    };
    const speech: Charge = {
      kind: 'speech',
      chat: bolat,
      at: place.now + 1,
      usage: { input: 0, cached: 0, output: 0, spokenCharacters: 9, voiceModel: 'gpt-mouth' },
    };
    const moved: Charge = {
      ...summary,
      kind: 'answer',
      at: place.now + 2,
      ms: 5,
      promptVersion: 'v7',
      language: 'kk',
    };
    for (const charge of [summary, speech, moved, moved]) await journal.accounts.charge(charge);
    const again = await place.reopen(journal);
    deepEqual(await charges(again, 0), [summary, speech, moved, moved]);
    deepEqual(await charges(again, place.now + 1), [speech, moved, moved]);
    deepEqual(await again.turns.unremembered(), []);
    deepEqual([await waitingIds(again, anna), await again.outbox.due()], [[], []]);
    deepEqual(await again.health(), { waiting: 0, due: 0, dead: 0 });
    equal(await again.erase(anna), 3);
    deepEqual(await charges(again, 0), [speech]);
    await place.pass(again, 401 * dayMs);
    deepEqual(await charges(again, 0), []);
  },
};

/** What the accounts must do. */
export const accountsChecks: Record<string, JournalCheck> = { ...turnsCost, ...besideTurns };
