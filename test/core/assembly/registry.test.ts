import { describe, expect, it, vi } from 'vitest';
import { ServiceError, SetupError } from '../../../src/core/errors.ts';
import {
  definePlugin,
  type AnyPlugin,
  type Catalog,
  type World,
} from '../../../src/core/kinds/plugin.ts';
import { Registry } from '../../../src/core/assembly/registry.ts';
import { text, type Environment } from '../../../src/core/settings/settings.ts';

const world: World = {
  log: { debug() {}, info() {}, warn() {}, error() {} },
  now: () => 0,
  fetch: globalThis.fetch,
  dataFolder: '.',
};

function prompt(name: string, loaded = vi.fn<() => void>()): Catalog {
  const plugin = definePlugin({
    kind: 'prompt',
    name,
    summary: 'Says its key',
    settings: {
      key: text(`${name.toUpperCase()}_KEY`, {
        summary: 'Key',
        secret: true,
        aliases: ['OLD_KEY'],
      }),
    },
    create: ({ key }) =>
      Promise.resolve({ load: () => Promise.resolve({ text: key, version: '1' }) }),
  });
  return {
    [`prompt/${name}`]: () => {
      loaded();
      return Promise.resolve({ default: plugin as AnyPlugin });
    },
  };
}

async function problemOf(work: Promise<unknown>): Promise<SetupError> {
  const error: unknown = await work.catch((thrown: unknown) => thrown);
  if (error instanceof SetupError) return error;
  throw new Error('expected a SetupError');
}

describe('Registry', () => {
  it('makes the plugin that the settings choose, and loads no other', async () => {
    const [one, two] = [vi.fn<() => void>(), vi.fn<() => void>()];
    const registry = new Registry(
      { ...prompt('one', one), ...prompt('two', two) },
      { WABOT_PROMPT: 'two', TWO_KEY: 'secret-2' },
    );
    const { bot, own } = await registry.open(['prompt'], {
      extra: text('EXTRA', { summary: 'More', default: 'x' }),
    });
    expect([one.mock.calls.length, two.mock.calls.length]).toEqual([0, 1]);
    expect([bot.historyLimit, own.extra]).toEqual([20, 'x']);
    const made = await registry.create('prompt', world);
    expect(await made.load(AbortSignal.timeout(1000))).toEqual({ text: 'secret-2', version: '1' });
    await expect(registry.create('model', world)).rejects.toThrow('model was not opened');
  });

  it('knows the secrets that were read, by their older names too', async () => {
    const registry = new Registry(prompt('one'), {
      WABOT_PROMPT: 'one',
      OLD_KEY: ' secret-1 ',
      OTHER: 'x',
    });
    await registry.open(['prompt'], {
      none: text('NONE', { summary: 'Unset secret', secret: true, default: 'public' }),
    });
    registry.read({ token: text('OTHER', { summary: 'Token', secret: true }) });
    expect(registry.secrets).toEqual(['secret-1', 'x']);
  });

  it('names every problem of the bot, of the plugins and of the choice in one error, each once', async () => {
    const registry = new Registry(prompt('one'), {
      WABOT_PROMPT: 'one',
      WABOT_MODEL: 'x',
      WABOT_TURN_TRIES: '0',
    });
    registry.read({ level: text('LOG_LEVEL', { summary: 'Level' }) });
    registry.read({ level: text('LOG_LEVEL', { summary: 'Level' }) });
    const error = await problemOf(registry.open(['prompt', 'model'], {}));
    expect(error.code).toBe('setup.settings');
    expect(error.message.split('\n').slice(1)).toEqual([
      '  - LOG_LEVEL is not set: Level',
      expect.stringContaining('WABOT_TURN_TRIES must be'),
      '  - ONE_KEY is not set: Key',
      '  - WABOT_MODEL names "x", but there is no plugin model/x (installed: none)',
    ]);
  });

  it('names what a plugin finds wrong with values that are each right among the other problems', async () => {
    const problems = vi.fn<(settings: { key: string }) => string[]>(() => [
      'PAIR_KEY does not fit',
    ]);
    const plugin = definePlugin({
      kind: 'prompt',
      name: 'pair',
      summary: 'Needs values that fit',
      settings: { key: text('PAIR_KEY', { summary: 'Key' }) },
      problems,
      create: () => Promise.reject(new Error('is not made')),
    });
    const catalog: Catalog = {
      'prompt/pair': () => Promise.resolve({ default: plugin as AnyPlugin }),
    };
    const open = (more: Environment): Promise<SetupError> =>
      problemOf(
        new Registry(catalog, { WABOT_PROMPT: 'pair', WABOT_TURN_TRIES: '0', ...more }).open(
          ['prompt'],
          {},
        ),
      );
    expect((await open({ PAIR_KEY: 'x' })).message).toMatch(
      /WABOT_TURN_TRIES must be[^]*PAIR_KEY does not fit$/,
    );
    expect(problems).toHaveBeenCalledExactlyOnceWith({ key: 'x' });
    expect((await open({})).message).toMatch(/PAIR_KEY is not set/);
    expect(problems).toHaveBeenCalledTimes(1);
  });

  it('tells which plugins there are instead', async () => {
    const registry = new Registry(
      { ...prompt('one'), ...prompt('two') },
      { WABOT_PROMPT: 'three' },
    );
    expect((await problemOf(registry.open(['prompt'], {}))).message).toContain(
      'no plugin prompt/three (installed: one, two)',
    );
  });

  it('lets another plugin stand in for one whose service is unavailable, where that one names it', async () => {
    const away = (standIn?: string): Catalog => ({
      'prompt/away': () => {
        const create = (): Promise<never> =>
          Promise.reject(new ServiceError('prompt', 'away', { retryable: true }));
        const plugin = definePlugin({
          kind: 'prompt',
          name: 'away',
          summary: 'Is away',
          settings: {},
          create,
          standIn: () => standIn,
        });
        return Promise.resolve({ default: plugin as AnyPlugin });
      },
    });
    const open = async (standIn: string | undefined, more: Environment): Promise<Registry> => {
      const registry = new Registry(
        { ...prompt('one'), ...away(standIn) },
        { WABOT_PROMPT: 'away', ...more },
      );
      await registry.open(['prompt'], {});
      return registry;
    };
    const registry = await open('one', { ONE_KEY: 'secret-1' });
    const made = await registry.create('prompt', world);
    expect(await made.load(AbortSignal.timeout(1000))).toMatchObject({ text: 'secret-1' });
    expect(registry.standIns).toEqual([{ kind: 'prompt', chosen: 'away', used: 'one' }]);
    for (const [standIn, more] of [
      ['one', {}],
      ['unknown', {}],
      [undefined, { ONE_KEY: 'x' }],
    ] as const)
      await expect((await open(standIn, more)).create('prompt', world)).rejects.toThrow('away');
  });

  it.each(['toString', '__proto__', 'constructor'])('takes %s for no plugin', async (name) => {
    const registry = new Registry(prompt('one'), { WABOT_PROMPT: name });
    expect((await problemOf(registry.open(['prompt'], {}))).message).toContain(
      `no plugin prompt/${name}`,
    );
  });
});
