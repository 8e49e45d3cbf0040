import { describe, expect, it } from 'vitest';
import type { Case } from '../../../src/core/kinds/cases.ts';
import { translatorTo } from '../../../src/core/owner-language/index.ts';
import { quotedNumber } from '../../../src/core/tickets/quoted-number.ts';
import { expiredText, reminderText, ticketText } from '../../../src/core/tickets/ticket-text.ts';

const ticket: Case = {
  id: 't',
  number: 17,
  kind: 'ticket',
  chat: '77017654321@c.us',
  at: 0,
  about: {
    name: 'Айгуль',
    language: 'kk',
    reason: 'asked',
    summary: ['Клиент: Дорого'],
    question: 'Last message: call me',
  },
};

describe('the text of a ticket', () => {
  it('is in the language of the owners, but for the words of others', () => {
    expect(ticketText(ticket, translatorTo('ru'))).toBe(
      [
        '№17 Клиент просит человека',
        'Айгуль, +77017654321',
        'https://wa.me/77017654321 (отвечайте с номера бизнеса)',
        'Язык: казахский',
        '• Клиент: Дорого',
        'Последнее сообщение: «Last message: call me»',
      ].join('\n'),
    );
    expect(ticketText(ticket, translatorTo('en'))).toContain('№17 A customer asks for a person');
  });

  it('has no link where the chat shows no number', () => {
    const hidden = ticketText({ ...ticket, chat: '123456789@lid', about: {} }, translatorTo('ru'));
    expect(hidden).not.toContain('wa.me');
    expect(hidden).not.toContain('123456789');
    expect(hidden).toContain('Мессенджер не показывает номер');
  });

  it('begins with its number in each form, so that a quotation shows it', () => {
    const say = translatorTo('ru');
    const texts = [
      ticketText(ticket, say),
      reminderText(ticket, '15 min', say),
      expiredText(ticket, say),
    ];
    expect(texts.map(quotedNumber)).toEqual([17, 17, 17]);
  });
});

describe('the number of a quoted text', () => {
  it.each<[string | undefined, number | undefined]>([
    ['№17 Клиент', 17],
    ['*№17* Клиент', 17],
    ['  № 5', 5],
    ['«№12 …»', 12],
    ['про №17', undefined],
    ['№', undefined],
    ['№1234567890', undefined],
    ['17', undefined],
    [undefined, undefined],
  ])('%s: %s', (quoted, number) => {
    expect(quotedNumber(quoted)).toBe(number);
  });
});
