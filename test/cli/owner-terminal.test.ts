import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { builtIn } from '../../src/plugins/index.ts';
import { coreSettings } from '../../src/core/assembly/core-settings.ts';
import {
  sentLanguage,
  terminalLanguage,
  translatorTo,
} from '../../src/core/owner-language/index.ts';
import type { Report } from '../../src/core/checks/check-runner.ts';
import { wabot, wabotHere } from '../cli.ts';
import { openWorld } from '../flow/world.ts';
import { useFolder } from '../folder.ts';

const russian = { LANG: 'ru_RU.UTF-8' };

describe('the language of a terminal', () => {
  it.each([
    [{}, 'en'],
    [{ LANG: 'C.UTF-8' }, 'en'],
    [{ LANG: 'ru_RU.UTF-8' }, 'ru'],
    [{ LANG: 'kk_KZ.UTF-8' }, 'kk'],
    [{ LANG: 'ru' }, 'ru'],
    [{ LANG: 'run_BI.UTF-8' }, 'en'],
    [{ LANG: 'ru_RU.UTF-8', LC_MESSAGES: 'en_GB.UTF-8' }, 'en'],
    [{ LANG: 'en_GB.UTF-8', LC_MESSAGES: 'kk_KZ', LC_ALL: 'ru_RU.UTF-8' }, 'ru'],
    [{ LANG: 'ru_RU.UTF-8', LC_ALL: '' }, 'ru'],
    [{ LANG: 'ru_RU.UTF-8', WABOT_OWNER_LANGUAGE: ' EN ' }, 'en'],
    [{ LANG: 'C', WABOT_OWNER_LANGUAGE: 'kk' }, 'kk'],
    [{ LANG: 'ru_RU.UTF-8', WABOT_OWNER_LANGUAGE: 'de' }, 'ru'],
  ])('of %o is %s', (environment, language) => {
    expect(terminalLanguage(environment)).toBe(language);
  });

  it('is not that of what the bot sends by itself, which goes by the business where nobody says', () => {
    expect(sentLanguage({ ownerLanguage: undefined, languages: ['kk', 'ru'] })).toBe('kk');
    expect(sentLanguage({ ownerLanguage: 'en', languages: ['kk', 'ru'] })).toBe('en');
  });
});

describe('words', () => {
  const words = translatorTo('ru');

  it('leave what they do not know as it is', () => {
    for (const text of [
      '',
      'The lamp has no oil left (E42)',
      'something; anything',
      'a (b',
      '{x}',
      'is full of hope',
    ])
      expect(words(text)).toBe(text);
  });

  it('leave what somebody wrote as it is, and names', () => {
    expect(words('PORT must be a whole number from 0 to 65535, not "running"')).toContain(
      'а не «running»',
    );
    expect(words('WABOT_VOICE_REPLY must be never, when-voice or always, not "x"')).toContain(
      'never, when-voice или always',
    );
    expect(
      words('WABOT_MODEL names "none", but there is no plugin model/none (installed: openai)'),
    ).toContain('плагина model/none нет');
  });

  it.each([
    ['--days: Expected an integer greater than or equal to 1 but received: 0', /целое число от 1/],
    ['--days: Expected an integer less than or equal to 30 but received: 31', /не больше 30/],
    [
      'not checked: GREEN_ID_INSTANCE is not set: idInstance of the GREEN-API instance; GREEN_API_TOKEN is not set: apiTokenInstance of the same instance',
      /^не проверялось: Не задано GREEN_ID_INSTANCE: [^;]*; Не задано GREEN_API_TOKEN: /,
    ],
    [
      'not checked: PORT must be a whole number from 0 to 65535, not "x"',
      /^не проверялось: PORT: нужно целое число/,
    ],
    [
      'The bot is silent in +77001234567 until 2026-11-30 09:19.',
      /^Бот молчит до 2026-11-30 09:19: \+77001234567\.$/,
    ],
    [
      'The bot is silent in every chat until `wabot resume`.',
      /^Бот молчит, пока его не вернёт `wabot resume`: все чаты\.$/,
    ],
    [
      'silent in every chat: paused by a person, until 2026-11-30 09:19',
      /^молчит: все чаты — остановлен человеком, до 2026-11-30 09:19$/,
    ],
  ])('are put together from those of each part: %s', (text, said) => {
    expect(words(text)).toMatch(said);
  });

  it('count as the language does', () => {
    const chats = (count: number): string => words(`writable, remembers ${count} chats`);
    expect([1, 2, 5, 11, 21].map(chats).map((text) => text.split(' ').at(-1))).toEqual([
      'чат',
      'чата',
      'чатов',
      'чатов',
      'чат',
    ]);
  });

  it('say in Kazakh what is sure, and the rest in Russian, never both in one sentence', () => {
    const kazakh = translatorTo('kk');
    expect(kazakh('the clock is right')).toBe('сағат дұрыс');
    expect(kazakh('Shorten the prompt, or set WABOT_HISTORY_LIMIT lower.')).toBe(
      words('Shorten the prompt, or set WABOT_HISTORY_LIMIT lower.'),
    );
    expect(kazakh('Cannot listen on 0.0.0.0:80: port 80 is taken by another program')).toBe(
      words('Cannot listen on 0.0.0.0:80: port 80 is taken by another program'),
    );
  });

  it('take a long text without much work', () => {
    const long = 'the disk is full; or (no '.repeat(4000);
    expect(words(long)).toContain('на диске нет места; or');
  });
});

describe('an error', () => {
  const folder = useFolder();

  it('is in the language of the locale, with its code and exit code as ever', async () => {
    const { code, stderr } = await wabot(['serve'], { env: russian });
    const text = stderr.replace(/\s+/g, ' ');
    expect(code).toBe(3);
    expect(text).toContain(
      'Ошибка: Проверьте настройки: - Не задано GREEN_ID_INSTANCE: idInstance инстанса GREEN-API',
    );
    expect(text).toContain('Код: setup.settings');
    expect(text).toContain('Что сделать: Запустите `wabot init`');
    expect(stderr).not.toMatch(/\b(?:is not set|Error|Code|Try this)\b/);
  });

  it.each([{}, russian])('names commands as they work where it is read, %o', async (language) => {
    const env = { npm_command: 'exec', ...language };
    const { stderr } = await wabot(['serve'], { env });
    expect(stderr).toContain('`npx wabot init`');
    const { stdout } = await wabot(['doctor', 'settings', 'prompt'], { env });
    expect(stdout).toMatch(/npx wabot init/);
    expect(`${stderr}${stdout}`).not.toMatch(/(?<!npx )wabot init/);
    const json = await wabot(['doctor', 'settings', '--json'], { env });
    expect(json.stdout).toContain('`wabot init`');
  });

  it('is in that of the setting, in .env or, before that, in the environment', async () => {
    await writeFile(join(folder(), '.env'), 'WABOT_OWNER_LANGUAGE=ru\n');
    const ran = await wabotHere(['serve'], { cwd: folder(), env: { LANG: 'C' } });
    expect(ran.error).toMatchObject({ name: 'Ошибка' });
    const over = await wabotHere(['serve'], {
      cwd: folder(),
      env: { ...russian, WABOT_OWNER_LANGUAGE: 'en' },
    });
    expect(over.error).toMatchObject({ name: 'SetupError', code: 'setup.settings' });
  });

  it('of a .env that cannot be read is in that of the locale', async () => {
    await writeFile(join(folder(), '.env'), 'WABOT_OWNER_LANGUAGE=en\nnothing\n');
    const { code, stderr } = await wabot(['serve'], { cwd: folder(), env: russian });
    expect(code).toBe(3);
    expect(stderr.replace(/\s+/g, ' ')).toContain('- строка 2: это не ИМЯ=значение');
  });

  it('is English with --json, whatever the owner speaks', async () => {
    const [ours, theirs] = await Promise.all([
      wabot(['serve', '--json'], { env: russian }),
      wabot(['serve', '--json']),
    ]);
    expect(ours).toEqual(theirs);
    expect(ours.stdout).toContain('is not set');
  });

  it.each([
    [['statsu'], 2, 'Команды wabot statsu нет. Может быть, wabot status?'],
    [['status', '--nonsense'], 2, 'Такого флага нет: --nonsense'],
    [['dev', '--example=shop'], 2, '--example может быть одним из: school, а не shop'],
    [['init', '--token', 'x'], 2, '--openai-key (или --base-url)'],
    [['doctor', 'openi'], 2, 'Проверки openi нет. Может быть, openai?'],
    [['history', 'show'], 2, 'Не хватает флага --phone'],
    [['pause', '--phone', '77001234567', '--all'], 2, '--all нельзя указать вместе с --phone'],
    [['history', 'export'], 2, 'Нужен ровно один флаг из этих: --all, --phone'],
    [['outbox', 'retry', '--reason', 'quota'], 2, 'Вместе с --reason нужно указать: --all'],
    [['chat', '--phone', '123', 'hi'], 2, 'В номере с кодом страны от 8 до 15 цифр, а в этом 3'],
  ])('of `wabot %j` ends with %i and says so in Russian', async (args, code, said) => {
    const ran = await wabot(args, { env: russian });
    expect(ran.code).toBe(code);
    expect(ran.stderr.replace(/[\s›]+/g, ' ')).toContain(said);
  });
});

describe('WABOT_OWNER_LANGUAGE', () => {
  it('must be a language that wabot speaks', async () => {
    const { code, report } = await doctor({ ...russian, WABOT_OWNER_LANGUAGE: 'de' }, 'settings');
    expect(code).toBe(3);
    expect(report.checks[0]?.findings.map(({ message }) => message)).toContain(
      'WABOT_OWNER_LANGUAGE must be ru, kk or en, not "de"',
    );
  });

  it('is one of the settings of the bot, and may be left out', () => {
    const setting = coreSettings(builtIn)
      .flatMap(({ settings }) => Object.values(settings))
      .find(({ env }) => env === 'WABOT_OWNER_LANGUAGE');
    expect(setting).toMatchObject({ optional: true });
  });
});

async function doctor(
  env: Record<string, string>,
  ...args: string[]
): Promise<{ code: number | null; stdout: string; report: Report }> {
  const { code, stdout, value } = await wabotHere(['doctor', ...args], { env });
  return { code, stdout, report: value as Report };
}

describe('doctor, status and init', () => {
  it('report in Russian, and as ever to scripts', async () => {
    const { code, stdout, report } = await doctor(russian, 'settings', 'node');
    expect(code).toBe(3);
    expect(stdout).toContain('Не задано GREEN_ID_INSTANCE');
    expect(stdout).toContain('→ Запустите `wabot init`');
    expect(stdout).not.toContain('is not set');
    expect(JSON.stringify(report)).toContain('GREEN_ID_INSTANCE is not set');
  });

  it('say how the bot is', async () => {
    const { code, stdout } = await wabotHere(['status'], { env: russian });
    expect(code).toBe(3);
    expect(stdout.split('\n')).toEqual([
      'не работает и с этой папкой данных ещё не запускался',
      'очередь: ждут ответа 0, к отправке 0, не удалось 0',
      'последний ответ: за неделю ни одного',
      'промпт: пока неизвестен',
      'ошибки за последний час: нет',
      '',
    ]);
  });

  it('set the bot up in Russian, and write the language down', async () => {
    await using world = await openWorld({ idle: true });
    const {
      GREEN_ID_INSTANCE: id = '',
      GREEN_API_URL: url = '',
      OPENAI_BASE_URL: base = '',
    } = world.env;
    const flags = [
      '--id-instance',
      id,
      '--api-url',
      url,
      '--base-url',
      base,
      '--business',
      'Тіл',
      '--poll',
      '--yes',
    ];
    const { stderr, error } = await wabotHere(['init', ...flags], {
      cwd: world.folder,
      env: { ...world.env, ...russian },
    });
    expect(error).toBeUndefined();
    expect(stderr).toContain('Записаны .env и prompt.md.');
    expect(stderr).toContain('Добавьте в prompt.md цены');
    expect(stderr).not.toMatch(/Written|Now run|Warning/);
    expect(await readFile(join(world.folder, '.env'), 'utf8')).toContain('WABOT_OWNER_LANGUAGE=ru');
  });
});
