import { expect, it } from 'vitest';
import type { ConsoleParts } from '../../../src/core/console-calls/console-parts.ts';
import { todayView } from '../../../src/core/console-calls/today-view.ts';
import { PriceList } from '../../../src/core/costs/prices.ts';
import { PromptVersions } from '../../../src/core/prompts/prompt-versions.ts';
import { periodReport } from '../../../src/core/report/period-report.ts';
import { openJournal } from '../../../src/plugins/journal/sqlite/journal.ts';
import { useFolder } from '../../folder.ts';

const folder = useFolder();
const timeZone = 'Asia/Almaty';
const now = Date.parse('2026-11-30T06:00Z');

it('says how soon customers were answered as `report` says it', async () => {
  const journal = openJournal(folder(), () => now);
  const chat = '77010001001@c.us';
  for (const [id, ms] of Object.entries({ first: 1_000, second: 9_000 })) {
    const record = { id, chat, at: now - 60_000, entries: [], facts: {}, model: 'm', ms };
    await journal.turns.settle({ chat, inbound: [], replies: [], record });
  }
  const parts = {
    opened: {
      plugins: { journal },
      bot: { timeZone },
      world: { dataFolder: folder(), now: () => now },
    },
    bot: { vitals: { accounts: [] } },
    versions: new PromptVersions(folder()),
    version: '',
    catalog: {},
  } as unknown as ConsoleParts;
  const { answers } = await todayView(parts);
  const wanted = { days: 1, timeZone, now, prices: new PriceList([]) };
  const { answered } = await periodReport(journal, wanted);
  expect(answers).toEqual({ count: 2, median: answered.p50, slow: answered.p95 });
  expect(answers).toEqual({ count: 2, median: 1_000, slow: 9_000 });
  await journal.close();
});
