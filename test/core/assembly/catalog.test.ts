import { describe, expect, it } from 'vitest';
import {
  installedPlugins,
  mergeCatalogs,
  type HookResults,
} from '../../../src/core/assembly/catalog.ts';
import { SetupError } from '../../../src/core/errors.ts';
import {
  definePlugin,
  kindDefaults,
  type AnyPlugin,
  type Catalog,
} from '../../../src/core/kinds/plugin.ts';
import { pluginSettings } from '../../../src/core/assembly/plugin-settings.ts';
import { builtIn } from '../../../src/plugins/index.ts';

function prompt(name: string): Catalog {
  const plugin = definePlugin({
    kind: 'prompt',
    name,
    summary: 'Says nothing',
    settings: {},
    create: () => Promise.reject(new Error('not made here')),
  });
  return { [`prompt/${name}`]: () => Promise.resolve({ default: plugin as AnyPlugin }) };
}

function answered(...packages: [name: string, catalog: Catalog][]): HookResults {
  return {
    successes: packages.map(([name, result]) => ({ result, plugin: { name } })),
    failures: [],
  };
}

describe('installedPlugins', () => {
  it('knows what each package brings, by id', async () => {
    const installed = installedPlugins(
      answered(['wabot', prompt('two')], ['wabot-plugin-parrot', prompt('one')]),
    );
    expect(installed.map(({ id, package: from }) => [id, from])).toEqual([
      ['prompt/one', 'wabot-plugin-parrot'],
      ['prompt/two', 'wabot'],
    ]);
    expect((await installed[0]?.load())?.default.name).toBe('one');
  });

  it('takes no answer for no plugins', () => {
    expect(
      installedPlugins({
        successes: [{ result: undefined, plugin: { name: 'wabot-plugin-empty' } }],
        failures: [],
      }),
    ).toEqual([]);
  });

  it('names both packages that bring the same plugin, and never asks to remove wabot', () => {
    const both = (): unknown =>
      installedPlugins(answered(['wabot-plugin-parrot', prompt('one')], ['wabot', prompt('one')]));
    expect(both).toThrow(/wabot-plugin-parrot and wabot bring a plugin prompt\/one/);
    expect(both).toThrow(
      expect.objectContaining({
        code: 'setup.plugin',
        suggestions: [expect.stringContaining('npm uninstall wabot-plugin-parrot')],
      }),
    );
  });

  it('names the package that cannot be loaded', () => {
    const failures = [
      { error: new Error('no such file'), plugin: { name: 'wabot-plugin-parrot' } },
    ];
    const merge = (): Catalog => mergeCatalogs({ successes: [], failures });
    expect(merge).toThrow(SetupError);
    expect(merge).toThrow(/wabot-plugin-parrot cannot be loaded: no such file/);
    expect(merge).toThrow(
      expect.objectContaining({
        code: 'setup.plugin',
        suggestions: [expect.stringContaining('npm uninstall wabot-plugin-parrot')],
      }),
    );
  });

  it('names the package whose plugin cannot be imported, once it is', async () => {
    const broken: Catalog = { 'prompt/one': () => Promise.reject(new Error('no such file')) };
    const catalog = mergeCatalogs(answered(['wabot-plugin-parrot', broken]));
    await expect(catalog['prompt/one']?.()).rejects.toThrow(
      /wabot-plugin-parrot cannot be loaded: no such file/,
    );
  });
});

describe('a plugin that was made for another wabot', () => {
  const load = async (said: object): Promise<unknown> => {
    const { default: fitting } = (await prompt('one')['prompt/one']?.()) ?? {};
    const plugin = { ...fitting, ...said } as AnyPlugin;
    const catalog = { 'prompt/one': () => Promise.resolve({ default: plugin }) };
    const [installed] = installedPlugins(answered(['wabot-plugin-parrot', catalog]));
    return installed?.load();
  };
  const refused = (message: string, advice: string): object =>
    expect.objectContaining({
      code: 'setup.plugin',
      message: expect.stringContaining(message) as string,
      suggestions: expect.arrayContaining([expect.stringContaining(advice)]) as string[],
    }) as object;

  it.each([{}, { version: 1 }])('is none that says %j', async (said) => {
    await expect(load(said)).resolves.toBeDefined();
  });

  it.each([
    [
      { version: 2 },
      'prompt/one of the package wabot-plugin-parrot was made for version 2 of its contract, and this wabot has version 1',
      'Update wabot',
    ],
    [{ version: 0 }, 'was made for version 0', 'npm install wabot-plugin-parrot@latest'],
    [{ kind: 'oracle' }, 'of the kind oracle, which this wabot does not have', 'Update wabot'],
    [
      {
        settings: { key: { env: 'PARROT_KEY', summary: 'Its key', fallback: 'x', parse: String } },
      },
      'PARROT_KEY has a "fallback", which is called "default" now',
      'write `default`',
    ],
  ])('is refused with what to do: %j', async (said, message, advice) => {
    await expect(load(said)).rejects.toEqual(refused(message, advice));
  });
});

describe('the defaults of the kinds', () => {
  it('come with our own catalog, and survive those of others', () => {
    const merged = mergeCatalogs(
      answered(['wabot-plugin-parrot', prompt('one')], ['wabot', builtIn]),
    );
    expect(merged[kindDefaults]).toBe(builtIn[kindDefaults]);
    expect(Object.keys(merged)).toContain('prompt/one');
  });

  it('name plugins that there are', () => {
    for (const [kind, setting] of Object.entries(pluginSettings(builtIn))) {
      expect(Object.keys(builtIn)).toContain(`${kind}/${setting.default}`);
      if (setting.defaultWith)
        expect(Object.keys(builtIn)).toContain(`${kind}/${setting.defaultWith.value}`);
    }
  });

  it('are missing in a catalog without ours: the setting is then required', () => {
    expect(pluginSettings(prompt('one')).prompt).toMatchObject({ env: 'WABOT_PROMPT' });
    expect(pluginSettings(prompt('one')).prompt.default).toBeUndefined();
  });
});
