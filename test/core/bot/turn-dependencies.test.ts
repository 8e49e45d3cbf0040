import { expect, it } from 'vitest';
import { botSettings } from '../../../src/core/settings/bot-settings.ts';
import {
  createTurnDependencies,
  historyLimits,
  turnKinds,
} from '../../../src/core/bot/turn-dependencies.ts';
import type { OpenPlugins } from '../../../src/core/assembly/open-plugins.ts';
import type { Environment, Settings } from '../../../src/core/settings/settings.ts';
import { readSettings } from '../../../src/core/settings/read-settings.ts';
import { MemoryStore } from '../../../src/plugins/memory/memory/index.ts';
import { useFolder } from '../../folder.ts';
import { keepingLog } from '../memories.ts';

const folder = useFolder();
const valuesOf = (environment: Environment) => readSettings(botSettings, environment).values;

it('gives back the memory and the prompt, and hands on what the settings say', async () => {
  const closed: string[] = [];
  const closers: (() => Promise<void>)[] = [];
  const memory = Object.assign(new MemoryStore(), {
    disconnect: async () => void closed.push('memory'),
  });
  const prompt = {
    load: () => Promise.resolve({ text: 'Курс', version: 'v1' }),
    close: async () => void closed.push('prompt'),
  };
  const plugins = {
    memory,
    prompt,
    model: {},
    speech: { name: 'speech' },
    transcoder: {},
  };
  const log = keepingLog();
  const opened = {
    plugins,
    knowledge: new Map(),
    bot: valuesOf({ WABOT_LANGUAGES: 'kk,ru', WABOT_TIME_ZONE: 'Asia/Almaty' }),
    world: { log, now: () => 5, fetch, dataFolder: folder() },
    log,
    secrets: ['secret'],
    onClose: (close: () => Promise<void>) => void closers.push(close),
  };
  const download = () => Promise.reject(new Error('none'));
  const dependencies = await createTurnDependencies(
    opened as unknown as OpenPlugins<(typeof turnKinds)[number], Settings>,
    download,
  );
  expect(dependencies).toMatchObject({
    secrets: ['secret'],
    log,
    download,
  });
  expect(dependencies.model).toBe(plugins.model);
  expect(dependencies.listening.speech).toBe(plugins.speech);
  expect([
    dependencies.now(),
    dependencies.languages,
    dependencies.hours.timeZone,
    dependencies.hours.dayOf(Date.parse('2026-11-24T20:00:00Z')),
    dependencies.staleMs,
  ]).toEqual([5, ['kk', 'ru'], 'Asia/Almaty', expect.stringContaining('25'), 12 * 60 * 60 * 1000]);
  expect(await dependencies.prompt.load(new AbortController().signal)).toEqual({
    text: 'Курс',
    version: 'v1',
  });
  for (const close of closers.toReversed()) await close();
  expect(closed).toEqual(['memory', 'prompt']);
});

it('remembers as much of a chat as was set, and more while it waits for a summary', () => {
  expect(historyLimits(valuesOf({}))).toMatchObject({ limit: 20 });
  expect('pending' in historyLimits(valuesOf({ WABOT_SUMMARY: 'false' }))).toBe(false);
  expect(historyLimits(valuesOf({ WABOT_SUMMARY: 'true' })).pending).toBeGreaterThan(0);
});
