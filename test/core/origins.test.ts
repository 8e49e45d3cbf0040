import { describe, expect, it } from 'vitest';
import { isFromFile, traceOrigins, vouchedFor, type Environment } from '../../src/core/origins.ts';
import type { Settings } from '../../src/core/settings/settings.ts';
import { readSettings } from '../../src/core/settings/read-settings.ts';
import { builtIn } from '../../src/plugins/index.ts';

type Variables = Record<string, string>;

/** As it is read: the real environment over `.env`. */
function environment(file: Variables, real: Variables): Environment {
  const sources = { ...marked(file, '.env'), ...marked(real, 'environment') };
  return traceOrigins({ ...file, ...real }, file, sources);
}

function marked(variables: Variables, source: string): Variables {
  return Object.fromEntries(Object.keys(variables).map((name) => [name, source]));
}

async function problems(plugin: string, file: Variables, real: Variables): Promise<string[]> {
  const loaded = await builtIn[plugin as keyof typeof builtIn & string]();
  return readSettings(loaded.default.settings as Settings, environment(file, real)).problems.filter(
    (text) => /same place/.test(text),
  );
}

const elsewhere = 'https://elsewhere.example/v1';

describe('a secret of the environment', () => {
  it.each<[string, string, Variables, Variables]>([
    ['model/openai', 'OPENAI_BASE_URL', {}, { OPENAI_API_KEY: 'key' }],
    ['model/openai', 'OPENAI_BASE_URL', {}, { OPEN_AI_KEY: 'key' }],
    ['model/openai', 'OPENAI_BASE_URL', { OPENAI_API_KEY: 'their own' }, { OPENAI_API_KEY: 'key' }],
    [
      'speech/openai',
      'OPENAI_SPEECH_BASE_URL',
      {},
      { OPENAI_API_KEY: 'key', OPENAI_BASE_URL: 'https://mine.example' },
    ],
    ['speech/openai', 'OPENAI_BASE_URL', {}, { OPENAI_SPEECH_API_KEY: 'key' }],
    [
      'speech/openai',
      'OPENAI_SPEECH_FALLBACK_BASE_URL',
      {},
      { OPENAI_SPEECH_FALLBACK_API_KEY: 'key' },
    ],
    ['speech/openai', 'OPENAI_BASE_URL', {}, { OPENAI_SPEECH_FALLBACK_API_KEY: 'key' }],
    ['voice/openai', 'OPENAI_TTS_BASE_URL', {}, { OPENAI_API_KEY: 'key' }],
    ['channel/green-api', 'GREEN_API_URL', {}, { GREEN_API_TOKEN: 'token' }],
    ['channel/green-api', 'GREEN_API_MEDIA_URL', {}, { GREEN_API_TOKEN: 'token' }],
    [
      'channel/green-api',
      'GREEN_API_URL',
      { GREEN_API_TOKEN: 'theirs' },
      { GREEN_API_TOKEN: 'token' },
    ],
    ['channel/green-api', 'GREEN_API_URL', {}, { GREEN_API_WEBHOOK_TOKEN: 'token' }],
    [
      'prompt/google-docs',
      'GOOGLE_API_URL',
      {},
      { GOOGLE_APPLICATION_CREDENTIALS: '/etc/key.json' },
    ],
    ['archive/python-redis', 'REDIS_HOST', {}, { REDIS_PASSWORD: 'password' }],
    ['memory/redis', 'REDIS_URL', {}, { REDIS_SENTINEL_PASSWORD: 'password' }],
  ])('of %s does not follow %s of .env', async (plugin, name, file, real) => {
    const found = await problems(plugin, { [name]: elsewhere, ...file }, real);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(
      new RegExp(`^${name} stands in .env and would choose where \\w+ goes`),
    );
    expect(await problems(plugin, {}, { [name]: elsewhere, ...real })).toEqual([]);
    expect(await problems(plugin, { [name]: elsewhere, ...file, ...real }, {})).toEqual([]);
  });

  it.each<[string, Variables, Variables]>([
    [
      'the vendor’s own',
      { OPENAI_BASE_URL: 'https://eu.api.openai.com/v1' },
      { OPENAI_API_KEY: 'key' },
    ],
    [
      'written in both places',
      { OPENAI_BASE_URL: elsewhere },
      { OPENAI_BASE_URL: elsewhere, OPENAI_API_KEY: 'key' },
    ],
    [
      'beside a key that .env holds, too',
      { OPENAI_BASE_URL: elsewhere, OPENAI_API_KEY: 'key' },
      { OPENAI_API_KEY: 'key' },
    ],
    ['without a key', { OPENAI_BASE_URL: elsewhere }, {}],
  ])('stays with an address that is %s', async (_, file, real) => {
    expect(await problems('model/openai', file, real)).toEqual([]);
  });

  it('goes to GREEN-API’s own hosts, by https alone', async () => {
    const real = { GREEN_API_TOKEN: 'token' };
    expect(
      await problems('channel/green-api', { GREEN_API_URL: 'https://7103.api.greenapi.com' }, real),
    ).toEqual([]);
    expect(
      await problems('channel/green-api', { GREEN_API_URL: 'http://7103.api.greenapi.com' }, real),
    ).toHaveLength(1);
    expect(
      await problems('channel/green-api', { GREEN_API_URL: 'https://greenapi.com.example' }, real),
    ).toHaveLength(1);
  });

  it('does not go through a proxy of .env that would read it', async () => {
    const real = { OPENAI_API_KEY: 'key', OPENAI_BASE_URL: 'http://gpu.example/v1' };
    expect(await problems('model/openai', { HTTP_PROXY: 'http://proxy.example' }, real)).toEqual([
      expect.stringMatching(/^HTTP_PROXY stands in \.env/),
    ]);
    const direct = { ...real, NO_PROXY: 'localhost,gpu.example' };
    expect(await problems('model/openai', { HTTP_PROXY: 'http://proxy.example' }, direct)).toEqual(
      [],
    );
    const encrypted = { ...real, OPENAI_BASE_URL: 'https://gpu.example/v1' };
    expect(
      await problems('model/openai', { HTTP_PROXY: 'http://proxy.example' }, encrypted),
    ).toEqual([]);
  });
});

describe('an environment', () => {
  it('keeps its origins when it is copied, for what was not changed meanwhile', () => {
    const read = environment({ A: 'file', B: 'file', C: 'file' }, { C: 'real', D: 'real' });
    const copy = { ...read, B: 'said' };
    expect(['A', 'B', 'C', 'D', 'E'].map((name) => isFromFile(name, copy))).toEqual([
      true,
      false,
      false,
      false,
      false,
    ]);
    expect(isFromFile('A', vouchedFor(copy, ['A']))).toBe(false);
  });

  it('without origins counts as real', () => {
    expect(isFromFile('A', { A: 'value' })).toBe(false);
  });
});
