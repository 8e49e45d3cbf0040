import { describe, expect, it } from 'vitest';
import { noticeOf } from '../../../src/core/left/left-batches.ts';
import { listText, questionsIn } from '../../../src/core/left/list-text.ts';
import type { Case } from '../../../src/core/kinds/cases.ts';
import { translatorTo } from '../../../src/core/owner-language/index.ts';

const batch = { first: 3, last: 9 };

function left(number: number, chat: string, more: Partial<Case> = {}): Case {
  const about = { question: `Вопрос ${number}`, writtenAt: number };
  return { id: `left/${number}`, kind: 'left', number, chat, at: 100, about, ...more };
}

const listed = { outcome: 'listed', at: 200, by: 'list 3-9' } as const;

describe('the list for the owners', () => {
  it('holds the questions of its batch, in order, whether or not their end is written', () => {
    const cases = [
      left(10, 'a@c.us'),
      left(9, 'a@c.us'),
      left(4, 'a@c.us', { end: { ...listed, outcome: 'answered' } }),
      left(5, 'b@c.us', { end: { outcome: 'answered', at: 200 } }),
      left(3, 'a@c.us', { end: listed }),
      left(2, 'a@c.us', { end: { ...listed, by: 'list 1-2' } }),
    ];
    const found = questionsIn(noticeOf(batch, 1), cases);
    expect(found.map(({ number }) => number)).toEqual([3, 4, 9]);
  });

  it('stands under each customer, with a link and the time at which it was written', () => {
    const questions = [
      left(3, '77010000001@c.us', {
        about: { question: 'Сколько?', name: 'Айгуль', writtenAt: 3 },
      }),
      left(4, '123@lid', { about: { question: 'Где вы?' } }),
      left(5, '77010000001@c.us'),
    ];
    const clock = (at: number): string => `t${at}`;
    expect(listText(questions, { words: translatorTo('ru'), clock })).toEqual({
      title: 'Вопросы без ответа: 3',
      lines: [
        '• Айгуль, https://wa.me/77010000001',
        't3: «Сколько?»',
        't5: «Вопрос 5»',
        '• Мессенджер не показывает номер',
        't100: «Где вы?»',
        'Ответьте с номера бизнеса; бот ответит там, когда клиент напишет снова.',
      ],
    });
  });

  it('is bounded', () => {
    const many = Array.from({ length: 500 }, (_, index) => left(index, `7701${index}000000@c.us`));
    const { title, lines } = listText(many, { words: (text) => text, clock: String });
    expect(title).toBe('Questions without an answer: 500');
    expect(lines.length).toBeLessThan(90);
    expect(lines).toContain('and 460 more');
  });
});
