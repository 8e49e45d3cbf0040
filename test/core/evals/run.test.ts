import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openEvalWorld } from '../../../src/cli/evals/eval-world.ts';
import { compareResults } from '../../../src/core/evals/compare.ts';
import { junitOf } from '../../../src/core/evals/junit.ts';
import { runSuite, evalSummary, type CaseResult } from '../../../src/core/evals/suite.ts';
import { readCase } from '../../../src/core/eval-cases/read-case.ts';
import { builtIn } from '../../../src/plugins/index.ts';
import { useFolder } from '../../folder.ts';

const folder = useFolder();

const prompt = `# Цены
- Группа для детей: 30 000 ₸ в месяц
- Группа для взрослых: 35 000 ₸ в месяц

# Адрес: где мы находимся
Алматы, улица Үлгі, дом 12.
`;

interface Wanted {
  offline?: boolean;
  record?: boolean;
  repeat?: number;
  prompt?: string;
  environment?: Record<string, string>;
}

/** Runs one conversation under a name. */
async function run(name: string, text: string, wanted: Wanted = {}): Promise<CaseResult> {
  const { offline = false, record = false, repeat = 1, environment = {} } = wanted;
  const path = join(folder(), `${name}.yaml`);
  await writeFile(path, text);
  const read = await readCase(path);
  expect(read.faults).toEqual([]);
  const world = await openEvalWorld({ catalog: builtIn, environment, offline, record });
  onTestFinished(() => world.close());
  const [result] = await runSuite(
    read.case ? [{ path, case: read.case }] : [],
    await world.parts(wanted.prompt ?? prompt),
    { repeat, jobs: 1, signal: new AbortController().signal, done: () => {} },
  );
  if (!result) throw new Error('nothing ran');
  return result;
}

/** What was wrong, run by run. */
function problems({ runs }: CaseResult): string[] {
  return runs.flatMap(({ failures }) => failures.map(({ line, problem }) => `${line}: ${problem}`));
}

describe('a conversation', { timeout: 300_000 }, () => {
  it('goes through the real bot: answers, people, pauses, time and restarts', async () => {
    const result = await run(
      'whole',
      `
- клиент: Сколько стоит группа для детей?
- ждём: {содержит: 30 000, язык: русский, числа из промпта: да, стоит не больше: 0.001}
- не должно быть: [передано человеку, молчит, 48 000]
- владелец: Я сам отвечу
- клиент: [Хорошо, Жду]
- ждём: [молчит, бот на паузе]
- прошло: 2 дня
- клиент: Где вы находитесь?
- ждём: [Алматы, {бот на паузе: нет}]
- перезапуск
- клиент: А сколько стоит группа для взрослых?
- ждём: 35 000
- клиент: Позовите менеджера
- ждём: [передано человеку, бот на паузе]
`,
    );
    expect(problems(result)).toEqual([]);
    expect(result.passed).toBe(true);
  });

  it('says what is not as expected, with the line and the answer', async () => {
    const result = await run(
      'wrong',
      `
- customer: How much is the children's group? Группа для детей
- expect: {contains: 31 000, language: Kazakh, silent: yes, paused: yes, function: book}
- must not: numbers from the prompt
`,
    );
    expect(problems(result)).toEqual([
      '3: The answer lacks "31 000".',
      expect.stringMatching(/^3: The answer is in (?:Russian|English)/),
      '3: The bot should have said nothing.',
      '3: The bot is not silent in this chat.',
      '3: The function book was not called.',
      '4: This must not be: numbers from the prompt',
    ]);
    expect(junitOf([result])).toMatch(
      /tests="1" failures="1">\n<testcase [^>]*name="wrong"[^]*<failure message="The answer lacks &quot;31 000&quot;\.">/,
    );
  });

  it('survives a model that fails once, and apologises for one that is down', async () => {
    const result = await run(
      'faults',
      `
- сбой: модель
- клиент: Где вы находитесь?
- ждём: Алматы
- сбой: модель недоступна
- клиент: Сколько стоит группа для детей?
- не должно быть: [30 000, молчит]
- сбой: нет
- клиент: Сколько стоит группа для детей?
- ждём: 30 000
`,
    );
    expect(problems(result)).toEqual([]);
  });
});

describe('a meaning', { timeout: 300_000 }, () => {
  it('is nothing that anybody is blamed for where no model can be asked, and nothing that silence has', async () => {
    const result = await run(
      'means',
      `
- клиент: Где вы находитесь?
- ждём: {означает: мы в Алматы}
- не должно быть: {означает: мы закрыты}
- владелец: Я сам
- клиент: Сколько стоит?
- не должно быть: {означает: мы закрыты}
- ждём: {означает: мы в Алматы}
`,
    );
    expect(problems(result)).toEqual(['8: The bot said nothing.']);
    expect(evalSummary([result])).toMatchObject({ unjudged: 2 });
  });
});

describe('signs that are no words', { timeout: 300_000 }, () => {
  it('are found as they stand', async () => {
    const result = await run(
      'signs',
      `
- клиент: Сколько стоит группа для детей?
- ждём: {содержит: ₸, не содержит: $}
- не должно быть: ₸
- ждём: 🙂
`,
    );
    expect(problems(result)).toEqual(['4: This must not be: ₸', '5: The answer lacks "🙂".']);
  });
});

const price = `
- клиент: Сколько стоит группа для детей?
- ждём: [30 000, числа из промпта]
`;

describe('recorded answers', { timeout: 300_000 }, () => {
  it('make the same conversation run again without a service, each time the same', async () => {
    expect(problems(await run('recorded', price, { record: true }))).toEqual([]);
    const file = join(folder(), 'recorded', 'recorded.json');
    const kept = await readFile(file, 'utf8');
    // Nobody but the recording says so.
    await writeFile(file, kept.replaceAll('[песочница]', '[запись]'));
    const again = await run('recorded', `${price}- ждём: запись\n`, { offline: true, repeat: 3 });
    expect(problems(again)).toEqual([]);
    expect(again.runs).toHaveLength(3);
    expect(evalSummary([again])).toMatchObject({ passed: 1, stale: 0, missed: 0 });
  });

  it('fail when the price has changed in the prompt since, are told to be old, and pass when it is mended', async () => {
    await run('changed', price, { record: true });
    const changed = await run('changed', price, {
      offline: true,
      prompt: prompt.replace('30 000', '32 000'),
    });
    expect(changed.passed).toBe(false);
    expect(evalSummary([changed])).toMatchObject({ stale: 2, missed: 0 });
    expect((await run('changed', price, { offline: true })).passed).toBe(true);
  });

  it('pass when something else has changed, and are told to be old', async () => {
    await run('other', price, { record: true });
    const other = await run('other', price, {
      offline: true,
      prompt: `${prompt}\n# Кофе\nЕсть.\n`,
    });
    expect(problems(other)).toEqual([]);
    expect(evalSummary([other])).toMatchObject({ stale: 1, missed: 0 });
  });

  it('that lack what the conversation says now fail it, whatever it does not expect', async () => {
    await run('lacking', price, { record: true });
    const asked = '- клиент: А для взрослых?\n- не должно быть: [30 000, 48 000]\n';
    const lacking = await run('lacking', asked, { offline: true });
    expect(problems(lacking)).toEqual([
      '1: Part of this is not recorded: record again with wabot eval --record',
    ]);
    expect(lacking.passed).toBe(false);
  });

  it('are not taken from a file of something else', async () => {
    await mkdir(join(folder(), 'recorded'), { recursive: true });
    await writeFile(join(folder(), 'recorded', 'other-file.json'), '[]');
    await expect(run('other-file', price, { offline: true })).rejects.toMatchObject({
      code: 'setup.evals',
    });
  });
});

describe('a conversation that cannot fail', () => {
  it.each([
    ['- клиент: а\n- перезапуск', 1],
    ['- клиент: а\n- ждём: []', 2],
    ['- клиент: а\n- ждём: {}', 2],
    ['- клиент: а\n- ждём: {не содержит: []}', 2],
    ['- клиент: а\n- ждём: [{язык: русский, не содержит: []}]', 2],
  ])('is wrong: %s', async (text, line) => {
    const path = join(folder(), 'empty.yaml');
    await writeFile(path, text);
    const { faults } = await readCase(path);
    expect(faults).toEqual([expect.stringContaining(`empty.yaml, line ${line}: `)]);
  });
});

describe('functions in a conversation', { timeout: 300_000 }, () => {
  const tools = `tools:
  - name: order_flowers
    description: Заказать цветы
    effect: write
    parameters: {flowers: {type: string, description: Какие цветы}}
    http: {method: POST, url: "https://flowers.invalid/orders"}
`;

  it('change nothing outside, and answer as the conversation has it', async () => {
    const path = join(folder(), 'tools.yaml');
    await writeFile(path, tools);
    const result = await run('functions', '- клиент: Закажите цветы\n- ждём: {молчит: нет}\n', {
      environment: { WABOT_TOOLS: path },
    });
    expect(problems(result)).toEqual([]);
  });
});

describe('a comparison', () => {
  it('puts what got worse first, then what got better', () => {
    const result = (title: string, failed: number, money: number): CaseResult => {
      const passed = {
        failures: [],
        money,
        opinionMoney: 0,
        unpriced: [],
        ms: 0,
        stale: 0,
        missed: 0,
        unjudged: [],
        opinions: [],
      };
      const failure = { line: 1, expected: '', problem: '', replies: [] };
      const runs = [0, 1].map((index) => ({
        ...passed,
        failures: index < failed ? [failure] : [],
      }));
      return { file: title, title, runs, passed: failed === 0 };
    };
    const now = [result('same', 0, 1), result('better', 0, 1), result('worse', 2, 1)];
    const before = [result('same', 0, 2), result('better', 1, 2), result('worse', 0, 2)];
    expect(compareResults(now, before).map(({ title, change }) => `${title}: ${change}`)).toEqual([
      'worse: worse',
      'better: better',
      'same: same',
    ]);
    expect(compareResults(now, before)[1]).toMatchObject({
      passed: 2,
      passedBefore: 1,
      runs: 2,
      money: 2,
      moneyBefore: 4,
    });
  });
});
