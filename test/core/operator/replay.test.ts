import { describe, expect, it } from 'vitest';
import { History } from '../../../src/core/history/history.ts';
import type { Question } from '../../../src/core/kinds/model.ts';
import { builtInPhrases as phrases } from '../../../src/core/phrases/phrases.ts';
import { journalled, replay } from '../../../src/core/operator/replay.ts';
import type { TurnDependencies } from '../../../src/core/turn/turn-parts.ts';
import { MemoryStore } from '../../../src/plugins/memory/memory/index.ts';
import { message } from '../../../src/suites/journal/place.ts';
import { chat, hourMs, keepingLog } from '../memories.ts';
import { BusinessHours } from '../../../src/core/time/business-hours.ts';

/** A mind that answers every question alike and remembers what it was asked. */
function mind(): { dependencies: TurnDependencies; asked: Question[]; history: History } {
  const asked: Question[] = [];
  const history = new History(new MemoryStore(), { limit: 20, ttlMs: hourMs, log: keepingLog() });
  const model: TurnDependencies['model'] = {
    answer(question) {
      asked.push(question);
      return Promise.resolve({
        text: 'Готово.',
        model: 'm',
        finish: 'stop',
        usage: { input: 1, cached: 0, output: 1 },
      });
    },
  };
  const rest = {
    phrases,
    disclosure: true,
    languages: ['ru', 'kk', 'en'],
    hours: new BusinessHours('Asia/Almaty'),
  };
  const prompt = { load: () => Promise.resolve({ text: 'A shop.', version: '1' }) };
  const listening = { speech: {} };
  return {
    asked,
    history,
    dependencies: {
      ...rest,
      listening,
      model,
      prompt,
      history,
      log: keepingLog(),
      now: Date.now,
    } as unknown as TurnDependencies,
  };
}

const limits = { timeoutMs: 60_000, history: { limit: 20 } };
const { signal } = new AbortController();
const first = { ...message(chat, 'one', 'Сколько стоит курс?'), at: 1_000 };
const second = { ...message(chat, 'two', 'А когда начало?'), at: 2_000 };

/** A chat of two questions with their answers. */
async function talked(history: History): Promise<void> {
  const entries = [first, second].flatMap(({ id, at, content }) => [
    { id, role: 'customer' as const, text: content.type === 'text' ? content.text : '', at },
    { id: `reply:${id}`, role: 'bot' as const, text: 'Ответ.', at: at + 1 },
  ]);
  await history.record({ id: 'all', chat, at: 2_001, entries, facts: { language: 'ru' } });
}

describe('a message that is answered again', () => {
  it('as the first of its chat is told who answers, and is greeted', async () => {
    const { dependencies: of, asked, history } = mind();
    await talked(history);
    const { replies } = await replay(of, first, limits, signal);
    expect(replies.map(({ text }) => text).join()).toContain(phrases.ru.disclosure);
    expect(asked[0]?.chat).toContain('first message of the customer');
    expect(asked[0]?.messages.map(({ text }) => text)).toEqual(['Сколько стоит курс?']);
  });

  it('later sees what was said before it and nothing of what came after', async () => {
    const { dependencies: of, asked, history } = mind();
    await talked(history);
    const { replies } = await replay(of, second, limits, signal);
    expect(replies).toEqual([{ text: 'Готово.' }]);
    expect(asked[0]?.chat).toContain('do not greet');
    expect(asked[0]?.messages.map(({ text }) => text)).toEqual([
      'Сколько стоит курс?',
      'Ответ.',
      'А когда начало?',
    ]);
  });

  it('that the chat has forgotten is placed by its time', async () => {
    const { dependencies: of, asked, history } = mind();
    await talked(history);
    await replay(of, { ...message(chat, 'between', 'Ау?'), at: 2_000 }, limits, signal);
    expect(asked[0]?.messages.map(({ text }) => text)).toEqual([
      'Сколько стоит курс?',
      'Ответ.',
      'Ау?',
    ]);
  });

  it('of a chat of which only a summary is left is not the first', async () => {
    const { dependencies: of, asked } = mind();
    const summarised: TurnDependencies = {
      ...of,
      history: {
        recall: () =>
          Promise.resolve({ entries: [], facts: {}, known: true, summary: 'Asked for a price.' }),
      } as never,
    };
    await replay(summarised, first, limits, signal);
    expect(asked[0]?.chat).toContain('do not greet');
  });

  it('is asked with another prompt where one is given, and leaves nothing behind', async () => {
    const { dependencies: of, asked, history } = mind();
    await talked(history);
    const before = await history.recall(chat);
    const prompt = { load: () => Promise.resolve({ text: 'Another shop.', version: '2' }) };
    await replay(of, second, { ...limits, prompt }, signal);
    expect(asked[0]?.shared).toContain('Another shop.');
    expect(await history.recall(chat)).toEqual(before);
  });
});

it('a message is found in the inbox, else by the id of its letter, and a reply or junk is none', async () => {
  const letters: Record<string, object> = {
    '7': { kind: 'inbound', body: JSON.stringify(second) },
    '8': { kind: 'outbound', body: 'a text' },
  };
  const journal = {
    inbox: { find: (id: string) => Promise.resolve(id === 'one' ? first : undefined) },
    letters: { show: (id: string) => Promise.resolve(letters[id]) },
  } as never;
  expect(await journalled(journal, 'one')).toEqual(first);
  expect(await journalled(journal, '7')).toEqual(second);
  expect(await journalled(journal, '8')).toBeUndefined();
  expect(await journalled(journal, '9')).toBeUndefined();
});
