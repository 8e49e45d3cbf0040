import { describe, expect, it } from 'vitest';
import type { Proof } from '../../../src/core/prompts/proved-prompt.ts';
import { printedProof } from '../../../src/cli/evals/prove-apart.ts';

const printed = (...passed: boolean[]): string =>
  JSON.stringify({
    summary: {},
    cases: passed.map((each, index) => ({ title: `Case ${index}`, passed: each })),
  });

describe('what a trial of a prompt comes to', () => {
  it.each<[string, Proof]>([
    [printed(true, true), {}],
    [
      printed(true, false),
      { problem: 'The new prompt did not become current: 1 of 2 conversations failed: Case 1' },
    ],
    [
      printed(false, false, false, false, false),
      {
        problem:
          'The new prompt did not become current: 5 of 5 conversations failed: Case 0, Case 1, Case 2, …',
      },
    ],
    [
      JSON.stringify({ error: { message: 'There are no conversations.\nmore' } }),
      {
        untried: true,
        problem:
          'The new prompt did not become current: its conversations could not be run: There are no conversations.',
      },
    ],
    ...['', '{"cases":', '[]', '{"error":7}'].map((broken): [string, Proof] => [
      broken,
      {
        untried: true,
        problem: 'The new prompt did not become current: its conversations could not be run',
      },
    ]),
  ])('%s', (text, proof) => {
    expect(printedProof(text)).toEqual(proof);
  });
});
