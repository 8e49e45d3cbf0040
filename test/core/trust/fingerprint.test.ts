import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  renameSync,
  symlinkSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageFingerprint, programFingerprint } from '../../../src/core/trust/fingerprint.ts';
import { ownRoot } from '../../../src/core/trust/find.ts';
import { useFolder } from '../../folder.ts';

const folder = useFolder();

function write(path: string, text: string): void {
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, text);
}

/** A plugin beside its packages: one listed and installed next to it, one inside of it that it does not list. */
function project(): { root: string; plugin: string } {
  const root = mkdtempSync(join(folder(), 'project-'));
  const plugin = join(root, 'node_modules/wabot-plugin-a');
  const lists = { dependencies: { near: '1', absent: '1' }, peerDependencies: { wabot: '*' } };
  write(join(plugin, 'package.json'), JSON.stringify({ name: 'wabot-plugin-a', ...lists }));
  write(join(plugin, 'commands/a.js'), 'a');
  write(join(plugin, 'node_modules/inner/index.js'), 'inner');
  write(
    join(root, 'node_modules/near/package.json'),
    JSON.stringify({ optionalDependencies: { far: '1' } }),
  );
  write(join(root, 'node_modules/near/index.js'), 'near');
  write(
    join(root, 'node_modules/far/package.json'),
    JSON.stringify({ dependencies: { near: '1' } }),
  );
  write(join(root, 'node_modules/far/index.js'), 'far');
  write(join(root, 'node_modules/stranger/index.js'), 'stranger');
  symlinkSync(ownRoot, join(root, 'node_modules/wabot'));
  return { root, plugin };
}

describe('the fingerprint of a package', () => {
  it.each([
    ['a file of a folder of its', 'node_modules/wabot-plugin-a/commands/a.js'],
    ['a new file of its', 'node_modules/wabot-plugin-a/new.js'],
    ['a package inside of it', 'node_modules/wabot-plugin-a/node_modules/inner/index.js'],
    ['a package that it needs', 'node_modules/near/index.js'],
    ['a package that one of those needs', 'node_modules/far/index.js'],
    ['a package that was missing', 'node_modules/absent/package.json'],
  ])('is another one after a change of %s', (_, path) => {
    const { root, plugin } = project();
    const before = packageFingerprint(plugin);
    expect(packageFingerprint(plugin)).toBe(before);
    write(join(root, path), '{ "changed": 1 }');
    expect(packageFingerprint(plugin)).not.toBe(before);
  });

  it('stays when something else in the folder changes, and wabot itself', () => {
    const { root, plugin } = project();
    const before = packageFingerprint(plugin);
    write(join(root, 'node_modules/stranger/index.js'), 'changed');
    write(join(root, 'package.json'), '{}');
    expect(packageFingerprint(plugin)).toBe(before);
  });

  it('is another one when a file is called otherwise, or two files share their bytes otherwise', () => {
    const { plugin } = project();
    const before = packageFingerprint(plugin);
    renameSync(join(plugin, 'commands/a.js'), join(plugin, 'commands/b.js'));
    const renamed = packageFingerprint(plugin);
    write(join(plugin, 'commands/b.js'), '');
    write(join(plugin, 'commands/c.js'), 'a');
    expect(new Set([before, renamed, packageFingerprint(plugin)]).size).toBe(3);
  });

  it('follows links to what they lead to, in circles, too', () => {
    const { root, plugin } = project();
    write(join(root, 'outside.js'), 'one');
    symlinkSync(join(root, 'outside.js'), join(plugin, 'linked.js'));
    symlinkSync(plugin, join(plugin, 'circle'));
    const before = packageFingerprint(plugin);
    write(join(root, 'outside.js'), 'two');
    expect(packageFingerprint(plugin)).not.toBe(before);
  });

  it('is the one that earlier versions have written down, so that what is trusted stays trusted after an update', () => {
    const { plugin } = project();
    expect(packageFingerprint(plugin)).toBe(
      'e253e398ad7fe6e13afd563fce97abd54bdc08fd29552b4867ff866b7a36b580',
    );
  });

  it('does not wait for a pipe', () => {
    const { plugin } = project();
    execFileSync('mkfifo', [join(plugin, 'pipe')]);
    expect(packageFingerprint(plugin)).toMatch(/^[\da-f]{64}$/);
  });

  it('is refused where it would take too long at every start', () => {
    const { plugin } = project();
    write(join(plugin, 'large'), '');
    truncateSync(join(plugin, 'large'), 600 * 1024 ** 2);
    expect(() => packageFingerprint(plugin)).toThrow(/too large to be read/);
    unlinkSync(join(plugin, 'large'));
    expect(packageFingerprint(plugin)).toMatch(/^[\da-f]{64}$/);
  });
});

describe('the fingerprint of a program', () => {
  it('is another one when a byte is', () => {
    const file = join(folder(), 'program');
    const bytes = Buffer.alloc(3 * 1024 ** 2 + 5, 'x');
    writeFileSync(file, bytes);
    const before = programFingerprint(file);
    bytes[bytes.length - 1] = 0;
    writeFileSync(file, bytes);
    expect(programFingerprint(file)).not.toBe(before);
  });

  it('of a device comes to an end', () => {
    expect(programFingerprint('/dev/zero')).toMatch(/^[\da-f]{64}$/);
  });
});
