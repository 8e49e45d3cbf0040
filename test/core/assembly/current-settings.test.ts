import { describe, expect, it } from 'vitest';
import type { ReadEnvironment } from '../../../src/core/settings/environment.ts';
import {
  masked,
  currentSettings,
  unknownNames,
  type CurrentSetting,
} from '../../../src/core/assembly/current-settings.ts';
import { definePlugin, type AnyPlugin } from '../../../src/core/kinds/plugin.ts';
import { traceOrigins } from '../../../src/core/origins.ts';
import { text, type Environment } from '../../../src/core/settings/settings.ts';
import { builtIn } from '../../../src/plugins/index.ts';

function environment(
  file: Record<string, string>,
  real: Record<string, string> = {},
): ReadEnvironment {
  const from = (values: object, source: '.env' | 'environment') =>
    Object.fromEntries(Object.keys(values).map((name) => [name, source]));
  return {
    values: { ...file, ...real },
    sources: { ...from(file, '.env'), ...from(real, 'environment') },
    file,
  };
}

function traced({ values, file, sources }: ReadEnvironment): Environment {
  return traceOrigins(values, file, sources);
}

async function found(name: string, read: ReadEnvironment): Promise<CurrentSetting | undefined> {
  const groups = await currentSettings(builtIn, read);
  return groups.flatMap(({ settings }) => settings).find((setting) => setting.name === name);
}

/** As GREEN-API writes them. */
const token = 'd75b3a66374942c5b3c019c698abc2067e151558acbd412345';

function misplaced(name: string): string {
  return `${name} holds what looks like a key or a token, which does not belong there`;
}

describe('settings current', () => {
  it.each<[string, ReadEnvironment, Partial<CurrentSetting>]>([
    ['OPENAI_MODEL', environment({}), { value: 'gpt-6-luna', source: 'default' }],
    ['OPENAI_MODEL', environment({ OPENAI_MODEL: 'a' }), { value: 'a', source: '.env' }],
    [
      'OPENAI_MODEL',
      environment({ OPENAI_MODEL: 'a' }, { OPENAI_MODEL: 'b' }),
      { value: 'b', source: 'environment' },
    ],
    [
      'OPENAI_MODEL',
      environment({ OPENAI_MODEL: ' ' }),
      { value: 'gpt-6-luna', source: 'default' },
    ],
    [
      'OPENAI_API_KEY',
      environment({ OPEN_AI_KEY: 'sk-1234567890ab' }),
      { value: '***ab', source: '.env', alias: 'OPEN_AI_KEY' },
    ],
    [
      'OPENAI_BASE_URL',
      environment({ OPENAI_BASE_URL: 'https://a.example' }, { OPENAI_API_KEY: 'key' }),
      { source: '.env', problem: expect.stringContaining('same place') as string },
    ],
    ['FFMPEG_PATH', environment({}), { value: undefined, source: 'not set' }],
    [
      'PORT',
      environment({ PORT: 'x' }),
      { value: 'x', problem: expect.stringContaining('PORT must be') as string },
    ],
    [
      'OPENAI_BASE_URL',
      environment({ OPENAI_BASE_URL: 'https://me:pw@host/v1' }),
      { value: 'https://***@host/v1' },
    ],
    [
      'OPENAI_BASE_URL',
      environment({ OPENAI_BASE_URL: 'https://host/v1?key=hunter2' }),
      { value: 'https://host/v1?key=***' },
    ],
    [
      'OPENAI_MODEL',
      environment({ OPENAI_MODEL: 'sk-1234567890ab' }),
      { value: '***ab', problem: misplaced('OPENAI_MODEL') },
    ],
    [
      'GREEN_ID_INSTANCE',
      environment({ GREEN_ID_INSTANCE: token }),
      { value: '***45', problem: misplaced('GREEN_ID_INSTANCE') },
    ],
    [
      'OPENAI_MODEL',
      environment({ OPENAI_MODEL: 'abcdef123456' }, { GREEN_API_TOKEN: 'abcdef123456' }),
      { value: '***56', problem: misplaced('OPENAI_MODEL') },
    ],
    [
      'OPENAI_MODEL',
      environment({ OPENAI_MODEL: 'whisper-1', OPENAI_API_KEY: 'whisper-1' }),
      { value: 'whisper-1' },
    ],
    [
      'PORT',
      environment({ PORT: 'Bearer hunter2x' }),
      { value: 'Bearer ***', problem: expect.stringContaining('Bearer ***') as string },
    ],
  ])('%s', async (name, read, expected) => {
    expect(await found(name, read)).toMatchObject(expected);
  });

  it('are there once each, also for a plugin that does not exist', async () => {
    const groups = await currentSettings(builtIn, environment({ WABOT_MODEL: 'nobody' }));
    const names = groups.flatMap(({ settings }) => settings.map(({ name }) => name));
    expect(new Set(names).size).toBe(names.length);
  });

  it('never show a secret in whole', () => {
    expect([masked('short'), masked('a long secret word'), masked('0123456789abcdef')]).toEqual([
      '***',
      '***',
      '***ef',
    ]);
  });
});

describe('names in .env that nothing reads', () => {
  it('are told, with what was meant', async () => {
    const read = environment(
      {
        GREEN_API_TOKN: 'x',
        openai_api_key: 'x',
        WABOT_ZZZZZZZZ: '1',
        GOOGLE_DOCUMENT_ID: 'ok',
        MY_OWN: '1',
      },
      { WABOT_CI: '1' },
    );
    expect(await unknownNames(builtIn, traced(read))).toEqual([
      { name: 'GREEN_API_TOKN', meant: 'GREEN_API_TOKEN' },
      { name: 'openai_api_key', meant: 'OPENAI_API_KEY' },
      { name: 'WABOT_ZZZZZZZZ', meant: undefined },
    ]);
  });

  it.each([
    ['WABOT_X', 'LOG_X', 'AUDIO_X', 'GREEN_X', 'OPENAI_X', 'OPEN_AI_X'],
    ['GOOGLE_X', 'PROMPT_X', 'FFMPEG_X', 'REDIS_X'],
  ])('begin as ours do: %s, %s …', async (...names) => {
    const file = Object.fromEntries(names.map((name) => [name, '1']));
    const unknown = await unknownNames(builtIn, traced(environment(file)));
    expect(unknown.map(({ name }) => name)).toEqual(names);
  });

  it('are none of ours where we only read a name like it', async () => {
    const read = {
      HTTP_TIMEOUT: '1',
      HTTPS_PORT: '1',
      NO_COLOR: '1',
      MAX_SIZE: '1',
      OLD_NAME: '1',
    };
    expect(await unknownNames(builtIn, traced(environment({ ...read, CHAT_TOKEN: '1' })))).toEqual(
      [],
    );
  });

  it('count as those of a plugin where it declares how they begin, and one of its names does', async () => {
    const plugin = definePlugin({
      kind: 'model',
      name: 'parrot',
      summary: 'Repeats',
      settings: { word: text('PARROT_WORD', { summary: 'What it repeats', default: 'hi' }) },
      prefixes: ['PARROT_', 'MAX_', ''],
      create: () => Promise.reject(new Error('not made here')),
    });
    const load = () => Promise.resolve({ default: plugin as AnyPlugin });
    const read = environment({ PARROT_WROD: '1', MAX_WORDS: '2', MINE: '3' });
    const broken = () => Promise.reject(new Error('not installed'));
    const catalog = { ...builtIn, 'model/broken': broken, 'model/parrot': load };
    expect(await unknownNames(catalog, traced(read))).toEqual([
      { name: 'PARROT_WROD', meant: 'PARROT_WORD' },
    ]);
  });
});
