import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Proof } from '../../../src/core/prompts/proved-prompt.ts';
import { printedProof, proveApart } from '../../../src/cli/evals/prove-apart.ts';

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
        problem:
          'The new prompt did not become current: its conversations could not be run: they ended early; `wabot eval` shows whether they pass',
      },
    ]),
  ])('%s', (text, proof) => {
    expect(printedProof(text)).toEqual(proof);
  });

  it('says so where the text cannot even be written down, and is tried again', async () => {
    vi.stubEnv('TMPDIR', '/nowhere/at/all');
    onTestFinished(() => void vi.unstubAllEnvs());
    const { signal } = new AbortController();
    expect(await proveApart('Sell tea.', signal)).toEqual({
      untried: true,
      problem: expect.stringContaining('could not be run: ENOENT') as string,
    });
  });

  it('rejects with the reason of a stop alone', async () => {
    const stop = new AbortController();
    const reason = new Error('stopped');
    stop.abort(reason);
    await expect(proveApart('Sell tea.', stop.signal)).rejects.toBe(reason);
  });
});
