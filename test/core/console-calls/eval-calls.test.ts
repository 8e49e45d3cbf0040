import { describe, expect, it } from 'vitest';
import type { ConsoleParts } from '../../../src/core/console-calls/console-parts.ts';
import { evalCalls } from '../../../src/core/console-calls/eval-calls.ts';
import type { TestRun } from '../../../src/core/console-calls/conversation-tests.ts';

const file = { file: 'evals/tea.yaml', title: 'Tea', questions: 1, isRecorded: false };

/** A bot with one conversation; `runs`: what was begun, each of which lasts. */
function bot(): { parts: ConsoleParts; runs: TestRun[]; source: { isGone: boolean } } {
  const runs: TestRun[] = [];
  const source = { isGone: false };
  const parts = {
    signal: new AbortController().signal,
    opened: { world: { now: () => 0 }, plugins: { model: {} } },
    turns: {
      prompt: {
        load: async () => {
          if (source.isGone) throw new Error('gone');
          return { text: 'Sell tea.', version: 'v1' };
        },
      },
    },
    tests: {
      list: async () => [file],
      run: (run: TestRun) => {
        runs.push(run);
        return new Promise<string[]>(() => {});
      },
    },
  };
  return { parts: parts as unknown as ConsoleParts, runs, source };
}

const call = (name: string, parts: ConsoleParts, fields = {}): Promise<object> =>
  evalCalls[name]?.run(parts, fields, (text) => text) ?? Promise.reject(new Error(name));

describe('running the conversations from the page', () => {
  it('two clicks at once pay for one run, which can be stopped', async () => {
    const { parts, runs } = bot();
    const clicks = await Promise.allSettled([call('runEvals', parts), call('runEvals', parts)]);
    expect(clicks.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect(runs).toHaveLength(1);
    await call('stopEvals', parts);
    expect(runs[0]?.signal.aborted).toBe(true);
  });

  it('a prompt that cannot be read leaves no run that never ends', async () => {
    const { parts, runs, source } = bot();
    source.isGone = true;
    await expect(call('runEvals', parts)).rejects.toThrow('gone');
    expect(await call('evals', parts)).toMatchObject({ job: null });
    source.isGone = false;
    await call('runEvals', parts);
    expect(runs).toHaveLength(1);
  });

  it('says in the words of the page what failed, and what nobody has judged', async () => {
    const { parts, runs } = bot();
    await call('runEvals', parts);
    const { title } = file;
    const meaning = { line: 3, expected: 'means: tea is sold', problem: 'The model is away.' };
    const failure = { line: 4, expected: 'tea', problem: 'Not said.', replies: ['No.'] };
    runs[0]?.done({
      file: file.file,
      title,
      passed: false,
      seconds: 1,
      cost: 0,
      failures: [failure],
      unjudged: [meaning],
    });
    const view = await evalCalls['evals']?.run(parts, {}, (text) => text.toUpperCase());
    expect(view).toMatchObject({
      job: {
        done: [
          {
            failures: [{ ...failure, problem: 'NOT SAID.' }],
            unjudged: [{ ...meaning, problem: 'THE MODEL IS AWAY.' }],
          },
        ],
      },
    });
  });
});
