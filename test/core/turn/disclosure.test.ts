import { expect, it } from 'vitest';
import { History } from '../../../src/core/history/history.ts';
import type { Inbound } from '../../../src/core/kinds/channel.ts';
import { builtInPhrases as phrases } from '../../../src/core/phrases/phrases.ts';
import { takeTurn } from '../../../src/core/turn/turn.ts';
import { MemoryStore } from '../../../src/plugins/memory/memory/index.ts';
import { chat, hourMs, keepingLog } from '../memories.ts';
import { BusinessHours } from '../../../src/core/time/business-hours.ts';

/** A chat with a bot that tells who answers; each message is a turn of its own, remembered as the bot does. */
function conversation(): (content: Inbound['content']) => Promise<string> {
  const history = new History(new MemoryStore(), { limit: 20, ttlMs: hourMs, log: keepingLog() });
  let number = 0;
  return async (content) => {
    const inbound: Inbound = { id: `m${(number += 1)}`, chat, at: Date.now(), content };
    const { replies, record } = await takeTurn(
      chat,
      [inbound],
      {
        phrases,
        disclosure: true,
        recall: () => history.recall(chat),
        hear: () => Promise.resolve({ type: 'unclear', reason: 'silence' }),
        ask: () =>
          Promise.resolve({
            text: 'Готово.',
            model: 'm',
            finish: 'stop',
            usage: { input: 1, cached: 0, output: 1 },
          }),
        prompt: { load: () => Promise.resolve({ text: 'A shop.', version: '1' }) },
        languages: ['ru', 'kk', 'en'],
        hours: new BusinessHours('Asia/Almaty'),
        now: Date.now,
      },
      new AbortController().signal,
    );
    await history.record(record);
    return replies.map(({ text }) => text).join('\n');
  };
}

const question: Inbound['content'] = { type: 'text', text: 'Сколько стоит курс?' };

it('the first answer of the model says that a machine answers, and no other does', async () => {
  const say = conversation();
  expect(await say(question)).toContain(phrases.ru.disclosure);
  expect(await say(question)).toBe('Готово.');
});

it.each<[string, Inbound['content'], 'unsupported' | 'repeat']>([
  ['a picture', { type: 'unsupported', attached: 'image' }, 'unsupported'],
  ['a message that cannot be read', { type: 'unreadable', reason: 'damaged' }, 'repeat'],
])('after %s, which gets a phrase of the bot, it still does', async (_, content, phrase) => {
  const say = conversation();
  expect(await say(content)).toBe(phrases.ru[phrase]);
  expect(await say(question)).toContain(phrases.ru.disclosure);
});
