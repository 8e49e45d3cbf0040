import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { questionCase } from '../../src/core/unknown/question-case.ts';
import { openJournal } from '../../src/plugins/journal/sqlite/journal.ts';
import { wabot } from '../cli.ts';
import { useFolder } from '../folder.ts';

const folder = useFolder();

/** A business whose customer asked what its prompt does not say; its number. */
async function asked(question: string): Promise<string> {
  await writeFile(join(folder(), 'prompt.md'), 'Чай стоит 900 ₸.\n');
  const journal = openJournal(join(folder(), 'data'), Date.now);
  const { number } = await journal.cases.open(
    questionCase({
      id: question,
      chat: '77001112233@c.us',
      at: Date.now(),
      language: 'ru',
      question,
      said: [],
      by: 'model',
    }),
  );
  await journal.close();
  return String(number);
}

const questions = (...args: string[]) =>
  wabot(['questions', ...args], { cwd: folder(), env: { WABOT_EVAL_ON_SYNC: 'true' } });

describe('an answer that has to pass the conversations', () => {
  it('is proved once, also for a bot that runs; a question that was answered is not ignored', async () => {
    const number = await asked('Есть ли парковка?');
    expect(await questions('answer', number, 'Да, во дворе.')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('docs/evals.md') as string,
    });
    await mkdir(join(folder(), 'evals'));
    const conversation =
      'название: Цена\nразговор:\n  - клиент: Сколько стоит чай?\n  - ждём: 900\n';
    await writeFile(join(folder(), 'evals/tea.yaml'), conversation);
    const answered = await questions('answer', number, 'Да, во дворе.');
    expect(answered).toMatchObject({ code: 0 });
    const text = await readFile(join(folder(), 'prompt.md'), 'utf8');
    const proved = await readFile(join(folder(), 'data/prompts/proved.json'), 'utf8');
    expect(JSON.parse(proved)).toEqual({ text: text.trim(), version: 'file-1' });
    expect(await questions('ignore', number)).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/is answered already[^]*wabot questions show/) as string,
    });
  });
});
