import { describe, expect, it } from 'vitest';
import type { Answer, FunctionCall, Question } from '../../../src/core/kinds/model.ts';
import { UnknownNotes } from '../../../src/core/unknown/unknown-notes.ts';

const question: Question = {
  shared: 's',
  chat: 'c',
  messages: [{ role: 'customer', text: 'Есть парковка?' }],
};
const call = (name: string, written: object): FunctionCall => ({
  id: `id-${name}`,
  name,
  arguments: JSON.stringify(written),
});

function answer(text: string, ...calls: FunctionCall[]): Answer {
  const usage = { input: 10, cached: 0, output: 5 };
  return { text, usage, finish: 'stop', model: 'm', ...(calls.length > 0 ? { calls } : {}) };
}

async function ask(...answers: Answer[]) {
  const notes = new UnknownNotes();
  const asked: Question[] = [];
  const listening = notes.listening((one) => {
    asked.push(one);
    return Promise.resolve(answers[asked.length - 1] ?? answer(''));
  });
  const given = await listening(question, AbortSignal.timeout(1000));
  return { given, asked, noted: notes.question };
}

describe('what the model does not know', () => {
  it('stands in a call beside its words, which are the answer', async () => {
    const marked = answer('Не знаю.', call('not_known', { question: 'Есть ли парковка?' }));
    const { given, asked, noted } = await ask(marked);
    expect(given).toEqual(answer('Не знаю.'));
    expect([asked.length, noted]).toEqual([1, 'Есть ли парковка?']);
  });

  it('stands in a call alone: it is asked for its words, and all of it is paid', async () => {
    const alone = answer('', call('not_known', { question: 'Есть ли парковка?' }));
    const { given, asked, noted } = await ask(alone, answer('Не знаю.'));
    expect(given).toMatchObject({ text: 'Не знаю.', usage: { input: 20, output: 10 } });
    expect(asked[1]?.messages.at(-1)).toMatchObject({
      role: 'bot',
      calls: [{ name: 'not_known', result: expect.stringContaining('noted') as string }],
    });
    expect(noted).toBe('Есть ли парковка?');
  });

  it('leaves other calls to those who run them', async () => {
    const other = call('find_rows', { words: 'парковка' });
    const marked = answer('', call('not_known', { question: 'q' }), other);
    const { given, asked } = await ask(marked);
    expect(given.calls).toEqual([other]);
    expect(asked).toHaveLength(1);
  });

  it('is answered, too, where the service is told again what the model called', async () => {
    const kept = { tool_calls: ['both'] };
    const notes = new UnknownNotes();
    const asked: Question[] = [];
    const mine = call('not_known', { question: 'q' });
    const other = call('find_rows', { words: 'парковка' });
    const listening = notes.listening((one) => {
      asked.push(one);
      return Promise.resolve(
        asked.length > 1 ? answer('Не знаю.') : { ...answer('', mine, other), kept },
      );
    });
    const signal = AbortSignal.timeout(1000);
    const { calls = [] } = await listening(question, signal);
    const unit = {
      role: 'bot' as const,
      text: '',
      kept,
      calls: calls.map((one) => ({ ...one, result: '[]' })),
    };
    await listening({ ...question, messages: [...question.messages, unit] }, signal);
    expect(asked[1]?.messages.at(-1)?.calls).toEqual([
      { ...other, result: '[]' },
      { ...mine, result: expect.stringContaining('noted') as string },
    ]);
  });

  it('is asked once only, and what is no JSON holds no question', async () => {
    const broken = { ...call('not_known', {}), arguments: '{"question": "Есть' };
    const { given, asked, noted } = await ask(answer('', broken), answer('', broken));
    expect([given.text, given.calls, asked.length, noted]).toEqual(['', undefined, 2, '']);
  });

  it('is nothing where it says nothing of that', async () => {
    const words = answer('Парковка во дворе.');
    const { given, noted } = await ask(words);
    expect([given, noted]).toEqual([words, undefined]);
  });

  it('stands in a last line where there are no functions', async () => {
    const { given, noted } = await ask(answer('Не знаю.\n[not known: Есть ли парковка?]'));
    expect([given.text, noted]).toEqual(['Не знаю.', 'Есть ли парковка?']);
  });
});
