import { chmod, mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { describe, expect, it } from 'vitest';
import { readIfThere, withEnvVariables, writeWhole } from '../../../src/core/settings/env-file.ts';
import { useFolder } from '../../folder.ts';

describe('variables in a .env file', () => {
  it('are not found within the values of others, and values of several lines go as a whole', () => {
    const before = 'A=`one\ntwo`\nB="\nA=no\n"\nC=3\rA=last';
    expect(withEnvVariables(before, { A: 'new' })).toBe('A=new\nB="\nA=no\n"\nC=3\n');
  });

  it('are put in, and everything else stays', () => {
    const before = '# mine\nOTHER="two\nlines"\n\nexport TOKEN = old # note\nEND=1';
    const after = withEnvVariables(before, { TOKEN: 'new', KEY: 'k' });
    expect(after).toBe('# mine\nOTHER="two\nlines"\n\nTOKEN=new\nEND=1\nKEY=k\n');
  });

  it('are there once, also where they were twice or over several lines', () => {
    expect(withEnvVariables('A=1\nB=2\nA="x\ny"\n', { A: '3' })).toBe('A=3\nB=2\n');
    expect(withEnvVariables('#A=1\nAA=1\n', { A: '3' })).toBe('#A=1\nAA=1\nA=3\n');
  });

  it.each([
    'plain',
    'two words',
    'a#b',
    `it's`,
    'say "hi"',
    '$HOME',
    'https://a.example/?x=1&y=2',
    '',
  ])('hold %j', (value) => {
    expect(parseEnv(withEnvVariables('', { A: value }))).toEqual({ A: value });
  });

  it('refuse what such a file cannot hold', () => {
    for (const value of ['\'"`', 'two\nlines'])
      expect(() => withEnvVariables('', { A: value })).toThrow(/cannot hold/);
  });
});

describe('a file', () => {
  const folder = useFolder();

  it('is written whole, for its owner only where it is secret', async () => {
    const path = join(folder(), '.env');
    await writeFile(path, 'old', { mode: 0o644 });
    await writeWhole(path, 'A=1\n', { secret: true });
    expect([await readIfThere(path), (await stat(path)).mode & 0o777]).toEqual(['A=1\n', 0o600]);
    expect(await readdir(folder())).toEqual(['.env']);
  });

  it('behind a link is written, and the link stays', async () => {
    await writeFile(join(folder(), 'real'), 'old');
    await symlink('real', join(folder(), 'link'));
    await writeWhole(join(folder(), 'link'), 'new');
    expect(await readFile(join(folder(), 'real'), 'utf8')).toBe('new');
  });

  it('that cannot take the place of what is there leaves no draft behind', async () => {
    const inner = join(folder(), 'inner');
    await mkdir(join(inner, '.env'), { recursive: true });
    await expect(
      writeWhole(join(inner, '.env'), 'KEY=secret\n', { secret: true }),
    ).rejects.toMatchObject({ code: 'setup.file' });
    expect(await readdir(inner)).toEqual(['.env']);
  });

  it('that is absent is nothing, and one that cannot be written is an error that says so', async () => {
    expect(await readIfThere(join(folder(), 'absent'))).toBeUndefined();
    await expect(writeWhole(join(folder(), 'no/such'), 'x')).rejects.toMatchObject({
      code: 'setup.file',
    });
    await chmod(folder(), 0o700);
  });
});
