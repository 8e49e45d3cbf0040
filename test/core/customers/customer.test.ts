import { describe, expect, it } from 'vitest';
import {
  isKnown,
  mostFacts,
  newCustomer,
  droppable,
  withEdit,
  withLearnt,
} from '../../../src/core/customers/customer.ts';

const learn = (facts: string[], dropped: number[] = [], name?: string) => ({
  facts,
  dropped,
  ...(name === undefined ? {} : { name }),
});
const textsOf = ({ facts }: { facts: { text: string }[] }) => facts.map(({ text }) => text);

describe('what a model has found', () => {
  it('comes to what is known, once', () => {
    const once = withLearnt(newCustomer(1), learn(['Любит медовик'], [], 'Айгуль'), 2);
    const twice = withLearnt(once, learn(['любит медовик!', 'Ждёт звонка']), 3);
    expect(twice).toEqual({
      version: 1,
      createdAt: 1,
      updatedAt: 3,
      name: { text: 'Айгуль', at: 2 },
      facts: [
        { text: 'Любит медовик', at: 2 },
        { text: 'Ждёт звонка', at: 3 },
      ],
    });
  });

  it('drops facts by the numbers that the model was given, none that the business has set', () => {
    const set = withEdit(newCustomer(1), { name: 'Анна', facts: ['постоянная'] }, 1);
    const both = withLearnt(set, learn(['ждёт звонка', 'любит чай'], [], 'Вера'), 2);
    expect(droppable(both).map(({ text }) => text)).toEqual(['ждёт звонка', 'любит чай']);
    const after = withLearnt(both, learn([], [1, 7]), 3);
    expect(textsOf(after)).toEqual(['постоянная', 'любит чай']);
    expect(after.name?.text).toBe('Анна');
  });

  it('is bounded: the oldest of the model’s own goes first', () => {
    const set = withEdit(newCustomer(1), { name: 'Анна', facts: ['постоянная'] }, 1);
    const many = withLearnt(
      set,
      learn(Array.from({ length: 30 }, (_, index) => `факт ${index}`)),
      2,
    );
    expect(many.facts).toHaveLength(mostFacts - 1);
    expect(textsOf(many).slice(0, 2)).toEqual(['постоянная', 'факт 12']);
  });
});

describe('what a person of the business sets', () => {
  it('takes the place of the facts or comes to them, and the name stays unless it is named', () => {
    const known = withLearnt(newCustomer(1), learn(['любит чай'], [], 'Анна'), 1);
    const added = withEdit(known, { facts: ['ждёт сумку'], adds: true }, 2);
    expect(textsOf(added)).toEqual(['любит чай', 'ждёт сумку']);
    const replaced = withEdit(added, { facts: ['ждёт сумку'] }, 3);
    expect(replaced.facts).toEqual([{ text: 'ждёт сумку', at: 3, by: 'business' }]);
    expect(replaced.name?.text).toBe('Анна');
    expect(withEdit(replaced, { name: '' }, 4)).not.toHaveProperty('name');
    expect(isKnown(withEdit(withEdit(replaced, { name: '' }, 4), { facts: [] }, 5))).toBe(false);
  });
});
