import { describe, expect, it } from 'vitest';
import type { Case, CaseEnding } from '../../../src/core/kinds/cases.ts';
import type { Journal } from '../../../src/core/kinds/journal.ts';
import { endSurplus, QuestionBound } from '../../../src/core/unknown/question-bound.ts';
import { keepingLog } from '../memories.ts';

const day = 24 * 60 * 60 * 1000;
const now = 100 * day;

/** Open questions of these ages in days, the newest first. */
function journalOf(...ages: number[]) {
  const ended: number[] = [];
  let looks = 0;
  const list = (): Promise<Case[]> => {
    looks += 1;
    return Promise.resolve(
      ages.map((age, index) => ({
        number: ages.length - index,
        id: `question/${index}`,
        kind: 'question',
        chat: 'c',
        at: now - age * day,
        about: {},
      })),
    );
  };
  const end = ({ number, outcome }: CaseEnding): Promise<undefined> => {
    if (outcome === 'expired') ended.push(number);
    return Promise.resolve(undefined);
  };
  const cases = { list, end } as unknown as Journal['cases'];
  return { cases, ended, looks: () => looks };
}

describe('open questions', () => {
  it('are at most so many, and no older than thirty days', async () => {
    const journal = journalOf(0, 1, 2, 3, 31);
    await endSurplus(journal, now, 3);
    expect(journal.ended).toEqual([2, 1]);
  });

  it('are counted once for every twenty that come', async () => {
    const journal = journalOf(31);
    const bound = new QuestionBound({ journal, log: keepingLog(), now: () => now });
    for (let count = 0; count < 41; count += 1) bound.noted();
    await bound.stop();
    expect(journal.looks()).toBe(3);
  });
});
