import { describe, expect, it } from 'vitest';
import type { ConversationMemory } from '../../../src/core/history/history.ts';
import type { Inbound } from '../../../src/core/kinds/channel.ts';
import type { Answer, Question } from '../../../src/core/kinds/model.ts';
import { ServiceError } from '../../../src/core/errors.ts';
import { translatorTo } from '../../../src/core/owner-language/index.ts';
import { builtInPhrases } from '../../../src/core/phrases/phrases.ts';
import type { Handoff } from '../../../src/core/tickets/handoff.ts';
import { BusinessHours } from '../../../src/core/time/business-hours.ts';
import { takeTurn, type TurnParts } from '../../../src/core/turn/turn.ts';

const chat = '77001234567@c.us';
/** A Tuesday, 15:00 in Almaty. */
const now = Date.parse('2026-11-24T10:00:00Z');
const hour = 3_600_000;
const usage = { input: 10, cached: 0, output: 5 };

const text = (id: string, words: string, more: Partial<Inbound> = {}): Inbound => ({
  id,
  chat,
  at: now - 4_000,
  name: 'Айгуль',
  content: { type: 'text', text: words },
  ...more,
});

const called: Partial<Answer> = {
  text: 'Передаю.',
  calls: [
    {
      id: 'c',
      name: 'handoff',
      arguments: JSON.stringify({
        reason: 'refund',
        summary: '- Хочет деньги назад\n- Курс 3 дня',
      }),
    },
  ],
};

interface World {
  answer?: Partial<Answer> | Error;
  memory?: Partial<ConversationMemory>;
  handoff?: Partial<Handoff> | null;
  takesFunctions?: boolean;
  hours?: string;
}

async function turn(messages: Inbound[], world: World = {}) {
  const { answer = {}, memory = {}, handoff = {}, takesFunctions = true, hours } = world;
  const asked: Question[] = [];
  const open = new BusinessHours('Asia/Almaty', {
    hours,
    daysOff: { country: 'none', dates: [] },
  });
  const parts: TurnParts = {
    recall: () => Promise.resolve({ entries: [], facts: {}, known: true, ...memory }),
    hear: () => Promise.resolve({ type: 'understood', text: 'позовите человека', seconds: 2 }),
    ask(question) {
      asked.push(question);
      if (answer instanceof Error) return Promise.reject(answer);
      return Promise.resolve({ text: 'Готово.', usage, finish: 'stop', model: 'm', ...answer });
    },
    prompt: { load: () => Promise.resolve({ text: 'Курс стоит 25 000 ₸.', version: 'v1' }) },
    phrases: builtInPhrases,
    languages: ['ru', 'kk', 'en'],
    hours: open,
    takesFunctions,
    now: () => now,
    ...(handoff === null
      ? {}
      : {
          handoff: {
            isTold: true,
            owners: [],
            language: 'ru',
            say: translatorTo('ru'),
            ttlMs: 12 * hour,
            hours: open,
            ...handoff,
          },
        }),
  };
  return { result: await takeTurn(chat, messages, parts, new AbortController().signal), asked };
}

describe('a customer who asks for a person', () => {
  it('is handed over without asking the model: one phrase, a pause, a ticket and its notice', async () => {
    const entries = [
      { id: '0', role: 'customer', text: 'Сколько стоит курс?', at: now - hour },
      { id: 'reply:0', role: 'bot', text: '25 000 ₸', at: now - hour },
    ] as const;
    const messages = [text('1', 'Дорого'), text('2', 'Позовите человека, пожалуйста')];
    const { result, asked } = await turn(messages, { memory: { entries: [...entries] } });
    expect(asked).toEqual([]);
    expect(result.replies).toEqual([{ text: builtInPhrases.ru.handoff }]);
    const id = `ticket/${chat}/2`;
    expect(result.brings).toEqual({
      pause: { reason: 'handoff', at: now - 4_000, until: now + 12 * hour },
      opens: {
        id,
        kind: 'ticket',
        chat,
        at: now,
        about: {
          name: 'Айгуль',
          language: 'ru',
          reason: 'asked',
          summary: ['Клиент: Сколько стоит курс?', 'Бот: 25 000 ₸', 'Клиент: Дорого'],
          question: 'Позовите человека, пожалуйста',
        },
      },
      notices: [{ id, at: now, topic: 'ticket' }],
    });
    expect(result.record.entries.map(({ role }) => role)).toEqual(['customer', 'customer', 'bot']);
    expect(result.record).not.toHaveProperty('model');
  });

  it('says so in a voice note, in Kazakh or in English, too', async () => {
    const spoken = await turn([{ ...text('1', ''), content: { type: 'voice', media: {} } }]);
    expect(spoken.result.brings?.opens).toBeDefined();
    const { result } = await turn([text('1', 'I want to talk to a human, please')]);
    expect(result.replies).toEqual([{ text: builtInPhrases.en.handoff }]);
    const kazakh = await turn([text('1', 'Маған адаммен сөйлескім келеді, көмектесіңізші')]);
    expect(kazakh.result.replies).toEqual([{ text: builtInPhrases.kk.handoff }]);
  });

  it('hears when somebody will be there while it is closed, and only open hours count', async () => {
    const world = { hours: 'Mon-Fri 16:00-20:00' };
    const { result } = await turn([text('1', 'оператор')], world);
    expect(result.replies[0]?.text).toContain('сегодня в 16:00');
    // Four hours a day: twelve are over on Thursday evening.
    expect(result.brings?.pause?.until).toBe(Date.parse('2026-11-26T15:00:00Z'));
  });

  it('is only answered where the words are somebody else’s, or on a card', async () => {
    const quoted = text('1', 'А это что?', {
      content: { type: 'text', text: 'А это что?', quoted: 'Позовите оператора' },
    });
    const card = text('2', 'Оператор', {
      content: { type: 'text', text: 'Оператор', attached: 'contact' },
    });
    const person = text('3', 'Позову оператора', { from: 'operator' });
    const { result } = await turn([quoted, card, person]);
    expect(result.brings).toBeUndefined();
  });

  it('makes no ticket in a chat from which nobody is called', async () => {
    const { result, asked } = await turn([text('1', 'оператор')], { handoff: null });
    expect(result.brings).toBeUndefined();
    expect(asked[0]).not.toHaveProperty('functions');
  });
});

describe('a model that sees that a person is needed', () => {
  it('calls the function; what it wrote beside it is not sent, what it cost is counted', async () => {
    const { result, asked } = await turn([text('1', 'Курс плохой, верните')], { answer: called });
    expect(asked[0]?.functions?.map(({ name }) => name)).toEqual(['handoff']);
    expect(result.replies).toEqual([{ text: builtInPhrases.ru.handoff }]);
    expect(result.brings?.opens?.about).toMatchObject({
      reason: 'model',
      summary: ['Хочет деньги назад', 'Курс 3 дня'],
      question: 'Курс плохой, верните',
    });
    expect(result.record).toMatchObject({ model: 'm', usage, promptVersion: 'v1' });
  });

  it.each(['', 'not json', '{"summary":7}', '[]', '{"reason":"refund"'])(
    'calls it with arguments that cannot be read: %s',
    async (written) => {
      const answer = { text: '', calls: [{ id: 'c', name: 'handoff', arguments: written }] };
      const { result } = await turn([text('1', 'Курс плохой')], { answer });
      expect(result.brings?.opens?.about.question).toBe('Курс плохой');
    },
  );

  it('hands over by no words: a call that is written as text is no call', async () => {
    const answer = { text: 'handoff(reason="refund", summary="x")' };
    await expect(turn([text('1', 'Курс плохой')], { answer })).rejects.toMatchObject({
      code: 'service.model.unfit',
    });
  });

  it('is offered the function only where it takes one and somebody is told', async () => {
    const none = await turn([text('1', 'Курс плохой')], { takesFunctions: false });
    expect(none.asked[0]).not.toHaveProperty('functions');
    expect(none.asked[0]?.shared).toContain('if the customer asks for one');
    const untold = await turn([text('1', 'Курс плохой')], { handoff: { isTold: false } });
    expect(untold.asked[0]).not.toHaveProperty('functions');
    expect(untold.asked[0]?.shared).not.toContain('`handoff`');
  });
});

describe('where nobody is told', () => {
  const untold = { isTold: false };

  it('the model answers, told that nobody can be called; the case is opened all the same', async () => {
    const { result, asked } = await turn([text('1', 'Позовите оператора')], { handoff: untold });
    expect(asked[0]?.chat).toContain('Nobody can be called');
    expect(result.replies).toEqual([{ text: 'Готово.' }]);
    expect(result.brings).toMatchObject({ opens: { kind: 'ticket' } });
    expect(Object.keys(result.brings ?? {})).toEqual(['opens']);
  });

  it('an honest line is said where the model fails', async () => {
    const answer = new ServiceError('model.away', 'away', { retryable: true });
    const { result } = await turn([text('1', 'Позовите оператора')], { handoff: untold, answer });
    expect(result.replies).toEqual([{ text: builtInPhrases.ru.nobody }]);
    expect(result.brings?.opens).toBeDefined();
  });

  it('no second case is opened while one is open', async () => {
    const handoff = { ...untold, hasOpen: () => Promise.resolve(true) };
    const { result } = await turn([text('1', 'Позовите оператора')], { handoff });
    expect(result.brings).toBeUndefined();
  });
});
