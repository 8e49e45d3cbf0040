import { expect, it } from 'vitest';
import type { Inbound } from '../../../src/core/kinds/channel.ts';
import { dialogue } from '../../../src/core/turn/dialogue.ts';

function part(text: string, from?: Inbound['from']) {
  const content = { type: 'text' as const, text };
  const by = from === undefined ? {} : { from };
  return { inbound: { id: text, chat: 'c', at: 1, content, ...by }, text };
}

const order = (...parts: ReturnType<typeof part>[]): string[] =>
  dialogue({ entries: [] }, parts).map(({ role, text }) => `${role}: ${text}`);

it('gives the customer the last word, whatever others wrote behind it', () => {
  const [first, asked] = [part('Привет'), part('Сколько?')];
  const [person, machine] = [part('Минуту', 'operator'), part('Мы ответим', 'machine')];
  expect(order(first, asked, person, machine)).toEqual([
    'customer: Привет',
    'bot: Минуту',
    'bot: Мы ответим',
    'customer: Сколько?',
  ]);
  expect(order(first, person, asked)).toEqual([
    'customer: Привет',
    'bot: Минуту',
    'customer: Сколько?',
  ]);
  expect(order(person)).toEqual(['bot: Минуту']);
});
