import { describe, expect, it } from 'vitest';
import { botSettings, serverSettings } from '../../../src/core/settings/bot-settings.ts';
import { duration } from '../../../src/core/settings/duration.ts';
import { pluginSettings } from '../../../src/core/assembly/plugin-settings.ts';
import { builtIn } from '../../../src/plugins/index.ts';
import type { Environment } from '../../../src/core/settings/settings.ts';
import { readSettings } from '../../../src/core/settings/read-settings.ts';

const bot = (environment: Environment) => readSettings(botSettings, environment);

describe('the settings of the bot', () => {
  it('need nothing to be set', () => {
    const { values, problems } = bot({});
    expect(problems).toEqual([]);
    expect(values).toMatchObject({
      dataFolder: './data',
      quietMs: 1_500,
      quietMaxMs: 8_000,
      turnTimeoutMs: 90_000,
      turnTries: 3,
      historyLimit: 20,
      historyTtlMs: 24 * 60 * 60 * 1000,
      languages: ['ru', 'kk', 'en'],
      timeZone: 'Asia/Almaty',
      phrases: undefined,
      convert: 'auto',
    });
    expect(readSettings(serverSettings, {})).toMatchObject({
      values: { port: 8000, poll: false, drainMs: 8_000 },
      problems: [],
    });
    expect(readSettings(pluginSettings(builtIn), {}).values).toMatchObject({
      channel: 'green-api',
      model: 'openai',
      memory: 'file',
    });
  });

  it('have defaults that they would take from a person too', () => {
    for (const setting of Object.values({
      ...botSettings,
      ...serverSettings,
      ...pluginSettings(builtIn),
    })) {
      if (setting.default !== undefined)
        expect(() => setting.parse(setting.default ?? '')).not.toThrow();
      expect(setting.summary).toMatch(/^[A-Z].*[^.]$/);
    }
  });

  it('take Redis for what can be there as soon as one is named, unless somebody says otherwise', () => {
    const chosen = (environment: Environment) =>
      readSettings(pluginSettings(builtIn), environment).values;
    expect(chosen({ REDIS_URL: 'redis://one' })).toMatchObject({
      memory: 'redis',
      journal: 'redis',
      prompt: 'file',
    });
    expect(chosen({ REDIS_URL: 'redis://one', WABOT_JOURNAL: 'sqlite' })).toMatchObject({
      memory: 'redis',
      journal: 'sqlite',
    });
    expect(chosen({ REDIS_URL: ' ' })).toMatchObject({ memory: 'file', journal: 'sqlite' });
  });

  it('understand the older names', () => {
    expect(bot({ MAX_CHAT_HISTORY: '50', CHAT_HISTORY_TTL: '3600' }).values).toMatchObject({
      historyLimit: 50,
      historyTtlMs: 3_600_000,
    });
  });

  it.each([
    [{ WABOT_LANGUAGES: 'KK ru,kk' }, { languages: ['kk', 'ru'] }],
    [{ WABOT_TIME_ZONE: 'europe/moscow' }, { timeZone: 'Europe/Moscow' }],
    [{ WABOT_QUIET_MS: '0' }, { quietMs: 0 }],
    [{ AUDIO_CONVERT: 'MP3' }, { convert: 'mp3' }],
  ])('understand %j', (environment, expected) => {
    expect(bot(environment)).toMatchObject({ values: expected, problems: [] });
  });

  it.each([
    [{ WABOT_LANGUAGES: 'ru,de' }, 'WABOT_LANGUAGES must be a list of ru, kk, en, not "ru,de"'],
    [{ WABOT_LANGUAGES: ',' }, 'WABOT_LANGUAGES must be a list of ru, kk, en, not ","'],
    [
      { WABOT_TIME_ZONE: 'Almaty' },
      'WABOT_TIME_ZONE must be a time zone such as Asia/Almaty or Europe/Moscow, not "Almaty"',
    ],
    [{ WABOT_QUIET_MS: '-1' }, 'WABOT_QUIET_MS must be a whole number from 0 to 60000, not "-1"'],
    [
      { WABOT_HISTORY_TTL: 'long' },
      'WABOT_HISTORY_TTL must be a time such as 90s, 15m, 24h or 7d, not "long"',
    ],
  ])('refuse %j', (environment, problem) => {
    expect(bot(environment).problems).toEqual([problem]);
  });
});

it('every key, token and password is a secret, so that no log and no list of settings shows it', () => {
  const settings = Object.values({ ...botSettings, ...serverSettings, ...pluginSettings(builtIn) });
  const secret = settings.filter(({ secret: is }) => is).map(({ env }) => env);
  const named = settings
    .filter(({ env }) => /(?:^|_)(?:KEY|TOKEN|SECRET|PASSWORD)$/.test(env))
    .map(({ env }) => env);
  expect(named.length).toBeGreaterThan(0);
  expect(secret).toEqual(expect.arrayContaining(named));
});

describe('duration', () => {
  const { parse } = duration('IT', { summary: 'How long', default: '1s' });

  it.each([
    ['90', 90_000],
    ['90s', 90_000],
    ['15 m', 900_000],
    ['24H', 86_400_000],
    ['7d', 604_800_000],
  ])('reads %s', (written, milliseconds) => {
    expect(parse(written)).toBe(milliseconds);
  });

  it.each(['0', '0s', '-5s', '1.5h', '5 weeks', 's', '1h30m'])('refuses %s', (written) => {
    expect(() => parse(written)).toThrow(/must be a time such as/);
  });
});
