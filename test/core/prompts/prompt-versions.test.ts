import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PromptFolder } from '../../../src/core/prompts/prompt-folder.ts';
import { hashOf, PromptVersions } from '../../../src/core/prompts/prompt-versions.ts';

let folder: string;
let versions: PromptVersions;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wabot-versions-'));
  versions = new PromptVersions(folder);
});
afterEach(() => rm(folder, { recursive: true }));

const from = (text: string, source = 'document A') => ({ text, source, kind: 'gdocs' });
const names = async (): Promise<string[]> => (await readdir(join(folder, 'prompts'))).sort();

describe('versions of the prompt', () => {
  it('are numbered from 1, newest first, and outlive the process', async () => {
    expect(await versions.list()).toEqual([]);
    const one = await versions.keep(from('Чай'), 1000);
    expect(one).toEqual({
      number: 1,
      name: 'gdocs-1',
      text: 'Чай',
      hash: hashOf('Чай'),
      source: 'document A',
      at: 1000,
    });
    await versions.keep(from('Чай и кофе'), 2000);
    const again = new PromptVersions(folder);
    expect((await again.list()).map(({ name }) => name)).toEqual(['gdocs-2', 'gdocs-1']);
    expect(await again.get(1)).toEqual(one);
    expect(await again.get(3)).toBeUndefined();
  });

  it('are not repeated for the same text, but a text that comes back gets a new number', async () => {
    await versions.keep(from('A'), 1);
    expect((await versions.keep(from('A'), 2)).number).toBe(1);
    await versions.keep(from('B'), 3);
    expect((await versions.keep(from('A'), 4)).number).toBe(3);
    expect((await versions.keep(from('A', 'document B'), 5)).number).toBe(4);
    expect((await versions.newest('document A'))?.number).toBe(3);
  });

  it('are one where another process keeps the same text at the same moment', async () => {
    vi.spyOn(PromptFolder.prototype, 'names').mockImplementationOnce(async () => {
      await new PromptVersions(folder).keep(from('A'), 1);
      return [];
    });
    expect((await versions.keep(from('A'), 2)).number).toBe(1);
    expect(await versions.list()).toHaveLength(1);
  });

  it('are for the owner alone, and whole or not there', async () => {
    await versions.keep(from('A'), 1);
    expect(await names()).toEqual(['1.json']);
    expect((await stat(join(folder, 'prompts/1.json'))).mode & 0o777).toBe(0o600);
    expect((await stat(join(folder, 'prompts'))).mode & 0o777).toBe(0o700);
  });

  it('that are damaged count as absent, and their number is not given again', async () => {
    await versions.keep(from('A'), 1);
    await writeFile(join(folder, 'prompts/2.json'), '');
    const whole = await readFile(join(folder, 'prompts/1.json'), 'utf8');
    await writeFile(
      join(folder, 'prompts/3.json'),
      whole.replace('"number": 1', '"number": 3').replace('"A"', '"B"'),
    );
    await writeFile(join(folder, 'prompts/draft-x'), 'half');
    expect((await versions.list()).map(({ number }) => number)).toEqual([1]);
    expect((await versions.keep(from('C'), 2)).number).toBe(4);
  });

  it('are kept to the last 50', async () => {
    await versions.keep(from('text 1'), 1);
    await versions.keep(from('text 2'), 2);
    for (let number = 3; number <= 53; number += 1)
      await versions.keep(from(`text ${number}`), number);
    const kept = (await versions.list()).map(({ number }) => number);
    expect([kept.length, kept[0], kept.at(-1)]).toEqual([50, 53, 4]);
  });

  it('reject where they cannot be kept', async () => {
    await writeFile(join(folder, 'prompts'), 'in the way');
    await expect(versions.keep(from('A'), 1)).rejects.toThrow(/EEXIST|ENOTDIR/);
    await expect(versions.list()).rejects.toThrow('ENOTDIR');
  });
});

describe('a rollback', () => {
  it('is seen by others at once and ended by a new text', async () => {
    await versions.keep(from('A'), 1);
    await versions.keep(from('B'), 2);
    const other = new PromptVersions(folder);
    expect(await other.rollback()).toBeUndefined();
    await versions.rollBack({ number: 1, over: hashOf('B') });
    expect(await other.rollback()).toEqual({ number: 1, over: hashOf('B') });
    await versions.keep(from('B'), 3);
    expect(await other.rollback()).toBeDefined();
    await versions.keep(from('C'), 4);
    expect(await other.rollback()).toBeUndefined();
  });

  it('is none where its file is damaged', async () => {
    await versions.keep(from('A'), 1);
    await writeFile(join(folder, 'prompts/rollback.json'), '{"number":');
    expect(await versions.rollback()).toBeUndefined();
    await versions.endRollback();
    await versions.endRollback();
  });
});

describe('two processes', () => {
  const code = `
    import { PromptVersions } from ${JSON.stringify(join(import.meta.dirname, '../../../src/core/prompts/prompt-versions.ts'))};
    const [folder, name] = process.argv.slice(1);
    const versions = new PromptVersions(folder);
    for (let round = 0; round < 15; round += 1) {
      await versions.keep({ text: 'shared ' + round, source: 'document', kind: 'gdocs' }, 1);
      await versions.keep({ text: name + ' ' + round, source: 'document', kind: 'gdocs' }, 1);
    }`;

  function keeper(name: string): Promise<{ code: number | null; stderr: string }> {
    const child = spawn(process.execPath, ['--input-type=module', '--eval', code, folder, name], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let stderr = '';
    child.stderr.on('data', (chunk) => (stderr += String(chunk)));
    return new Promise((resolve) =>
      child.once('close', (status) => resolve({ code: status, stderr })),
    );
  }

  it('that keep texts at the same time lose none and share no number', async () => {
    const ends = await Promise.all(['one', 'two'].map(keeper));
    expect(ends).toEqual(ends.map(() => ({ code: 0, stderr: '' })));
    const all = await versions.list();
    for (const name of ['one', 'two'])
      for (let round = 0; round < 15; round += 1)
        expect(all.filter(({ text }) => text === `${name} ${round}`).length).toBeLessThanOrEqual(1);
    const newest = all[0]?.number ?? 0;
    expect(all.map(({ number }) => number)).toEqual(
      Array.from({ length: all.length }, (_, at) => newest - at),
    );
    expect(newest).toBeGreaterThanOrEqual(45);
    expect(await names()).toHaveLength(all.length);
  });
});
