import { expect, it } from 'vitest';
import { consoleCalls } from '../../../src/core/console-calls/console-calls.ts';
import type { ConsoleParts } from '../../../src/core/console-calls/console-parts.ts';
import { todayView } from '../../../src/core/console-calls/today-view.ts';
import { PriceList } from '../../../src/core/costs/prices.ts';
import type { Journal } from '../../../src/core/kinds/journal.ts';
import { translatorTo } from '../../../src/core/owner-language/index.ts';
import { PromptVersions } from '../../../src/core/prompts/prompt-versions.ts';
import { periodReport } from '../../../src/core/report/period-report.ts';
import { openJournal } from '../../../src/plugins/journal/sqlite/journal.ts';
import { useFolder } from '../../folder.ts';

const folder = useFolder();
const timeZone = 'Asia/Almaty';
const now = Date.parse('2026-11-30T06:00Z');

/** A running bot as far as the figures of the day need it, whose accounts are in trouble or well. */
function partsOver(journal: Journal, trouble?: string): ConsoleParts {
  return {
    opened: {
      plugins: { journal },
      bot: { timeZone },
      world: { dataFolder: folder(), now: () => now },
    },
    bot: { vitals: { accounts: trouble === undefined ? [] : [{ verdict: { trouble } }] } },
    versions: new PromptVersions(folder()),
    version: '',
    catalog: {},
  } as unknown as ConsoleParts;
}

it('says how soon customers were answered as `report` says it', async () => {
  const journal = openJournal(folder(), () => now);
  const chat = '77010001001@c.us';
  for (const [id, ms] of Object.entries({ first: 1_000, second: 9_000 })) {
    const record = { id, chat, at: now - 60_000, entries: [], facts: {}, model: 'm', ms };
    await journal.turns.settle({ chat, inbound: [], replies: [], record });
  }
  const parts = partsOver(journal);
  const { answers } = await todayView(parts, translatorTo('en'));
  const wanted = { days: 1, timeZone, now, prices: new PriceList([]) };
  const { answered } = await periodReport(journal, wanted);
  expect(answers).toEqual({ count: 2, median: answered.p50, slow: answered.p95 });
  expect(answers).toEqual({ count: 2, median: 1_000, slow: 9_000 });
  await journal.close();
});

it('says in the language of the page what an account is in', async () => {
  const journal = openJournal(folder(), () => now);
  const parts = partsOver(journal, 'the WhatsApp account is notAuthorized');
  const today = await consoleCalls['today']?.run(parts, {}, translatorTo('ru'));
  expect(today).toMatchObject({ account: 'аккаунт WhatsApp: notAuthorized' });
  await journal.close();
});
