import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeFolder } from '../../../src/core/files/make-folder.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'wabot-folder-'));
});
afterEach(() => rm(root, { recursive: true }));

describe('making a folder', () => {
  it('makes those above it too, for the owner alone, and is content with what is there', async () => {
    const folder = join(root, 'a', 'b', 'c');
    makeFolder(folder);
    makeFolder(folder);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
  });

  it('throws where a file is in the way', async () => {
    await writeFile(join(root, 'file'), '');
    expect(() => makeFolder(join(root, 'file'))).toThrow(/EEXIST/);
    expect(() => makeFolder(join(root, 'file', 'below'))).toThrow(/ENOTDIR/);
  });

  it.runIf(process.platform === 'linux')(
    'throws, instead of trying for ever, where the system says ENOENT to everything',
    () => {
      expect(() => makeFolder('/proc/nope/logs')).toThrow(/ENOENT/);
    },
  );
});
