import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { printedProof } from '../../src/cli/evals/prove-apart.ts';
import { forAnyBusiness } from '../../src/cli/init/starter-evals.ts';
import { draftCase } from '../../src/core/eval-cases/draft-case.ts';
import { evalCaseOf } from '../../src/core/eval-cases/read-case.ts';
import { parseYaml } from '../../src/core/files/yaml-file.ts';
import { wabotHere, type RanHere } from '../cli.ts';
import { useFolder } from '../folder.ts';

const folder = useFolder();
const prompt = '# Цены\n- Чай: 900 ₸\n\n# Адрес\nАлматы, улица Үлгі, дом 12.\n';

function here(...args: string[]): Promise<RanHere> {
  return wabotHere(args, { cwd: folder(), env: { PROMPT_FILE: 'prompt.md' } });
}

describe('wabot eval', { timeout: 300_000 }, () => {
  it('fails when a price has changed, says where, and passes once that is mended', async () => {
    await mkdir(join(folder(), 'evals'));
    await writeFile(
      join(folder(), 'evals/tea.yaml'),
      'название: Цена чая\nразговор:\n  - клиент: Сколько стоит чай?\n  - ждём: [900, числа из промпта]\n',
    );
    await writeFile(join(folder(), 'prompt.md'), prompt);
    expect(await here('eval')).toMatchObject({ code: 0 });
    await writeFile(join(folder(), 'prompt.md'), prompt.replace('900', '950'));
    const changed = await here('eval', '--junit', 'report.xml');
    expect(changed.code).toBe(1);
    expect(changed.stdout).toMatch(
      /^✗ Цена чая\n  evals\/tea\.yaml:4: 900\n    The answer lacks "900"\.\n    🤖 .*950 ₸/m,
    );
    expect(changed.stdout).toContain('0 of 1 conversations passed.');
    expect(await readFile(join(folder(), 'report.xml'), 'utf8')).toContain('failures="1"');
    await writeFile(join(folder(), 'prompt.md'), prompt);
    const mended = await here('eval', '--repeat', '2', '--json');
    expect(JSON.parse(mended.stdout)).toMatchObject({
      summary: { cases: 1, passed: 1 },
      cases: [{ file: 'evals/tea.yaml', title: 'Цена чая', passedRuns: 2 }],
    });
  });

  it('runs what is named like the folder of drafts, and nothing in that folder', async () => {
    await mkdir(join(folder(), 'own/drafts'), { recursive: true });
    await writeFile(join(folder(), 'own/drafts-read.yaml'), '- клиент: а\n- ждм: б\n');
    await writeFile(join(folder(), 'own/drafts/raw.yaml'), '- клиент: а\n- ждм: б\n');
    expect(await here('eval', 'own')).toMatchObject({
      code: 3,
      error: { message: expect.stringMatching(/^(?![^]*raw)[^]*drafts-read\.yaml/) as string },
    });
  });

  it('says what is wrong with a file, and where there is none', async () => {
    await writeFile(join(folder(), 'wrong.yaml'), '- клиент: а\n- ждм: б\n');
    expect(await here('eval', 'wrong.yaml')).toMatchObject({
      code: 3,
      error: { message: expect.stringContaining('wrong.yaml, line 2: ') as string },
    });
    expect(await here('eval', 'nothing.yaml')).toMatchObject({ code: 2 });
  });

  it('refuses what does not go together', async () => {
    await writeFile(join(folder(), 'tea.yaml'), '- клиент: Сколько стоит чай?\n- ждём: 900\n');
    for (const more of [['--offline'], ['--against', '1'], ['--model', 'a'], ['--repeat', '2']])
      expect(await here('eval', 'tea.yaml', '--resume', ...more)).toMatchObject({
        code: 2,
        error: { message: expect.stringContaining('--resume goes without') as string },
      });
    const two = await here('eval', 'tea.yaml', '--record', '--model', 'a', '--model', 'b');
    expect(two).toMatchObject({
      code: 2,
      error: { message: expect.stringContaining('--record') as string },
    });
  });

  it('keeps a prompt that fails from becoming current', async () => {
    const sync = (): Promise<RanHere> =>
      wabotHere(['prompts', 'sync'], {
        cwd: folder(),
        env: { PROMPT_FILE: 'prompt.md', WABOT_EVAL_ON_SYNC: 'true' },
      });
    await writeFile(join(folder(), 'prompt.md'), prompt);
    expect(await sync()).toMatchObject({ code: 0 });
    await writeFile(join(folder(), 'prompt.md'), prompt.replace('900', '950'));
    const refused = await sync();
    expect(refused).toMatchObject({ code: 3, error: { code: 'setup.evals' } });
    expect(refused.stderr).toContain('The answer lacks "900".');
    const { stdout } = await here('prompts', 'list', '--json');
    expect((JSON.parse(stdout) as { versions: object[] }).versions).toHaveLength(1);
  });

  it('says that nothing could be tried where the model cannot be reached, and blames nobody', async () => {
    await mkdir(join(folder(), 'evals'), { recursive: true });
    await writeFile(join(folder(), 'evals/out.yaml'), '- клиент: Сколько?\n- ждём: 900\n');
    await writeFile(join(folder(), 'prompt.md'), `${prompt}# Кофе\nЕсть.\n`);
    const env = {
      PROMPT_FILE: 'prompt.md',
      WABOT_EVAL_ON_SYNC: 'true',
      WABOT_TURN_TIMEOUT_MS: '1000',
      WABOT_TURN_TRIES: '1',
      OPENAI_API_KEY: 'a-key-that-looks-like-none',
      OPENAI_BASE_URL: 'http://127.0.0.1:9/v1',
    };
    const problem =
      /^The new prompt did not become current: its conversations could not be run: \S/;
    const sync = await wabotHere(['prompts', 'sync'], { cwd: folder(), env });
    expect(sync).toMatchObject({
      code: 4,
      error: { code: 'service.evals', message: expect.stringMatching(problem) as string },
    });
    const trial = ['eval', '--prompt', 'prompt.md', '--resume', '--json'];
    const tried = await wabotHere(trial, { cwd: folder(), env });
    expect(printedProof(tried.stdout)).toMatchObject({
      untried: true,
      problem: expect.stringMatching(problem) as string,
    });
    expect(printedProof(tried.stdout).problem).not.toMatch(/could not be run:.*could not be run/);
  });
});

describe('a draft', () => {
  it('is a conversation without who somebody is', async () => {
    const at = Date.UTC(2026, 10, 24);
    const entry = (role: 'customer' | 'bot' | 'operator', text: string, later = 0) => ({
      id: `${role}${later}`,
      role,
      text,
      at: at + later,
    });
    const text = draftCase(
      {
        language: 'ru',
        name: 'Жанна',
        entries: [
          entry('customer', 'Здравствуйте, меня зовут Асель, +7 701 123-45-67: сколько?'),
          entry('bot', 'Асель, пишите Жанне на zhanna@mail.kz.\n30 000 ₸'),
          entry('operator', 'Я перезвоню на 87011234567', 7_200_000),
        ],
      },
      'Чат',
    );
    expect(text).not.toMatch(/Асель|Жанн|701|zhanna/);
    expect(text).toContain('  # 30 000 ₸\n  - ждем:\n      язык: русский\n');
    const read = evalCaseOf(await parseYaml(text ?? '', 'a.yaml'), 'a.yaml');
    expect(read.faults).toEqual([]);
    expect(read.case?.steps.map((step) => ('do' in step ? step.do.type : 'expect'))).toEqual([
      'say',
      'expect',
      'jump',
      'owner',
    ]);
  });
});

describe('a draft of a chat whose customer calls themselves', () => {
  it.each([
    ['Айгерим 🌸🌸', 'Айгерим'],
    ['Айгерим-Ханым', 'Айгерим'],
    ['🌸🌸', undefined],
    ['+7 701 123', undefined],
  ])('%s: nothing but the name and the phone is replaced', (name, left) => {
    const text = draftCase(
      {
        name,
        entries: [
          { id: 'c', at: 1, role: 'customer', text: 'Это Айгерим, 8 701 123 45 67, какая цена?' },
          { id: 'b', at: 2, role: 'bot', text: 'Цена\r5 000 ₸' },
        ],
      },
      'Чат',
    );
    const said = left === undefined ? 'Айгерим' : 'Анна';
    expect(text).toContain(`клиент: "Это ${said}, +7 700 000 00 00, какая цена?"`);
    expect(text).toContain('  # Цена\n  # 5 000 ₸\n');
  });
});

describe('the conversations to begin with', () => {
  it.each(['ru', 'kk', 'en'])(
    'are twenty, and hold for any business without the example: %s',
    async (language) => {
      const examples = join(import.meta.dirname, '../../examples/evals', language);
      const files = await readdir(examples);
      expect(files).toHaveLength(20);
      for (const file of files) {
        const text = await readFile(join(examples, file), 'utf8');
        const plain = forAnyBusiness(text);
        const read = evalCaseOf(await parseYaml(plain, file), file);
        expect([file, read.faults]).toEqual([file, []]);
        expect(plain).not.toMatch(/# init|30[ ,]000|35[ ,]000|48[ ,]000|Kaspi|IELTS/);
      }
    },
  );
});
