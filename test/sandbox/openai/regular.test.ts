import { expect, it } from 'vitest';
import { Brain } from '../../../src/sandbox/openai/brain/brain.ts';
import { factsQuestion, readFacts } from '../../../src/core/customers/fact-rules.ts';
import { newCustomer } from '../../../src/core/customers/customer.ts';
import { summaryQuestion } from '../../../src/core/history/summary-prompt.ts';
import type { Question } from '../../../src/core/kinds/model.ts';

const day = 'Tuesday, 24 November 2026';
const answer = ({ shared, chat, messages }: Question): string =>
  new Brain().answer({
    system: `${shared}\n\n${chat}`,
    messages: messages.map(({ role, text }) => ({
      role: role === 'bot' ? 'assistant' : 'user',
      text,
    })),
  });

it('notes plausible facts of what customers say of themselves, and none of small talk', () => {
  const of = (lines: string[], language: 'ru' | 'kk' | 'en') =>
    readFacts(answer(factsQuestion(newCustomer(1), lines, { language, day })));
  expect(of(['Customer: Меня зовут Айгуль, хочу торт', 'Assistant: Хорошо'], 'ru')).toEqual({
    name: 'Айгуль',
    facts: ['Писал(а): Меня зовут Айгуль, хочу торт'],
    dropped: [],
  });
  expect(of(['Customer: Менің атым Әсел, торт керек'], 'kk')?.name).toBe('Әсел');
  expect(of(['Customer: I would like a cake'], 'en')?.facts).toEqual([
    'Wrote: I would like a cake',
  ]);
  expect(of(['Customer: Спасибо!'], 'ru')).toEqual({ facts: [], dropped: [] });
});

it('writes them behind a summary where both are asked for', () => {
  const entries = [{ id: 'a', role: 'customer' as const, text: 'Хочу торт', at: 1 }];
  const facts = { customer: newCustomer(1), day };
  expect(answer(summaryQuestion({ entries, language: 'ru', facts }))).toMatch(
    /Хочу торт\n\nFACTS:\n- Писал\(а\): Хочу торт$/,
  );
  expect(answer(summaryQuestion({ entries, language: 'ru' }))).not.toContain('FACTS');
});
