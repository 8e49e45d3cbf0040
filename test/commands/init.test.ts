import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { describe, expect, it } from 'vitest';
import { wabot, wabotHere, type RanHere } from '../cli.ts';
import { planFrom } from '../plugins/calendar/places.ts';
import { openWorld, type World } from '../flow/world.ts';

/** The world's vendors, named by flags. */
function flagsFor({ greenApi, openAi }: World): string[] {
  const flags = {
    'id-instance': String(greenApi.idInstance),
    token: greenApi.token,
    'api-url': greenApi.url,
    'openai-key': 'sk-init-123456789',
    'base-url': `${openAi.url}/v1`,
  };
  return Object.entries(flags).flatMap(([name, value]) => [`--${name}`, value]);
}

const business = [
  '--business',
  'Flora',
  '--sells',
  'розы от 500 ₸',
  '--language',
  'kk',
  '--language',
  'ru',
];

/** Starts it without settings in the environment, so that nothing but the flags answers. */
function init(world: World, ...args: string[]): Promise<RanHere> {
  return wabotHere(['init', ...args], { cwd: world.folder, env: { NO_PROXY: '127.0.0.1' } });
}

const read = (world: World, name: string): Promise<string> =>
  readFile(join(world.folder, name), 'utf8');

describe('wabot init with flags', () => {
  it('tests the answers, writes .env for the owner alone and a first prompt, and says what to run', async () => {
    await using world = await openWorld({ idle: true });
    const ran = await init(world, ...flagsFor(world), ...business);
    expect(ran).toMatchObject({ code: 0, stdout: 'wabot serve\n' });
    expect(ran.value).toMatchObject({ tested: true, prompt: 'prompt.md', next: 'wabot serve' });
    expect(parseEnv(await read(world, '.env'))).toEqual({
      GREEN_ID_INSTANCE: String(world.greenApi.idInstance),
      GREEN_API_TOKEN: world.greenApi.token,
      GREEN_API_URL: world.greenApi.url,
      OPENAI_API_KEY: 'sk-init-123456789',
      OPENAI_BASE_URL: `${world.openAi.url}/v1`,
      WABOT_LANGUAGES: 'kk,ru',
      WABOT_POLL: 'true',
      GREEN_API_WEBHOOK_TOKEN: expect.stringMatching(/^[0-9a-f]{48}$/) as string,
    });
    expect((await stat(join(world.folder, '.env'))).mode & 0o777).toBe(0o600);
    expect(await read(world, 'prompt.md')).toMatch(
      /^# Flora\n[^]*Біз не ұсынамыз[^]*розы от 500 ₸/,
    );
    for (const secret of [world.greenApi.token, 'sk-init-123456789'])
      expect(ran.stdout + ran.stderr).not.toContain(secret);
    const { code } = await wabotHere(['doctor', 'channel', 'model'], {
      cwd: world.folder,
      env: { NO_PROXY: '127.0.0.1' },
    });
    expect(code).toBe(0);
  });

  it('begins a plan of what can be booked, and takes requests, where that is wanted', async () => {
    await using world = await openWorld({ idle: true });
    const wanted = ['--book', 'Стрижка 1ч, Окрашивание 2ч30м, Консультация', '--requests', 'yes'];
    const ran = await init(world, ...flagsFor(world), ...business, ...wanted);
    expect(ran.code).toBe(0);
    expect(parseEnv(await read(world, '.env'))).toMatchObject({
      WABOT_BOOKING: 'booking.yaml',
      WABOT_REQUESTS: 'yes',
    });
    const { services } = await planFrom(await read(world, 'booking.yaml'));
    expect(services.map(({ name, minutes }) => [name, minutes])).toEqual([
      ['Стрижка', 60],
      ['Окрашивание', 150],
      ['Консультация', 60],
    ]);
    await writeFile(join(world.folder, 'booking.yaml'), '# mine');
    await init(world, ...flagsFor(world), '--yes', '--book', 'Маникюр 45m');
    expect(await read(world, 'booking.yaml')).toBe('# mine');
  });

  it('changes a .env only when told to, keeps its other lines and the prompt', async () => {
    await using world = await openWorld({ idle: true });
    await writeFile(
      join(world.folder, '.env'),
      '# mine\nPORT=9000\nGREEN_API_TOKEN=old\nGREEN_API_WEBHOOK_TOKEN=kept-as-it-was-before\n',
    );
    await writeFile(join(world.folder, 'prompt.md'), 'Tea.');
    const refused = await init(world, ...flagsFor(world));
    expect(refused.code).toBe(2);
    expect(String(refused.error)).toContain('--yes');
    const { value } = await init(world, ...flagsFor(world), '--yes');
    expect(value).toMatchObject({ prompt: null });
    expect(await read(world, '.env')).toMatch(
      new RegExp(
        `^# mine\nPORT=9000\nGREEN_API_TOKEN=${world.greenApi.token}\nGREEN_API_WEBHOOK_TOKEN=kept-as-it-was-before\n`,
      ),
    );
    expect(await read(world, 'prompt.md')).toBe('Tea.');
  });

  it('refuses a token of the webhook that may be guessed, and changes nothing', async () => {
    await using world = await openWorld({ idle: true });
    await writeFile(join(world.folder, '.env'), 'GREEN_API_WEBHOOK_TOKEN="fifteen-letters"\n');
    const { code, error } = await init(world, ...flagsFor(world), ...business, '--yes');
    expect(code).toBe(3);
    expect(error).toMatchObject({ code: 'setup.webhook-token' });
    expect(JSON.stringify(error)).not.toContain('fifteen');
    expect(await read(world, '.env')).toBe('GREEN_API_WEBHOOK_TOKEN="fifteen-letters"\n');
  });

  it.each([
    ['fetches where nothing is brought anywhere', undefined, [], 'true', 'Now run this:'],
    [
      'leaves it to the webhook that is set at the vendor, without our token yet',
      'https://bot.example.kz/webhook',
      [],
      'false',
      'First run `wabot webhook set',
    ],
    [
      'says what must be set first',
      undefined,
      ['--no-poll'],
      'false',
      'First run `wabot webhook set',
    ],
    [
      'says what must be cleared first',
      'https://bot.example.kz/webhook',
      ['--poll', '--yes'],
      'true',
      '`wabot webhook clear`',
    ],
  ])('%s, and writes WABOT_POLL', async (_name, webhookUrl, args, written, said) => {
    await using world = await openWorld({ idle: true });
    world.greenApi.configure({ webhookUrl: webhookUrl ?? '' });
    const ran = await init(world, ...flagsFor(world), ...business, ...args);
    expect({ code: ran.code, stderr: ran.stderr }).toEqual({
      code: 0,
      stderr: expect.stringContaining(said) as string,
    });
    expect(parseEnv(await read(world, '.env'))).toMatchObject({ WABOT_POLL: written });
  });

  it.each([
    ['that is set at the vendor', 'https://bot.example.kz/webhook'],
    ['on this machine', 'http://127.0.0.1:8000/webhook'],
  ])(
    'does not warn of the missing token that it writes itself, with a webhook %s',
    async (_name, webhookUrl) => {
      await using world = await openWorld({ idle: true });
      world.greenApi.configure({ webhookUrl });
      const { code, stderr } = await init(world, ...flagsFor(world), ...business);
      expect(code).toBe(0);
      expect(stderr).not.toMatch(/without a token|WABOT_OPEN_WEBHOOK|long random word/);
      expect(stderr).toContain('First run `wabot webhook set');
      const { GREEN_API_WEBHOOK_TOKEN } = parseEnv(await read(world, '.env'));
      expect(GREEN_API_WEBHOOK_TOKEN).toMatch(/^[0-9a-f]{48}$/);
    },
  );

  it('writes what flags say of manner and of the owner, and speaks to the owner so', async () => {
    await using world = await openWorld({ idle: true });
    const manner = [
      '--owner-language',
      'ru',
      '--disclosure',
      '--time-zone',
      'Asia/Aqtobe',
      '--budget',
      '2.5',
    ];
    const ran = await init(world, ...flagsFor(world), ...business, ...manner);
    expect(ran).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('Записаны .env и prompt.md.') as string,
    });
    expect(parseEnv(await read(world, '.env'))).toMatchObject({
      WABOT_OWNER_LANGUAGE: 'ru',
      WABOT_DISCLOSURE: 'true',
      WABOT_TIME_ZONE: 'Asia/Aqtobe',
      WABOT_BUDGET_DAY: '2.5',
    });
  });

  it.each([
    ['Пн-Пт 10-19, сб 11-16', 'Пн-Пт 10-19, сб 11-16'],
    ['звоните', undefined],
  ])('goes by the opening hours where they can be read: %s', async (hours, setting) => {
    await using world = await openWorld({ idle: true });
    await init(world, ...flagsFor(world), ...business, '--hours', hours);
    expect(parseEnv(await read(world, '.env'))['WABOT_HOURS']).toBe(setting);
    expect(await read(world, 'prompt.md')).toContain(hours);
  });

  it('takes what is set already for answered', async () => {
    await using world = await openWorld({ idle: true });
    const {
      OPENAI_BASE_URL = '',
      OPENAI_API_KEY = '',
      GREEN_API_TOKEN = '',
      GREEN_API_URL = '',
      GREEN_ID_INSTANCE = '',
    } = world.env;
    const env = {
      OPENAI_BASE_URL,
      OPENAI_API_KEY,
      GREEN_API_TOKEN,
      GREEN_API_URL,
      GREEN_ID_INSTANCE,
      NO_PROXY: '127.0.0.1',
    };
    const ran = await wabotHere(['init', '--business', 'Flora'], { cwd: world.folder, env });
    expect(ran.error).toBeUndefined();
    expect(parseEnv(await read(world, '.env'))).toMatchObject({ GREEN_API_TOKEN, OPENAI_BASE_URL });
  });

  it('keeps answers that fail their test only when told to', async () => {
    await using world = await openWorld({ idle: true });
    world.greenApi.fault('getStateInstance', { status: 401, times: Infinity });
    const refused = await init(world, ...flagsFor(world), ...business);
    expect(refused).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('refuses the token') as string,
    });
    expect(await readdir(world.folder)).not.toContain('.env');
    const kept = await init(world, ...flagsFor(world), ...business, '--yes');
    expect(kept).toMatchObject({
      code: 0,
      value: { tested: false },
      stderr: expect.stringContaining('although') as string,
    });
    expect(parseEnv(await read(world, '.env'))).toMatchObject({
      GREEN_API_TOKEN: world.greenApi.token,
    });
  });

  it('writes where the owner is told, and refuses a phone that is none', async () => {
    await using world = await openWorld({ idle: true });
    const phone = ['--owner-phone', '8 700 111 22 33'];
    const ran = await init(world, ...flagsFor(world), ...business, ...phone);
    expect(ran.code).toBe(0);
    expect(parseEnv(await read(world, '.env'))).toMatchObject({ WABOT_OWNERS: '8 700 111 22 33' });
    const wrong = await init(
      world,
      ...flagsFor(world),
      ...business,
      '--owner-phone',
      '12',
      '--yes',
    );
    expect([wrong.code, String(wrong.error)]).toEqual([
      2,
      expect.stringContaining('--owner-phone must be phone numbers'),
    ]);
  });

  it('names the flags that are missing when there is nobody to ask', async () => {
    await using world = await openWorld({ idle: true });
    const { code, stdout, stderr } = await wabot(['init', '--token', 'x'], { cwd: world.folder });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    for (const flag of ['--id-instance', '--openai-key', '--base-url', '--business'])
      expect(stderr).toContain(flag);
    expect(stderr).not.toContain('--token,');
    expect(await readdir(world.folder)).toEqual([]);
  });

  it.each([
    ['--id-instance', 'seven'],
    ['--api-url', 'api.green-api.com'],
    ['--token', 'two words'],
    ['--business', ' '],
    ['--language', 'de'],
    ['--owner-language', 'de'],
    ['--time-zone', 'Asia/Tiil'],
    ['--budget', 'five'],
  ])('refuses %s %j', async (flag, value) => {
    await using world = await openWorld({ idle: true });
    const { code, error } = await init(world, ...flagsFor(world), ...business, flag, value);
    expect(code).toBe(2);
    if (!flag.endsWith('language')) expect(String(error)).toContain(flag);
    expect(String(error)).not.toContain('two words');
    expect(await readdir(world.folder)).toEqual([]);
  });
});
