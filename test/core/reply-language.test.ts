import { describe, expect, it } from 'vitest';
import { ServiceError } from '../../src/core/errors.ts';
import type { Answer, Question } from '../../src/core/kinds/model.ts';
import type { Language } from '../../src/core/language/index.ts';
import type { LogFields } from '../../src/core/log.ts';
import { askIn, otherLanguageOf } from '../../src/core/reply-language.ts';

const russian = 'Курс стоит двадцать пять тысяч тенге, занятия начинаются в понедельник вечером. Записать вас?';
const kazakh = 'Курс жиырма бес мың теңге тұрады, сабақтар дүйсенбі күні кешке басталады. Сізді жазайын ба?';
const english = 'The course costs twenty five thousand tenge and the lessons begin on Monday evening.';

describe('a reply in another language', () => {
  it.each<[string, Language, Language]>([
    [russian, 'kk', 'ru'],
    [russian, 'en', 'ru'],
    [kazakh, 'ru', 'kk'],
    [english, 'ru', 'en'],
    [english, 'kk', 'en'],
  ])('is found: %j instead of %s', (text, wanted, written) => {
    expect(otherLanguageOf(text, wanted)).toBe(written);
  });

  it.each<[string, Language]>([
    [russian, 'ru'],
    [kazakh, 'kk'],
    [english, 'en'],
    ['Здравствуйте! Да, есть.', 'kk'],
    ['iPhone 15 Pro Max, Samsung Galaxy S24 Ultra, Xiaomi Redmi Note 13', 'ru'],
    [`${kazakh} Записаться можно по адресу: улица Абая, дом 10, второй этаж.`, 'kk'],
    [`Мекенжайымыз: «${russian}»`, 'kk'],
    [`"${english}"`, 'ru'],
    ['https://example.com/the-course-costs-twenty-five-thousand-tenge-and-the-lessons-begin', 'ru'],
    ['', 'ru'],
  ])('is not seen where there is none: %j, wanted %s', (text, wanted) => {
    expect(otherLanguageOf(text, wanted)).toBeUndefined();
  });
});

describe('asking', () => {
  const question: Question = { shared: 'rules', chat: '# This chat', messages: [{ role: 'customer', text: 'Сколько стоит?' }] };
  const says = (text: string): Answer => ({ text, model: 'm', finish: 'stop', usage: { input: 10, cached: 4, output: 5 } });

  async function ask(wanted: Language | undefined, answers: (Answer | Error)[], signal = new AbortController().signal) {
    const asked: Question[] = [];
    const events: [string, LogFields | undefined][] = [];
    const answer = await askIn(
      wanted,
      'chat',
      question,
      {
        ask(one) {
          asked.push(one);
          const next = answers[asked.length - 1] ?? says('');
          return next instanceof Error ? Promise.reject(next) : Promise.resolve(next);
        },
        log: { warn: (event, fields) => void events.push([event, fields]) },
      },
      signal,
    );
    return { answer, asked, events };
  }

  it('is done once when the answer is right, or when any language is', async () => {
    for (const wanted of ['ru', undefined] as const) {
      const { asked, events, answer } = await ask(wanted, [says(wanted === undefined ? kazakh : russian)]);
      expect([asked.length, events.length]).toEqual([1, 0]);
      expect(answer.usage).toEqual({ input: 10, cached: 4, output: 5 });
    }
  });

  it('is done once more in stronger words, and both are counted', async () => {
    const { answer, asked, events } = await ask('ru', [says(kazakh), says(russian)]);
    expect(answer).toMatchObject({ text: russian, usage: { input: 20, cached: 8, output: 10 } });
    expect(asked[1]).toMatchObject({ shared: 'rules', messages: question.messages });
    expect(asked[1]?.chat).toMatch(/^# This chat[^]*Write the whole answer in Russian/);
    expect(events).toEqual([['reply-language-wrong', { chat: 'chat', wanted: 'ru', written: 'kk' }]]);
  });

  it('is never done a third time', async () => {
    const { answer, asked } = await ask('ru', [says(kazakh), says(english), says(russian)]);
    expect([asked.length, answer.text]).toEqual([2, english]);
  });

  it('keeps the first answer when the second fails or is empty', async () => {
    const failure = new ServiceError('openai.unavailable', 'busy', { retryable: true });
    expect((await ask('ru', [says(kazakh), failure])).answer).toEqual(says(kazakh));
    expect((await ask('ru', [says(kazakh), says(' ')])).answer).toMatchObject({ text: kazakh, usage: { input: 20 } });
  });

  it('ends with an abort', async () => {
    const reason = new Error('superseded');
    await expect(ask('ru', [says(kazakh), reason], AbortSignal.abort(reason))).rejects.toBe(reason);
  });
});
