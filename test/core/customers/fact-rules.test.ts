import { describe, expect, it } from 'vitest';
import { newCustomer, withEdit, withLearnt } from '../../../src/core/customers/customer.ts';
import {
  factsQuestion,
  knownFacts,
  readFacts,
  splitFacts,
} from '../../../src/core/customers/fact-rules.ts';
import { spokenPart } from '../../../src/core/guards/index.ts';

describe('what a model wrote of the facts', () => {
  it.each([
    [
      'name: Айгуль\n- Купила торт\ndrop: 1, 3',
      { name: 'Айгуль', facts: ['Купила торт'], dropped: [1, 3] },
    ],
    [
      '- name: Anna\n• likes tea\n* waits\n- drop: 2',
      { name: 'Anna', facts: ['likes tea', 'waits'], dropped: [2] },
    ],
    ['none', { facts: [], dropped: [] }],
    ['- none', { facts: [], dropped: [] }],
    ['Heard: Раз', undefined],
    ['', undefined],
  ])('%j', (text, learnt) => {
    expect(readFacts(spokenPart(text))).toEqual(learnt);
  });

  it('stands behind the note, whatever marks are around its heading', () => {
    for (const heading of ['FACTS:', '**FACTS:**', '# Facts', 'facts'])
      expect(splitFacts(`Ждёт звонка.\n\n${heading}\n- Любит чай`)).toEqual({
        note: 'Ждёт звонка.',
        facts: '\n- Любит чай',
      });
    expect(splitFacts('Ждёт звонка.')).toEqual({ note: 'Ждёт звонка.', facts: '' });
  });
});

describe('the question', () => {
  it('names what is known, numbered where the model may drop it, and holds the rules', () => {
    const set = withEdit(newCustomer(1), { name: 'Анна', facts: ['постоянная'] }, 1);
    const customer = withLearnt(set, { facts: ['любит чай'], dropped: [] }, 2);
    expect(knownFacts(customer)).toEqual([
      'Known facts:',
      'name: Анна',
      '- постоянная',
      '1. любит чай',
      '',
    ]);
    const { shared, chat, messages } = factsQuestion(customer, ['Customer: да'], {
      language: 'kk',
      day: 'Tuesday, 24 November 2026',
    });
    for (const word of ['health', 'documents', 'cards', 'passwords', 'religion', 'other people'])
      expect(shared).toContain(word);
    expect(shared).not.toContain('Анна');
    expect(chat).toContain('Kazakh');
    expect(messages[0]?.text).toMatch(/^<dialogue>\nKnown facts:[^]*Customer: да\n<\/dialogue>$/);
  });
});
