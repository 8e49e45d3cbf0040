import { expect, it } from 'vitest';
import { askedChat } from '../../../../src/cli/dev/phone/asked-chat.ts';
import type { PhoneLine } from '../../../../src/cli/dev/phone/phone-lines.ts';

let at = 0;
function line(from: 'customer' | 'business', text: string, heard?: string): PhoneLine {
  at += 1;
  return { id: `${at}`, at, from, text, ...(heard === undefined ? {} : { heard }) };
}
const asking = (...texts: string[]) => ({
  messages: texts.map((text, index) => ({
    role: index % 2 === 0 ? ('customer' as const) : ('bot' as const),
    text,
  })),
});

it('knows whose question it is by the words that are not answered yet', () => {
  const candidates = [
    {
      chat: 'one',
      lines: [line('customer', 'Где вы?'), line('business', 'Здесь.'), line('customer', 'Спасибо')],
    },
    { chat: 'two', lines: [line('customer', 'Сколько стоит?')] },
    { chat: 'three', lines: [line('customer', '', 'Позовите Марию')] },
    { chat: 'four', lines: [line('customer', 'Где вы?'), line('business', 'Там.')] },
  ];
  expect(askedChat(asking('Где вы?', 'Здесь.', 'Спасибо'), candidates)).toBe('one');
  expect(askedChat(asking('Привет', 'Да', '[12:01] Сколько стоит?'), candidates)).toBe('two');
  expect(askedChat(asking('Позовите Марию'), candidates)).toBe('three');
});

it('takes who wrote last where no words tell, and nobody where nobody waits', () => {
  const lines = [line('customer', '')];
  const later = [line('customer', '')];
  expect(
    askedChat(asking('[an image]'), [
      { chat: 'one', lines },
      { chat: 'two', lines: later },
    ]),
  ).toBe('two');
  const answered = [...lines, line('business', 'Да')];
  expect(askedChat(asking('Sum it up'), [{ chat: 'one', lines: answered }])).toBeUndefined();
  expect(askedChat(asking('Sum it up'), [{ chat: 'one', lines: [] }])).toBeUndefined();
});
