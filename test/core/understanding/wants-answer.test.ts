import { describe, expect, it } from 'vitest';
import type { Content, Inbound } from '../../../src/core/kinds/channel.ts';
import type { Entry } from '../../../src/core/kinds/turn-record.ts';
import { wantsAnswer } from '../../../src/core/understanding/wants-answer.ts';
import type { Understood } from '../../../src/core/understanding/understood.ts';

const chat = '77001234567@c.us';

function said(text: string, more: Partial<Content> = {}, from?: Inbound['from']): Understood {
  const content = { type: 'text', text, ...more } as Content;
  const inbound = { id: text, chat, at: 0, content, ...(from === undefined ? {} : { from }) };
  return { inbound, text };
}

/** What was said before, the customer first, in turn. */
const past = (...texts: string[]): Entry[] =>
  texts.map((text, index) => ({
    id: String(index),
    role: index % 2 === 0 ? 'customer' : 'bot',
    text,
    at: index,
  }));

const goodbye = past('Сколько стоит?', 'Курс 25 000 ₸. Хорошего дня!');
const thanked = past('Сколько стоит?', 'Курс 25 000 ₸.', 'Спасибо', 'Рада, что смогла подсказать!');

describe('no answer is wanted', () => {
  it.each<[string, Understood[], Entry[]]>([
    ['by a courtesy after a goodbye', [said('Спасибо, до свидания')], goodbye],
    ['by several', [said('ок'), said('👍')], goodbye],
    ['by a second courtesy in a row', [said('👍')], thanked],
    ['by one more after one that had none', [said('ок')], [...goodbye, ...past('👍')]],
    ['by a third in a row', [said('ок')], [...thanked, ...past('👍')]],
    ['by a note that says no more', [{ ...said('рахмет'), voice: true }], goodbye],
  ])('%s', (_, understood, entries) => {
    expect(wantsAnswer(understood, entries)).toBe(false);
  });
});

describe('an answer is wanted', () => {
  it.each<[string, Understood[], Entry[]]>([
    ['by a question', [said('А в субботу?')], goodbye],
    ['by a courtesy and a question', [said('ок'), said('А в субботу?')], goodbye],
    ['by thanks for an answer', [said('Спасибо')], past('Сколько?', 'Курс 25 000 ₸.')],
    ['by consent to a question', [said('ок')], past('Запишите', 'Записать на 15:00?')],
    [
      'by consent after a question and a goodbye',
      [said('ок')],
      past('a', 'Записать? Хорошего дня!'),
    ],
    ['in a new chat', [said('👍')], []],
    [
      'after the customer’s own word',
      [said('ок')],
      past('Сколько?', 'Курс 25 000 ₸. Хорошего дня!', 'А где вы'),
    ],
    ['by a reply to another message', [said('ок', { quoted: 'Записать на 15:00?' })], goodbye],
    ['by what came with an advertisement', [said('ок', { advert: 'Скидки' })], goodbye],
    ['by words beside a picture', [said('ок', { attached: 'image' })], goodbye],
    ['beside an operator’s word', [said('ок'), said('ок', {}, 'operator')], goodbye],
    ['by what could not be understood', [{ ...said('ок'), note: 'a note' }], goodbye],
    ['by thanks after two answered questions', [said('спасибо')], past('a?', 'b', 'c', 'd')],
  ])('%s', (_, understood, entries) => {
    expect(wantsAnswer(understood, entries)).toBe(true);
  });
});
