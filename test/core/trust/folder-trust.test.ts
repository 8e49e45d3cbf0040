import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FolderTrust, seen } from '../../../src/core/trust/folder-trust.ts';
import { trustFile } from '../../../src/core/trust/store.ts';
import type { Thing } from '../../../src/core/trust/things.ts';
import { useFolder } from '../../folder.ts';

const parent = useFolder();

/** A folder, a home and a program of the folder. */
function scene(): { folder: string; real: Record<string, string>; thing: Thing; file: string } {
  const [folder, home] = ['folder-', 'home-'].map((name) =>
    realpathSync(mkdtempSync(join(parent(), name))),
  ) as [string, string];
  const path = join(folder, 'tool');
  writeFileSync(path, 'one');
  const real = { XDG_STATE_HOME: join(home, 'state') };
  return {
    folder,
    real,
    thing: { kind: 'program', name: 'TOOL', path },
    file: join(home, 'state/wabot/trust.json'),
  };
}

describe('what a person has agreed to', () => {
  it('is known again by path and content, in this folder, under this name', async () => {
    const { folder, real, thing } = scene();
    const fresh = (): FolderTrust => new FolderTrust(folder, real);
    expect(fresh().unknown([thing])).toEqual([thing]);
    await fresh().agree([seen(thing)]);
    expect(fresh().unknown([thing])).toEqual([]);
    expect(fresh().unknown([{ ...thing, name: 'OTHER' }])).toHaveLength(1);
    expect(new FolderTrust(parent(), real).unknown([thing])).toHaveLength(1);
    const copy = join(folder, 'copy');
    writeFileSync(copy, 'one');
    expect(fresh().unknown([{ ...thing, path: copy }])).toHaveLength(1);
    writeFileSync(thing.path, 'two');
    expect(fresh().unknown([thing])).toEqual([thing]);
    await fresh().agree([seen(thing)]);
    expect(fresh().unknown([thing])).toEqual([]);
    writeFileSync(thing.path, 'one');
    expect(fresh().unknown([thing])).toEqual([]);
  });

  it('is forgotten after eight other contents', async () => {
    const { folder, real, thing } = scene();
    for (let version = 0; version < 9; version += 1) {
      writeFileSync(thing.path, `version ${version}`);
      await new FolderTrust(folder, real).agree([seen(thing)]);
    }
    const known = [0, 1, 8].map((version) => {
      writeFileSync(thing.path, `version ${version}`);
      return new FolderTrust(folder, real).unknown([thing]).length === 0;
    });
    expect(known).toEqual([false, true, true]);
  });

  it('is kept for this user alone, and others stay known', async () => {
    const { folder, real, thing, file } = scene();
    const other = { ...thing, name: 'OTHER' };
    await new FolderTrust(folder, real).agree([seen(thing)]);
    await new FolderTrust(folder, real).agree([seen(other)]);
    await new FolderTrust(folder, real).agreeToAll();
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(join(file, '..')).mode & 0o777).toBe(0o700);
    const { folders, things } = JSON.parse(readFileSync(file, 'utf8')) as {
      folders: string[];
      things: Thing[];
    };
    expect({ folders, names: things.map(({ name }) => name) }).toEqual({
      folders: [folder],
      names: ['TOOL', 'OTHER'],
    });
  });

  it('does not count in a file that others may write to, or that is none', async () => {
    const { folder, real, thing, file } = scene();
    await new FolderTrust(folder, real).agree([seen(thing)]);
    chmodSync(file, 0o666);
    expect(new FolderTrust(folder, real).unknown([thing])).toHaveLength(1);
    chmodSync(file, 0o600);
    expect(new FolderTrust(folder, real).unknown([thing])).toHaveLength(0);
    writeFileSync(file, 'nonsense');
    expect(new FolderTrust(folder, real).unknown([thing])).toHaveLength(1);
    writeFileSync(file, '{ "folders": 3, "things": [null] }');
    expect(new FolderTrust(folder, real).unknown([thing])).toHaveLength(1);
    await new FolderTrust(folder, real).agree([seen(thing)]);
    expect(new FolderTrust(folder, real).unknown([thing])).toHaveLength(0);
  });

  it('stands outside of the folder, in the home of the user', () => {
    const home = parent();
    expect(trustFile({ XDG_STATE_HOME: home })).toBe(join(home, 'wabot/trust.json'));
    expect(trustFile({ XDG_STATE_HOME: '' })).toMatch(/wabot[/\\]trust\.json$/);
  });
});

describe('a whole folder', () => {
  it('is trusted once a bot was set up there, whatever changes, and under each of its names', async () => {
    const { folder, real, thing } = scene();
    await new FolderTrust(folder, real).agreeToAll();
    writeFileSync(thing.path, 'updated');
    expect(new FolderTrust(folder, real).unknown([thing])).toEqual([]);
    symlinkSync(folder, `${folder}-link`);
    expect(new FolderTrust(`${folder}-link`, real).isWhole).toBe(true);
    mkdirSync(join(folder, 'below'));
    expect(new FolderTrust(join(folder, 'below'), real).isWhole).toBe(false);
  });

  it('is not trusted any more where everybody may put something into it', async () => {
    const { folder, real } = scene();
    await new FolderTrust(folder, real).agreeToAll();
    chmodSync(folder, 0o777);
    expect(new FolderTrust(folder, real).isWhole).toBe(false);
  });

  it.each<[string, (folder: string) => string, boolean]>([
    ['its path', (folder) => folder, true],
    ['its path among others', (folder) => ['/absent', folder].join(delimiter), true],
    ['its path with a slash', (folder) => `${folder}/`, true],
    ['true', () => 'true', true],
    ['1', () => '1', true],
    ['.', () => '.', true],
    ['nothing', () => '', false],
    ['false', () => 'false', false],
    ['0', () => '0', false],
    ['another folder', () => '/', false],
    ['a folder below', (folder) => join(folder, 'below'), false],
  ])('is trusted by WABOT_TRUST that is %s: %#', (_, value, trusted) => {
    const { folder, real } = scene();
    expect(new FolderTrust(folder, { ...real, WABOT_TRUST: value(folder) }).isWhole).toBe(trusted);
  });
});
