import { expect, it } from 'vitest';
import { devEnvironment } from '../../../src/cli/dev/environment.ts';
import { namesIn, vendorNames } from '../../../src/core/assembly/plugin-settings.ts';
import type { Settings } from '../../../src/core/settings/settings.ts';
import { builtIn } from '../../../src/plugins/index.ts';
import { startGreenApi } from '../../../src/sandbox/green-api/index.ts';
import { startOpenAi } from '../../../src/sandbox/openai/index.ts';

const mine = 'set by the person';

/** The environment of the sandbox for a person who has set everything. */
async function sandboxed(offline: boolean): Promise<Record<string, string | undefined>> {
  const [greenApi, openAi] = await Promise.all([startGreenApi({}), startOpenAi({})]);
  const loaded = await Promise.all(Object.values(builtIn).map((load) => load()));
  const names = loaded.flatMap((plugin) => namesIn(plugin.default.settings as Settings));
  const environment = Object.fromEntries(
    [...names, 'WABOT_MODEL', 'WABOT_ALERTS', 'MANAGER_PHONE_NUMBER'].map((name) => [name, mine]),
  );
  const options = { catalog: builtIn, environment, offline, data: undefined };
  const made = await devEnvironment(options, { greenApi, openAi, folder: '/tmp' });
  await Promise.all([greenApi.close(), openAi.close()]);
  return made;
}

function kept(environment: Record<string, string | undefined>): string[] {
  return Object.keys(environment).filter((name) => environment[name] === mine);
}

it('the sandbox keeps nothing of the vendors that it plays, and what is shared', async () => {
  const left = kept(await sandboxed(true));
  for (const id of [
    'channel/green-api',
    'model/openai',
    'speech/openai',
    'voice/openai',
  ] as const) {
    const { default: plugin } = await builtIn[id]();
    const names = vendorNames(plugin);
    expect(names.length).toBeGreaterThan(2);
    expect(left.filter((name) => names.includes(name))).toEqual([]);
  }
  expect(left.filter((name) => /TELEGRAM|ALERT|OWNERS|MANAGER/.test(name))).toEqual([]);
  expect(left).not.toContain('REDIS_URL');
  expect(left).toEqual(expect.arrayContaining(['HTTPS_PROXY', 'PROMPT_FILE', 'WABOT_MODEL']));
});

it('with a key, the model, the recognition and the voice stay the real ones', async () => {
  const left = kept(await sandboxed(false));
  expect(left).toEqual(expect.arrayContaining(['OPENAI_API_KEY', 'OPENAI_TTS_MODEL']));
  expect(left.filter((name) => name.startsWith('GREEN_'))).toEqual([]);
});
