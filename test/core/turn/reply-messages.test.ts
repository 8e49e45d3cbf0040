import { describe, expect, it } from 'vitest';
import type { Answer } from '../../../src/core/kinds/model.ts';
import { builtInPhrases as phrases } from '../../../src/core/phrases/phrases.ts';
import { replyMessages } from '../../../src/core/turn/reply-messages.ts';
import { longestMessage } from '../../../src/core/split/index.ts';

function answer(text: string): Answer {
  return { text, usage: { input: 1, cached: 0, output: 1 }, finish: 'stop', model: 'm' };
}

describe('the line that a machine answers', () => {
  it.each([
    ['ru', 'Вам отвечает ИИ-ассистент.'],
    ['kk', 'Сізге жасанды интеллект көмекшісі жауап беріп отыр.'],
    ['en', 'You are talking to an AI assistant.'],
  ] as const)('begins the first answer in %s', (first, line) => {
    expect(replyMessages(answer('**25 000 ₸**'), { phrases, disclosure: true }, { first })).toEqual(
      [{ text: `${line}\n\n*25 000 ₸*` }],
    );
  });

  it('is left out of later answers, and where it is not wanted', () => {
    expect(replyMessages(answer('Hi'), { phrases, disclosure: true })).toEqual([{ text: 'Hi' }]);
    expect(replyMessages(answer('Hi'), { phrases }, { first: 'en' })).toEqual([{ text: 'Hi' }]);
  });

  it('makes no message longer than one may be', () => {
    const replies = replyMessages(
      answer('Слово. '.repeat(600)),
      { phrases, disclosure: true },
      { first: 'ru' },
    );
    expect(replies[0]?.text).toContain(phrases.ru.disclosure);
    for (const { text } of replies) expect(text.length).toBeLessThanOrEqual(longestMessage);
  });

  it('does not make an answer of one that has nothing to show', () => {
    expect(() =>
      replyMessages(answer('\u200b \n'), { phrases, disclosure: true }, { first: 'ru' }),
    ).toThrow('nothing that a phone can show');
  });

  it('is written before an answer that is spoken', () => {
    const wanted = { first: 'ru', voice: 'ru' } as const;
    expect(
      replyMessages(answer('25 000 ₸, доставка завтра'), { phrases, disclosure: true }, wanted),
    ).toEqual([
      { text: phrases.ru.disclosure },
      { text: '25 000 ₸, доставка завтра', voice: 'ru' },
    ]);
    expect(
      replyMessages(answer('Вот: https://a.kz'), { phrases, disclosure: true }, wanted),
    ).toEqual([{ text: `${phrases.ru.disclosure}\n\nВот: https://a.kz` }]);
  });
});
