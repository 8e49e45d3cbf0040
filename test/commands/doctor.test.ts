import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/core/checks/check-runner.ts';
import type { Fault } from '../../src/sandbox/green-api/index.ts';
import { quotaBody } from '../../src/sandbox/green-api/index.ts';
import { openAiFaults } from '../../src/sandbox/openai/index.ts';
import { wabot, wabotHere, type RanHere } from '../cli.ts';
import { startAlertReceivers } from '../flow/alert-receivers.ts';
import { openWorld, type World } from '../flow/world.ts';

/** A world in which there is nothing to complain of. */
async function goodWorld(): Promise<World> {
  const world = await openWorld({ idle: true });
  world.env['GREEN_API_WEBHOOK_URL'] = 'https://bot.example.kz/webhook';
  world.env['WABOT_ALERT_WEBHOOK'] = 'https://alerts.example.kz/wabot';
  world.env['WABOT_ALERT_SECRET'] = 'whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3';
  const webhookUrlToken = world.env['GREEN_API_WEBHOOK_TOKEN'] ?? '';
  world.greenApi.configure({ webhookUrl: 'https://bot.example.kz/webhook', webhookUrlToken });
  world.env['WABOT_DISCLOSURE'] = 'auto';
  await writeFile(join(world.folder, 'prompt.md'), 'Tea: 500 ₸.');
  return world;
}

async function doctor(world: World, ...args: string[]): Promise<RanHere & { report: Report }> {
  const ran = await wabotHere(['doctor', ...args], { cwd: world.folder, env: world.env });
  expect(ran.error).toBeUndefined();
  return { ...ran, report: ran.value as Report };
}

/** The findings of one check, a line each. */
function linesOf({ checks }: Report, name: string): string[] {
  return checks
    .filter((check) => check.name === name)
    .flatMap(({ findings }) => findings.map((each) => `${each.level}: ${each.message}`));
}

describe('wabot doctor', () => {
  it('warns of names in .env that nothing reads, also where a setting is missing for one', async () => {
    await using world = await goodWorld();
    const slips = 'OPENAI_MODLE=gpt\nWABOT_BUDGT_DAY=1\nOTHER_PROGRAM=1\n';
    await writeFile(join(world.folder, '.env'), slips);
    const said = [
      'warning: nothing reads OPENAI_MODLE in .env; did you mean OPENAI_MODEL?',
      'warning: nothing reads WABOT_BUDGT_DAY in .env; did you mean WABOT_BUDGET_DAY?',
    ];
    const well = await doctor(world, 'settings');
    expect(well.code).toBe(0);
    expect(linesOf(well.report, 'settings').slice(2)).toEqual(said);
    world.env['GREEN_API_TOKEN'] = '';
    await writeFile(join(world.folder, '.env'), `GREEN_API_TOKE=x\n`);
    const ill = await doctor(world, 'settings');
    expect(ill.code).toBe(3);
    expect(linesOf(ill.report, 'settings')).toEqual([
      expect.stringMatching(/^problem: GREEN_API_TOKEN is not set/),
      'warning: nothing reads GREEN_API_TOKE in .env; did you mean GREEN_API_TOKEN?',
    ]);
  });

  it('finds nothing to do where all is well, in one line each', async () => {
    await using world = await goodWorld();
    const { code, stdout, report } = await doctor(world);
    expect(stdout.split('\n').filter((line) => !line.startsWith('✓'))).toEqual(['']);
    expect({ code, level: report.level }).toEqual({ code: 0, level: 'ok' });
    const names = [
      'settings',
      'channel/green-api',
      'model/openai',
      'speech/openai',
      'prompt/file',
      'memory/file',
    ];
    expect(report.checks.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        ...names,
        'journal/sqlite',
        'transcoder/ffmpeg',
        'hours',
        'disk',
        'node',
        'clock',
      ]),
    );
    expect(
      report.checks.every(({ ms, findings }) => Number.isInteger(ms) && findings.length > 0),
    ).toBe(true);
    for (const secret of [
      world.env['GREEN_API_TOKEN'],
      world.env['OPENAI_API_KEY'],
      world.env['GREEN_API_WEBHOOK_TOKEN'],
    ])
      expect(JSON.stringify(report) + stdout).not.toContain(secret);
    expect(stdout).not.toContain('77000000001');
  });

  it('is also `wabot test`, and looks at what is named only', async () => {
    await using world = await goodWorld();
    const ran = await wabotHere(['test', 'green-api', 'node', '--json'], {
      cwd: world.folder,
      env: world.env,
    });
    expect(JSON.parse(ran.stdout)).toMatchObject({
      level: 'ok',
      checks: [{ name: 'channel/green-api' }, { name: 'node' }],
    });
    expect(world.openAi.count('models')).toBe(0);
    expect((await doctor(world, 'openai')).report.checks.map(({ name }) => name)).toEqual([
      'model/openai',
      'speech/openai',
    ]);
    expect((await doctor(world, 'clock')).report).toMatchObject({
      level: 'ok',
      checks: [{ name: 'clock' }],
    });
  });

  it('looks at the voice where answers are spoken, and at nothing of it elsewhere', async () => {
    await using world = await goodWorld();
    expect((await doctor(world)).report.checks.map(({ name }) => name)).not.toContain(
      'voice/openai',
    );
    world.env['WABOT_VOICE_REPLY'] = 'when-voice';
    const { code, report } = await doctor(world, 'voice', '--deep');
    expect(code).toBe(0);
    expect(linesOf(report, 'voice/openai')).toEqual([
      expect.stringContaining('has gpt-4o-mini-tts'),
      expect.stringMatching(/^ok: gpt-4o-mini-tts speaks \(ogg, /),
    ]);
    expect(world.openAi.count('speech')).toBe(1);
    world.openAi.fault('speech', openAiFaults.quota);
    expect((await doctor(world, 'voice', '--deep')).code).toBe(3);
    world.env['WABOT_VOICE'] = 'nobody';
    expect(linesOf((await doctor(world, 'settings')).report, 'settings').join()).toContain(
      'WABOT_VOICE names "nobody"',
    );
  });

  it('looks at the caps where there are any: whether one answer fits into them', async () => {
    await using world = await goodWorld();
    expect((await doctor(world, 'settings')).report.checks.map(({ name }) => name)).not.toContain(
      'budget',
    );
    Object.assign(world.env, { WABOT_BUDGET_DAY: '5', WABOT_BUDGET_CHAT_DAY: '0.5' });
    const good = await doctor(world, 'budget');
    expect(good.code).toBe(0);
    expect(linesOf(good.report, 'budget')).toEqual([
      expect.stringMatching(/^ok: one answer is counted with \$0\.0\d+ or more/),
    ]);
    Object.assign(world.env, { OPENAI_MODEL: 'gpt-6-astra', WABOT_BUDGET_CHAT_DAY: '0.05' });
    const { code, report, stdout } = await doctor(world, 'budget');
    expect(code).toBe(3);
    expect(linesOf(report, 'budget')).toEqual([
      expect.stringMatching(
        /^problem: no customer is answered: WABOT_BUDGET_CHAT_DAY is \$0\.05, and one answer is counted with \$0\.\d+/,
      ),
    ]);
    expect(stdout).toMatch(/→ Set WABOT_BUDGET_CHAT_DAY to \S+ or more/);
    await rm(join(world.folder, 'prompt.md'));
    expect((await doctor(world, 'budget')).code).toBe(3);
    Object.assign(world.env, { OPENAI_MODEL: 'llama3', OPENAI_MAX_TOKENS: 'many' });
    expect(linesOf((await doctor(world, 'budget')).report, 'budget')).toEqual([
      expect.stringContaining('not checked: OPENAI_MAX_TOKENS'),
    ]);
    world.env['OPENAI_MAX_TOKENS'] = '512';
    expect(linesOf((await doctor(world, 'budget')).report, 'budget')).toEqual([
      'ok: what llama3 costs is not known: the caps do not count its answers; one chat has at most 60 an hour (WABOT_CHAT_HOURLY)',
    ]);
    expect(world.openAi.count('chat')).toBe(0);
  });

  it('does not know any other check, and says which was meant', async () => {
    await using world = await goodWorld();
    const ran = await wabotHere(['doctor', 'gren-api'], { cwd: world.folder, env: world.env });
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(String(ran.error)).toContain('Did you mean green-api?');
  });

  it('names every problem of the settings at once and looks at the rest', async () => {
    await using world = await goodWorld();
    Object.assign(world.env, {
      WABOT_QUIET_MS: 'soon',
      PORT: '-1',
      GREEN_API_TOKEN: '',
      WABOT_MEMORY: 'fil',
    });
    const { code, report, stdout } = await doctor(world);
    expect(code).toBe(3);
    const settings = linesOf(report, 'settings').join('\n');
    for (const name of ['WABOT_QUIET_MS', 'PORT', 'GREEN_API_TOKEN', 'WABOT_MEMORY'])
      expect(settings).toContain(`problem: ${name}`);
    expect(linesOf(report, 'channel/green-api')).toEqual([
      expect.stringContaining('not checked: GREEN_API_TOKEN'),
    ]);
    for (const well of ['model/openai', 'journal/sqlite'])
      expect(report.checks.find(({ name }) => name === well)?.level).toBe('ok');
    expect(stdout.match(/→ Run `wabot init`/g)).toHaveLength(3);
  });

  it('leaves a check behind that hangs, and the others are not held up', async () => {
    await using world = await goodWorld();
    world.greenApi.fault('getStateInstance', { line: 'hang', times: Infinity });
    const { code, report } = await doctor(world, 'channel', 'node', 'clock', '--timeout', '2');
    expect(code).toBe(4);
    expect(linesOf(report, 'channel/green-api')).toEqual(['problem: no answer within 2 s']);
    expect(report.checks.map(({ name, level }) => [name, level])).toContainEqual(['node', 'ok']);
  });

  it('waits out the limit of one call a second', async () => {
    await using world = await openWorld({
      idle: true,
      greenApi: { limits: { getStateInstance: 1, getSettings: 1 } },
    });
    const [one, other] = [await doctor(world, 'green-api'), await doctor(world, 'green-api')];
    for (const { report } of [one, other])
      expect(JSON.stringify(report)).toContain('is authorized');
  });
});

describe('the errors that people meet', () => {
  const greenApi: [string, Fault, number, RegExp][] = [
    ['a wrong token', { status: 401 }, 3, /refuses the token \(HTTP 401\)/],
    ['a wrong instance', { status: 403, body: '<html>' }, 3, /does not know this instance/],
    [
      'a spent tariff',
      { status: 466, body: quotaBody('getStateInstance', ['77010000001@c.us']) },
      3,
      /tariff's quota is used up/,
    ],
    ['a fault of its own', { status: 502, times: Infinity }, 4, /overloaded or has a fault/],
    ['a broken line', { line: 'drop', times: Infinity }, 4, /cannot be reached/],
  ];
  it.each(greenApi)('of GREEN-API: %s', async (_, fault, exit, message) => {
    await using world = await goodWorld();
    world.greenApi.fault('getStateInstance', fault);
    const { code, report, stdout } = await doctor(world, 'channel');
    expect(code).toBe(exit);
    expect(linesOf(report, 'channel/green-api')).toEqual([expect.stringMatching(message)]);
    expect(stdout + JSON.stringify(report)).not.toContain('77010000001');
  });

  it('of GREEN-API: an account that is offline, and one that restarts', async () => {
    await using world = await goodWorld();
    world.greenApi.setState('notAuthorized');
    expect(await doctor(world, 'channel')).toMatchObject({
      code: 3,
      stdout: expect.stringContaining('QR code') as string,
    });
    world.greenApi.setState('starting');
    expect(await doctor(world, 'channel')).toMatchObject({ code: 4 });
  });

  const openAi: [string, Fault, number, RegExp][] = [
    ['a wrong key', openAiFaults.invalidKey, 3, /refuses the API key/],
    ['no money', openAiFaults.quota, 3, /balance or the spending limit is used up/],
    ['too many requests', openAiFaults.rateLimited(1), 4, /asks to slow down/],
    ['no such model', openAiFaults.unknownModel, 3, /has no model gpt-6-luna/],
    [
      'a country',
      { status: 403, body: { error: { code: 'unsupported_country_region_territory' } } },
      3,
      /does not serve the country/,
    ],
    ['a page of a gateway', openAiFaults.html, 4, /overloaded or has a fault/],
  ];
  it.each(openAi)('of the model: %s', async (_, fault, exit, message) => {
    await using world = await goodWorld();
    world.openAi.fault('models', fault);
    const { code, report } = await doctor(world, 'model');
    expect(code).toBe(exit);
    expect(linesOf(report, 'model/openai')).toEqual([expect.stringMatching(message)]);
  });

  it('of the model: its end is near', async () => {
    await using world = await goodWorld();
    const end = new Date(Date.now() + 30 * 86_400_000 - 60_000).toISOString();
    world.openAi.fault('models', { status: 200, body: { id: 'gpt-6-luna', shutdown_date: end } });
    const { code, report, stdout } = await doctor(world, 'model');
    expect(code).toBe(0);
    expect(linesOf(report, 'model/openai')).toEqual([
      expect.stringMatching(/^warning: .* in 30 days$/),
    ]);
    expect(stdout).toContain('→ Set OPENAI_MODEL to a newer model in time.');
  });

  it('of ffmpeg: it is not there', async () => {
    await using world = await goodWorld();
    world.env['FFMPEG_PATH'] = join(world.folder, 'absent');
    const { code, report } = await doctor(world, 'ffmpeg');
    expect(code).toBe(3);
    expect(linesOf(report, 'transcoder/ffmpeg')).toEqual([
      expect.stringContaining('FFMPEG_PATH names'),
    ]);
  });

  it('of the clock: it is wrong', async () => {
    await using world = await goodWorld();
    const date = new Date(Date.now() + 3_600_000).toUTCString();
    for (const method of ['getStateInstance', 'getSettings', 'getWebhooksCount']) {
      world.greenApi.fault(method, {
        status: 200,
        headers: { date },
        body: { stateInstance: 'authorized', count: 0 },
      });
    }
    world.openAi.fault('models', { line: 'drop', times: Infinity });
    const { report } = await doctor(world, 'clock');
    expect(linesOf(report, 'clock')).toEqual([
      expect.stringMatching(/^problem: the clock is 3\d\d\d s slow$/),
    ]);
  });
});

describe('wabot doctor --deep', () => {
  it('asks for an answer and lets a real note be heard', async () => {
    await using world = await goodWorld();
    const { code, report } = await doctor(world, 'openai', '--deep');
    expect(code).toBe(0);
    expect(linesOf(report, 'model/openai')[1]).toMatch(
      /^ok: sandbox answers \(\d+ tokens in, \d+ out\)$/,
    );
    expect(linesOf(report, 'speech/openai')[1]).toMatch(/^ok: gpt-transcribe hears: "Здравствуйте/);
    expect(world.openAi.requests.find(({ chat }) => chat)?.chat?.parameters).toMatchObject({
      max_completion_tokens: 16,
    });
  });

  it.each([
    ['It is 47.', 'ok: sandbox sees pictures'],
    [
      'A number.',
      'warning: sandbox does not see pictures: customers are asked to put them into words',
    ],
  ])('says whether the model reads a picture: %s', async (answer, line) => {
    await using world = await goodWorld();
    world.openAi.configure({ answer: () => answer });
    const { report } = await doctor(world, 'openai', '--deep');
    expect(linesOf(report, 'model/openai')).toContain(line);
  });

  it('says why there is none', async () => {
    await using world = await goodWorld();
    world.openAi.fault('chat', openAiFaults.quota);
    world.openAi.configure({ hear: () => ' ' });
    const { code, report } = await doctor(world, 'openai', '--deep');
    expect(code).toBe(3);
    expect(linesOf(report, 'model/openai')).toContainEqual(expect.stringContaining('balance'));
    expect(linesOf(report, 'speech/openai')[1]).toMatch(/^warning: .*heard nothing/);
  });
});

it('runs beside a bot that goes on undisturbed, as a process of its own', async () => {
  await using world = await goodWorld();
  await world.spawn();
  delete world.env['GREEN_API_WEBHOOK_URL'];
  const { code, stdout, stderr } = await wabot(['doctor'], { cwd: world.folder, env: world.env });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).not.toContain('\u001b');
  expect(await world.ask('77010000001@c.us', 'Привет')).toContain('Heard: Привет');
});

describe('wabot doctor alerts', () => {
  it('is red where nobody is told, and warns where WhatsApp alone would tell', async () => {
    await using world = await openWorld({ idle: true });
    const alone = await doctor(world, 'alerts');
    expect([alone.code, linesOf(alone.report, 'alerts')]).toEqual([
      3,
      ['problem: nobody is told when a customer needs a person or something fails'],
    ]);
    world.env['WABOT_OWNERS'] = '77001112233';
    const whatsapp = await doctor(world, 'alerts');
    expect([whatsapp.code, linesOf(whatsapp.report, 'alerts')]).toEqual([
      0,
      [expect.stringMatching(/^warning: you are told by the bot’s own account alone/)],
    ]);
    expect(whatsapp.stdout + JSON.stringify(whatsapp.report)).not.toContain('77001112233');
    world.env['WABOT_ALERTS'] = 'account, telegarm';
    expect(linesOf((await doctor(world, 'alerts')).report, 'alerts').slice(0, 1)).toEqual([
      'problem: WABOT_ALERTS has the word telegarm, which is no alert and no route',
    ]);
  });

  it('is red where answers wait for an owner whom no draft reaches', async () => {
    await using receivers = await startAlertReceivers();
    const { WABOT_OWNERS: owners = '', ...others } = receivers.env;
    await using world = await openWorld({ idle: true, env: { ...others, WABOT_MODE: 'draft' } });
    const red = expect.stringMatching(/^problem: WABOT_MODE=draft waits/);
    const missing = await doctor(world, 'alerts');
    expect([missing.code, linesOf(missing.report, 'alerts')[0]]).toEqual([3, red]);
    world.env['WABOT_OWNERS'] = owners;
    expect(linesOf((await doctor(world, 'alerts')).report, 'alerts')).not.toContainEqual(red);
    world.env['WABOT_ALERTS'] = 'telegram';
    expect(linesOf((await doctor(world, 'alerts')).report, 'alerts')).toContainEqual(red);
  });

  it('looks at each route, and sends a test on each with --deep', async () => {
    await using receivers = await startAlertReceivers();
    await using world = await openWorld({ idle: true, env: receivers.env });
    const shallow = await doctor(world, 'alerts');
    expect(shallow.code).toBe(0);
    expect(linesOf(shallow.report, 'alerts/telegram')).toEqual([
      'ok: @flora_alert_bot reaches the chat of TELEGRAM_CHAT_ID',
    ]);
    expect([receivers.telegram.written.length, receivers.events.length]).toEqual([0, 0]);
    const deep = await doctor(world, 'alerts', '--deep');
    expect(deep.code).toBe(0);
    expect(receivers.telegram.written).toHaveLength(1);
    expect(receivers.events).toMatchObject([{ type: 'alert.test' }]);
    expect(linesOf(deep.report, 'alerts/whatsapp').at(-1)).toBe(
      'ok: a test waits in the outbox until the bot runs',
    );
    await world.start();
    expect(await world.replies('77001112233@c.us')).toHaveLength(1);
  });

  it('says what to do where Telegram does not know the token or the chat', async () => {
    await using receivers = await startAlertReceivers();
    await using world = await openWorld({ idle: true, env: receivers.env });
    world.env['TELEGRAM_CHAT_ID'] = '42';
    const chatless = await doctor(world, 'telegram', '--deep');
    expect([chatless.code, linesOf(chatless.report, 'alerts/telegram').at(-1)]).toEqual([
      3,
      'problem: Telegram does not know the chat of TELEGRAM_CHAT_ID',
    ]);
    const token = '1234567:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';
    world.env['TELEGRAM_BOT_TOKEN'] = token;
    const stranger = await doctor(world, 'telegram');
    expect(stranger.code).toBe(3);
    expect(stranger.stdout + JSON.stringify(stranger.report)).not.toContain(token);
  });
});
