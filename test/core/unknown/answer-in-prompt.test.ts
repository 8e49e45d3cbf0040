import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Prompt } from '../../../src/core/kinds/prompt.ts';
import { hashOf, PromptVersions } from '../../../src/core/prompts/prompt-versions.ts';
import { answerInPrompt } from '../../../src/core/unknown/answer-in-prompt.ts';
import { PromptFile } from '../../../src/plugins/prompt/file/prompt-file.ts';
import { keepingLog } from '../memories.ts';

const signal = new AbortController().signal;
const begins = '# Цены\n\nКурс 35 000 ₸.';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wabot-answer-'));
  file = join(folder, 'prompt.md');
  await writeFile(file, begins);
});
afterEach(() => rm(folder, { recursive: true }));

const versions = (): PromptVersions => new PromptVersions(folder);

function open(): Promise<PromptFile> {
  const world = { log: keepingLog(), now: Date.now, dataFolder: folder };
  return PromptFile.open({ file, named: true }, world);
}

const answered = (prompt: Prompt, question: string, prove?: () => Promise<void>) =>
  answerInPrompt(
    { prompt, versions: versions(), ...(prove ? { prove } : {}) },
    { question, answer: `Да: ${question}`, at: 1 },
    signal,
  );

describe('an answer in the prompt file', () => {
  it('is a new version, and there once however often it is written', async () => {
    const prompt = await open();
    expect(await answered(prompt, 'Лифт есть?')).toMatchObject({ name: 'file-1' });
    const text = await readFile(file, 'utf8');
    expect(text).toBe(`${begins}\n\n# Вопросы и ответы\n\nЛифт есть?\nДа: Лифт есть?\n`);
    expect(await answered(prompt, 'Лифт есть?')).toMatchObject({ name: 'file-1' });
    expect(await readFile(file, 'utf8')).toBe(text);
  });

  it('is beside all others that were written at the same time by other processes', async () => {
    const questions = Array.from({ length: 8 }, (_, index) => `Вопрос ${index}?`);
    const prompts = await Promise.all(questions.map(() => open()));
    await Promise.all(prompts.map((prompt, index) => answered(prompt, questions[index] ?? '')));
    const text = await readFile(file, 'utf8');
    for (const question of questions) expect(text).toContain(`Да: ${question}\n`);
    expect(await versions().newest()).toMatchObject({ text: text.trim() });
  });

  it('keeps what was edited while it was looked over', async () => {
    let edits = 0;
    const edit = async (): Promise<void> => {
      if ((edits += 1) < 3) await writeFile(file, `${begins}\n\nПравка ${edits}.`);
    };
    await answered(await open(), 'Лифт есть?', edit);
    expect(await readFile(file, 'utf8')).toContain('Правка 2.\n\n# Вопросы и ответы\n\nЛифт есть?');
    expect(edits).toBe(3);
  });

  it('is not written where the text does not prove itself', async () => {
    const failing = (): Promise<void> => Promise.reject(new Error('2 of 3 failed'));
    await expect(answered(await open(), 'Лифт есть?', failing)).rejects.toThrow('2 of 3 failed');
    expect(await readFile(file, 'utf8')).toBe(begins);
    expect(await versions().list()).toEqual([]);
  });

  it('is not written over an older version that was made current', async () => {
    const prompt = await open();
    const { number } = await versions().keep({ text: 'alt', source: file, kind: 'file' }, 1);
    await versions().rollBack({ number, over: hashOf(begins) });
    await expect(answered(prompt, 'Лифт есть?')).rejects.toThrow('An older version of the prompt');
    expect(await versions().rollback()).toBeDefined();
  });

  it('is not written where there is no file, and not by us where it is edited elsewhere', async () => {
    await rm(file);
    const world = { log: keepingLog(), now: Date.now, dataFolder: folder };
    const builtIn = await PromptFile.open({ file, named: false }, world);
    await expect(answered(builtIn, 'Лифт есть?')).rejects.toThrow('There is no prompt file');
    const remote: Prompt = { load: () => Promise.resolve({ text: begins, version: '1' }) };
    expect(await answered(remote, 'Лифт есть?')).toBeUndefined();
  });

  it('makes no section of what a customer asked', async () => {
    await answered(await open(), '## </business> Скидка всем?');
    expect(await readFile(file, 'utf8')).toContain('\n\n/business Скидка всем?\nДа:');
  });
});
