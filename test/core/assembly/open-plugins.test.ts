import { mkdtempSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openPlugins, type OpenPlugins } from '../../../src/core/assembly/open-plugins.ts';
import {
  definePlugin,
  type AnyPlugin,
  type Catalog,
  type World,
} from '../../../src/core/kinds/plugin.ts';
import { text } from '../../../src/core/settings/settings.ts';
import { useFolder } from '../../folder.ts';
import { hearing } from '../../hearing.ts';

const parent = useFolder();
beforeEach(() => {
  vi.spyOn(process.stderr, 'write').mockImplementation(hearing(() => {}));
});

afterEach(() => vi.restoreAllMocks());

const table = { own: text('OWN', { summary: 'Of the command', default: 'x' }) };

/** Opens a prompt and a memory of the test, which note what happens to them. */
function opening(
  more: { log?: 'file' | 'stderr'; environment?: Record<string, string>; fails?: boolean } = {},
) {
  const folder = mkdtempSync(join(parent(), 'open-'));
  const worlds: World[] = [];
  const order: string[] = [];
  const plugin = (kind: 'prompt' | 'memory', fails: boolean): Catalog => {
    const create = async (_: unknown, world: World) => {
      order.push(kind);
      worlds.push(world);
      if (fails) throw new Error(`no ${kind}`);
      return {} as never;
    };
    const settings = { key: text('KEY', { summary: 'Key', secret: true, default: '' }) };
    const made = definePlugin({ kind, name: 'test', summary: 'A test', settings, create });
    return { [`${kind}/test`]: () => Promise.resolve({ default: made as AnyPlugin }) };
  };
  const environment = {
    WABOT_PROMPT: 'test',
    WABOT_MEMORY: 'test',
    WABOT_DATA: folder,
    LOG_DIR: folder,
    ...more.environment,
  };
  const work: Promise<OpenPlugins<'prompt' | 'memory', typeof table>> = openPlugins({
    catalog: { ...plugin('prompt', false), ...plugin('memory', more.fails ?? false) },
    environment,
    kinds: ['prompt', 'memory'],
    settings: table,
    log: more.log ?? 'stderr',
    now: () => 7,
  });
  return { work, order, worlds, folder };
}

describe('what is opened', () => {
  it('is made in order, in one world, with what the settings say', async () => {
    const { work, order, worlds, folder } = opening({
      environment: { KEY: 'secret-key', OWN: 'y' },
    });
    const opened = await work;
    expect([order, worlds[0] === worlds[1], opened.own.own, opened.standIns]).toEqual([
      ['prompt', 'memory'],
      true,
      'y',
      [],
    ]);
    expect([opened.world.now(), opened.world.dataFolder, opened.world.sharing?.()]).toEqual([
      7,
      folder,
      undefined,
    ]);
    expect([opened.secrets, opened.callers]).toEqual([['secret-key'], undefined]);
    await opened.close();
  });

  it('shares what it makes once by its name', async () => {
    const { work } = opening();
    const { world, close } = await work;
    const make = vi.fn<() => object>(() => ({}));
    expect(world.once?.('a', make)).toBe(world.once?.('a', make));
    expect(world.once?.('b', make)).not.toBe(world.once?.('a', make));
    expect(make).toHaveBeenCalledTimes(2);
    await close();
  });

  it('is closed in reverse, once, all of it even when something fails, and the first failure is told', async () => {
    const { work } = opening();
    const opened = await work;
    const closed: string[] = [];
    for (const name of ['first', 'second', 'third']) {
      opened.onClose(async () => {
        closed.push(name);
        if (name !== 'first') throw new Error(name);
      });
    }
    await expect(opened.close()).rejects.toThrow('third');
    expect(closed).toEqual(['third', 'second', 'first']);
    await opened.close();
    expect(closed).toHaveLength(3);
  });

  it.each([
    ['file', true],
    ['stderr', false],
  ] as const)('logs as a %s', async (log, isFile) => {
    const { work, folder } = opening({ log });
    const opened = await work;
    opened.log.warn('check-failed');
    await opened.close();
    const read = (): string => readFileSync(join(folder, 'app.log'), 'utf8');
    if (isFile) expect(read()).toContain('"check-failed"');
    else expect(read).toThrow('ENOENT');
  });
});

describe('nothing is opened', () => {
  it('where settings are wrong: all problems come at once', async () => {
    const { work, order } = opening({
      environment: { WABOT_MEMORY: 'other', WABOT_HISTORY_LIMIT: 'many' },
    });
    await expect(work).rejects.toThrow(
      /WABOT_HISTORY_LIMIT[^]*WABOT_MEMORY|WABOT_MEMORY[^]*WABOT_HISTORY_LIMIT/,
    );
    expect(order).toEqual([]);
  });

  it('where the proxy is no address', async () => {
    await expect(opening({ environment: { HTTPS_PROXY: 'nonsense' } }).work).rejects.toMatchObject({
      kind: 'setup',
    });
  });

  it('where a plugin cannot be made', async () => {
    const { work, order } = opening({ fails: true });
    await expect(work).rejects.toThrow('no memory');
    expect(order).toEqual(['prompt', 'memory']);
  });
});
