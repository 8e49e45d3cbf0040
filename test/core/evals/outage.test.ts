import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openEvalWorld } from '../../../src/cli/evals/eval-world.ts';
import { outageOf } from '../../../src/core/evals/case-run.ts';
import { runSuite, throwIfOut, type CaseResult } from '../../../src/core/evals/suite.ts';
import { readCase } from '../../../src/core/eval-cases/read-case.ts';
import { builtIn } from '../../../src/plugins/index.ts';
import {
  startOpenAi,
  type OpenAiOptions,
  type OpenAiSandbox,
} from '../../../src/sandbox/openai/index.ts';
import { useFolder } from '../../folder.ts';

const folder = useFolder();
const { signal } = new AbortController();

async function openService(options: OpenAiOptions): Promise<OpenAiSandbox> {
  const service = await startOpenAi(options);
  onTestFinished(() => service.close());
  return service;
}

interface Wanted {
  kept?: string;
  caseMs?: number;
  settings?: Record<string, string>;
  done?: (result: CaseResult) => void;
}

/** Runs conversations one after the other, with a service that answers so. */
async function run(
  service: OpenAiSandbox,
  cases: readonly string[],
  wanted: Wanted = {},
): Promise<CaseResult[]> {
  const { kept, caseMs, settings, done = () => {} } = wanted;
  const files = await Promise.all(
    cases.map(async (text, index) => {
      const path = join(folder(), `${index}.yaml`);
      await writeFile(path, text);
      const { case: read } = await readCase(path);
      if (!read) throw new Error('no conversation');
      return { path, case: read };
    }),
  );
  const environment = {
    OPENAI_BASE_URL: service.url,
    OPENAI_API_KEY: 'sk-outage',
    WABOT_TURN_TIMEOUT_MS: '1500',
    WABOT_TURN_TRIES: '1',
    ...settings,
  };
  const world = await openEvalWorld({
    catalog: builtIn,
    environment,
    offline: false,
    record: false,
    ...(kept !== undefined && { kept }),
  });
  onTestFinished(() => world.close());
  const parts = await world.parts('Чай стоит 900 ₸, кофе 1 200 ₸.');
  return runSuite(
    files,
    { ...parts, ...(caseMs !== undefined && { caseMs }) },
    { repeat: 1, jobs: 1, signal, done },
  );
}

const tea = '- клиент: Сколько стоит чай?\n- ждём: 900\n';
const meant = '- клиент: Сколько стоит чай?\n- ждём: {содержит: 900, означает: чай недорогой}\n';
const isJudged = (heard: Parameters<NonNullable<OpenAiOptions['answer']>>[0]): boolean =>
  JSON.stringify(heard.messages).includes('You judge');

describe('a service that cannot be asked', { timeout: 120_000 }, () => {
  it('is no fault of the prompt where a conversation fails by it', async () => {
    const service = await openService({});
    service.fault('chat', { status: 500, times: 100 });
    const [result] = await run(service, [tea]);
    expect(result?.passed).toBe(false);
    expect(result?.runs.map(outageOf)).toEqual([expect.stringMatching(/overloaded|in time/)]);
    expect(() => result && throwIfOut(result)).toThrow(
      expect.objectContaining({ code: 'service.evals' }) as Error,
    );
  });

  it('is nothing where the conversation went as expected, or has it so', async () => {
    const service = await openService({ answer: () => 'Чай стоит 900 ₸.' });
    const faulty = `- сбой: модель недоступна\n- клиент: Сколько?\n- ждём: 700\n`;
    const results = await run(service, [tea, faulty]);
    expect(results.map(({ passed }) => passed)).toEqual([true, false]);
    expect(results.flatMap(({ runs }) => runs.map(outageOf))).toEqual([undefined, undefined]);
  });

  it('ends a conversation that hangs, and the next one runs', async () => {
    let asked = 0;
    const service = await openService({
      answer: () => ((asked += 1) === 1 ? new Promise(() => {}) : 'Чай стоит 900 ₸.'),
    });
    const settings = { WABOT_TURN_TIMEOUT_MS: '60000' };
    const results = await run(service, [tea, tea], { caseMs: 3_000, settings });
    expect(results.map(({ passed }) => passed)).toEqual([false, true]);
    expect(results[0]?.runs[0]).toMatchObject({
      failures: [{ line: 1, problem: 'It did not end within 0.05 min.' }],
      outage: 'It did not end within 0.05 min.',
    });
  });

  it('leaves a meaning unjudged, with the reason, and what the judge cost is counted', async () => {
    const service = await openService({
      answer: (heard) => (isJudged(heard) ? 'I cannot say.' : 'Чай стоит 900 ₸.'),
    });
    const [result] = await run(service, [meant]);
    expect(result?.passed).toBe(true);
    expect(result?.runs[0]?.unjudged).toEqual([
      {
        line: 2,
        expected: 'означает: чай недорогой',
        problem: 'Not judged: The model gave no verdict: I cannot say.',
      },
    ]);
    expect(result?.runs.map(outageOf)).toEqual([undefined]);
  });
});

describe('a trial that was cut off', { timeout: 120_000 }, () => {
  it('goes on without asking again what was answered', async () => {
    const kept = join(folder(), 'kept');
    const asked: string[] = [];
    const service = await openService({
      answer: ({ messages }) => {
        const said = JSON.stringify(messages.at(-1));
        asked.push(said);
        return 'Чай стоит 900 ₸, кофе 1 200 ₸.';
      },
    });
    const isCoffee = ({ body }: { body?: unknown }): boolean => String(body).includes('стоит кофе');
    service.fault('chat', { status: 500, times: 100, when: isCoffee });
    const coffee = '- клиент: Сколько стоит кофе?\n- ждём: 1 200\n';
    const trial = (): Promise<CaseResult[]> =>
      run(service, [tea, coffee], { kept, done: throwIfOut });
    await expect(trial()).rejects.toMatchObject({ code: 'service.evals' });
    expect(await readdir(kept)).toHaveLength(1);
    service.clearFaults();
    const before = asked.filter((said) => said.includes('чай')).length;
    expect((await trial()).map(({ passed }) => passed)).toEqual([true, true]);
    expect(asked.filter((said) => said.includes('чай'))).toHaveLength(before);
  });
});
