import { expect, it } from 'vitest';
import { latestAlerts } from '../../../src/core/alerts/latest-alerts.ts';
import type { NewNotice } from '../../../src/core/kinds/notices.ts';
import { translatorTo } from '../../../src/core/owner-language/index.ts';
import { openJournal } from '../../../src/plugins/journal/sqlite/journal.ts';
import { useFolder } from '../../folder.ts';

const folder = useFolder();
const dayMs = 24 * 60 * 60 * 1000;
const now = Date.parse('2026-11-30T06:00Z');
const telling = { words: translatorTo('ru'), clock: (at: number) => String(now - at) };

function alert(name: string, ago: number, more: Partial<NewNotice> = {}): NewNotice {
  const topic = `alert.${name}`;
  return { id: `${topic}/${ago}`, at: now - ago, topic, ...more };
}

it('shows what was told and what was not, newest first, in the words of who looks', async () => {
  await using journal = closing(openJournal(folder(), () => now));
  const { notices } = journal;
  const [old, told, untold, trying] = [
    alert('disk', 8 * dayMs),
    alert('prompt', 3_000, { values: { problem: 'the prompt is empty' } }),
    alert('account.over', 2_000, { values: { from: now - 9_000, messenger: 'MAX' } }),
    alert('model', 1_000),
  ];
  for (const notice of [old, told, untold, trying]) await notices.add(notice);
  await notices.add({ id: 'ticket/1', at: now, topic: 'ticket' });
  await notices.attempt(told.id, 'telegram', now);
  await notices.ended(told.id, 'telegram', 'done');
  await notices.ended(told.id, 'webhook', 'given-up', 'service.alert.refused');
  await notices.ended(untold.id, 'webhook', 'given-up', 'service.alert.refused maybe');
  for (const { id } of [told, untold]) await notices.close(id);
  await notices.attempt(trying.id, 'telegram', now);
  await notices.retry(trying.id, 'telegram', now + 9, 'service.alert.timeout', 'unknown');
  const shown = await latestAlerts(notices, telling, now);
  expect(shown.map(({ topic, state }) => [topic, state])).toEqual([
    ['alert.model', 'under-way'],
    ['alert.account.over', 'untold'],
    ['alert.prompt', 'told'],
  ]);
  const [model, account, prompt] = shown;
  expect(model).toMatchObject({ told: [], reason: 'service.alert.timeout', level: 'problem' });
  expect(account).toMatchObject({ told: [], reason: 'service.alert.refused', level: 'info' });
  expect(account?.title).toBe('✅ Аккаунт MAX снова работает');
  expect(prompt).toMatchObject({ told: ['telegram'], level: 'warning', at: told.at });
  expect(prompt).not.toHaveProperty('reason');
  expect(prompt?.title).toMatch(/^⚠️ Промпт нельзя использовать/);
});

it('shows not more than ten', async () => {
  await using journal = closing(openJournal(folder(), () => now));
  for (let ago = 30; ago > 0; ago -= 1) await journal.notices.add(alert('disk', ago));
  const shown = await latestAlerts(journal.notices, telling, now);
  expect(shown.map(({ at }) => now - at)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
});

function closing(journal: ReturnType<typeof openJournal>): typeof journal & AsyncDisposable {
  return Object.assign(journal, { [Symbol.asyncDispose]: () => journal.close() });
}
