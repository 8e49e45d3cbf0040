import { describe, expect, it } from 'vitest';
import { newCustomer } from '../../../src/core/customers/customer.ts';
import type { Question } from '../../../src/core/kinds/model.ts';
import type { ChatFacts, Entry } from '../../../src/core/kinds/turn-record.ts';
import { builtInPhrases } from '../../../src/core/phrases/phrases.ts';
import type { GuardName } from '../../../src/core/settings/guard-settings.ts';
import { BusinessHours } from '../../../src/core/time/business-hours.ts';
import { takeTurn, type TurnResult } from '../../../src/core/turn/turn.ts';

const chat = '77001234567@c.us';
const stranger = '77019998877@c.us';
const { noFigures, notDone, paymentUnseen } = builtInPhrases.ru;

interface Setup {
  /** What was said before: `customer: …`, `bot: …`, `operator: …`. */
  past?: readonly string[];
  facts?: ChatFacts;
  summary?: string;
  /** What is known of the customer: noted by a machine, and set by the business. */
  noted?: string;
  set?: string;
  asked?: string;
  off?: readonly GuardName[];
}

function entry(line: string, at: number): Entry {
  const [role, text] = line.split(/: (.*)/s) as [Entry['role'], string];
  return { id: `e${at}`, role, text, at };
}

/** The turn in which a model gives these answers, the last one again and again, and what it was asked. */
async function turn(
  answers: readonly string[],
  { past = [], facts = {}, summary, noted, set, asked = 'Сколько?', off = [] }: Setup = {},
): Promise<TurnResult & { questions: Question[] }> {
  const questions: Question[] = [];
  const entries = past.map(entry);
  const known = [
    ...(noted === undefined ? [] : [{ text: noted, at: 1 }]),
    ...(set === undefined ? [] : [{ text: set, at: 1, by: 'business' as const }]),
  ];
  const customer = known.length > 0 ? { customer: { ...newCustomer(1), facts: known } } : {};
  const usage = { input: 1, cached: 0, output: 1 };
  const result = await takeTurn(
    chat,
    [{ id: 'm1', chat, at: 0, content: { type: 'text', text: asked } }],
    {
      recall: (of) =>
        Promise.resolve(
          of === chat
            ? {
                entries,
                facts,
                known: true,
                ...customer,
                ...(summary === undefined ? {} : { summary }),
              }
            : { entries: [], facts: {}, known: of === stranger },
        ),
      hear: () => Promise.resolve({ type: 'unclear', reason: 'no speech' }),
      ask(question) {
        questions.push(question);
        const text = answers[Math.min(questions.length, answers.length) - 1] ?? '';
        return Promise.resolve({ text, usage, finish: 'stop', model: 'm' });
      },
      prompt: {
        load: () =>
          Promise.resolve({ text: 'Курс 25 000 ₸. Телефон +7 700 000 00 01.', version: 'v1' }),
      },
      phrases: builtInPhrases,
      languages: ['ru', 'kk', 'en'],
      hours: new BusinessHours('Asia/Almaty'),
      guardsOff: off,
      now: () => Date.UTC(2026, 10, 30, 9),
    },
    new AbortController().signal,
  );
  return { ...result, questions };
}

const said = ({ replies }: TurnResult): string => replies.map(({ text }) => text).join('\n');

describe('a figure', () => {
  it.each<[string, Setup, string]>([
    ['the business’s text', {}, 'Курс стоит 25 000 ₸.'],
    ['the moment', {}, 'Сегодня понедельник, 30 ноября.'],
    ['a person of the business', { past: ['operator: Вам за 20 000 ₸'] }, 'Для вас 20 000 ₸.'],
    ['the bot before', { past: ['bot: Занятия в 18:30'] }, 'Занятия в 18:30.'],
    ['a function before', called('{"slots":["15:45"]}'), 'Свободно в 15:45.'],
    ['the customer, of a time', { asked: 'Можно в 19:15?' }, 'Спрошу про 19:15.'],
    ['the customer, of a phone', { asked: '8 701 000 22 33' }, 'Ваш номер +7 701 000 22 33?'],
    ['the chat, of its phone', {}, 'Позвоним вам на +7 700 123 45 67?'],
    [
      'what is known of the customer, of a date',
      { noted: 'Придёт 12 декабря' },
      'Ждём 12 декабря.',
    ],
    ['what the business has set of them', { set: 'Для неё 20 000 ₸' }, 'Для вас 20 000 ₸.'],
    ['the note of earlier times', { summary: 'Придёт 12 декабря.' }, 'Ждём 12 декабря.'],
  ])('may come from %s', async (_, setup, answer) => {
    expect(said(await turn([answer], setup))).toBe(answer);
  });

  it.each<[string, Setup, string]>([
    ['nowhere', {}, 'Курс стоит 26 000 ₸.'],
    ['the customer, of a price', { past: ['customer: У вас за 20 000 ₸'] }, 'Да, за 20 000 ₸.'],
    ['the customer, of a percent', { asked: 'Скидка 40 %?' }, 'Да, скидка 40 %.'],
    ['the customer, of a link', { asked: 'Это a-b.example?' }, 'Да, наш сайт a-b.example.'],
    ['what is known of the customer, of a price', { noted: 'Платит 20 000 ₸' }, 'Да, 20 000 ₸.'],
    ['a note of earlier times, of a price', { summary: 'Цена 20 000 ₸.' }, 'Да, 20 000 ₸.'],
    ['what the model gave a function', called('{"ok":true}', '{"price":"20 000 ₸"}'), '20 000 ₸.'],
  ])('may not come from %s', async (_, setup, answer) => {
    const result = await turn([answer], setup);
    expect(said(result)).toBe(noFigures);
    expect(result.objections?.map(({ guard }) => guard)).toEqual(['numbers', 'numbers']);
  });

  it('is named to the model, with the language to write in, and remembered beside the answer', async () => {
    const result = await turn(['Курс 26 000 ₸.', 'Курс 25 000 ₸.']);
    expect(said(result)).toBe('Курс 25 000 ₸.');
    expect(result.questions[1]?.chat).toMatch(/# Once more[^]*«26 000 ₸»[^]*in Russian/);
    expect(result.objections).toEqual([{ guard: 'numbers', found: ['26 000 ₸'] }]);
    expect(result.record.entries.at(-1)).toMatchObject({ role: 'bot', objections: ['numbers'] });
    expect(result.record.usage).toMatchObject({ input: 2, objections: { numbers: 1 } });
  });

  it('is looked for by nobody where the guard is off', async () => {
    expect(said(await turn(['Курс 26 000 ₸.'], { off: ['numbers'] }))).toBe('Курс 26 000 ₸.');
  });
});

function called(result: string, args = '{}'): Setup {
  return { facts: { calls: [{ name: 'look', at: 1, args, result, done: true }] } };
}

describe('a payment', () => {
  it.each<[string, Setup]>([
    ['the customer says so', { asked: 'Я оплатил, вот чек' }],
    ['a function says the contrary', called('{"paid":false}')],
    ['the bot said so before', { past: ['bot: Оплата получена.'] }],
  ])('is not confirmed where %s', async (_, setup) => {
    expect(said(await turn(['Оплата получена, спасибо!'], setup))).toBe(paymentUnseen);
  });

  it.each<[string, Setup]>([
    ['a function says so', called('{"status":"paid"}')],
    ['a person of the business says so', { past: ['operator: Оплату получили, спасибо'] }],
  ])('is confirmed where %s', async (_, setup) => {
    const answer = 'Да, оплата получена.';
    expect(said(await turn([answer], setup))).toBe(answer);
  });
});

describe('a phone', () => {
  it('of another customer does not leave, also where a function returned it', async () => {
    const setup = called('{"customer":"+7 701 999 88 77"}');
    const leaks = turn(['Это номер +7 701 999 88 77.'], setup);
    await expect(leaks).rejects.toMatchObject({ code: 'service.model.unfit' });
    const branch = called('{"branch":"+7 727 000 00 05"}');
    const answer = 'Звоните +7 727 000 00 05 или +7 700 000 00 01.';
    expect(said(await turn([answer], branch))).toBe(answer);
  });
});

describe('a claim', () => {
  it('is still held back', async () => {
    expect(said(await turn(['Готово, я записал вас на курс.']))).toBe(notDone);
  });
});
