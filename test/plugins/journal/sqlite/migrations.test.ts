import { expect, it } from 'vitest';
import { openJournal } from '../../../../src/plugins/journal/sqlite/journal.ts';
import { applicationId, migrations } from '../../../../src/plugins/journal/sqlite/schema.ts';
import { settlement } from '../../../../src/suites/journal/place.ts';
import { makeFolder } from './folder.ts';

const chat = '77001234567@c.us';

it('a file from before replies were spoken is read as it was written, and takes spoken ones', async () => {
  await using folder = await makeFolder();
  const before = folder.connect();
  for (const step of migrations.slice(0, 2)) before.exec(step);
  before.exec(`
    PRAGMA application_id = ${applicationId};
    PRAGMA user_version = 2;
    INSERT INTO outbound (chat, text, created_at, attempted_at) VALUES ('${chat}', 'due', 5, 7);
    INSERT INTO outbound (chat, text, created_at, state, reason, ended_at) VALUES ('${chat}', 'dead', 5, 2, 'budget', 9);
    INSERT INTO inbound (chat, id, body, accepted_at, tries) VALUES ('${chat}', 'm', '{"id":"m","chat":"${chat}"}', 4, 1);
    INSERT INTO turns (id, chat, at, input, speech_seconds) VALUES ('t', '${chat}', 5, 10, 1.5);
  `);
  before.close();
  const journal = openJournal(folder.path, () => 10);
  const old = { id: '1', chat, text: 'due', createdAt: 5, tries: 0, notBefore: 0, attemptedAt: 7 };
  expect(await journal.outbox.due()).toEqual([old]);
  const waiting = {
    inbound: { id: 'm', chat },
    tries: 1,
    acceptedAt: 4,
    deaths: 0,
    lonelyDeaths: 0,
  };
  expect(await journal.inbox.waiting(chat)).toEqual([waiting]);
  expect(await journal.letters.list(9)).toEqual([
    { id: 'o2', kind: 'outbound', chat, reason: 'budget', at: 9, body: 'dead', reply: '2' },
  ]);
  expect(await Array.fromAsync(journal.accounts.usage(0))).toEqual([
    { kind: 'answer', chat, at: 5, usage: { input: 10, cached: 0, output: 0, speechSeconds: 1.5 } },
  ]);
  expect(await journal.letters.retry('o2')).toBe(true);
  await journal.turns.settle(settlement(chat, [], [{ text: 'new', voice: 'kk' }]));
  expect((await journal.outbox.due()).map(({ text, voice }) => [text, voice])).toEqual([
    ['due', undefined],
    ['dead', undefined],
    ['new', 'kk'],
  ]);
  await journal.close();
});
