import { mkdtempSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Approvals } from '../../../src/plugins/tool/mcp/approvals.ts';
import { useFolder } from '../../folder.ts';

const folder = useFolder();
const names = Array.from({ length: 12 }, (_, index) => `f${index}`);

function place(): string {
  return mkdtempSync(join(folder(), 'a-'));
}

function kept(dataFolder: string): unknown {
  return JSON.parse(readFileSync(join(dataFolder, 'approved-tools.json'), 'utf8'));
}

describe('what was approved', () => {
  it('has every first sight, also of those at once, and leaves no other file', async () => {
    const dataFolder = place();
    const approvals = new Approvals(dataFolder);
    const taken = await Promise.all(names.map((name) => approvals.takes('crm', name, 'h')));
    expect(taken).toEqual(names.map(() => true));
    expect(kept(dataFolder)).toEqual(Object.fromEntries(names.map((name) => [`crm/${name}`, 'h'])));
    expect(readdirSync(dataFolder)).toEqual(['approved-tools.json']);
  });

  it('takes one of two first sights that differ', async () => {
    const approvals = new Approvals(place());
    const taken = await Promise.all(['h1', 'h2'].map((hash) => approvals.takes('crm', 'a', hash)));
    expect(taken.filter(Boolean)).toEqual([true]);
  });

  it('is seen by who runs already, and is not written over', async () => {
    const dataFolder = place();
    const [running, command] = [new Approvals(dataFolder), new Approvals(dataFolder)];
    expect(await running.takes('crm', 'a', 'h1')).toBe(true);
    expect(await running.takes('crm', 'a', 'h2')).toBe(false);
    await command.approve([{ server: 'crm', name: 'a', hash: 'h2' }]);
    expect(await running.takes('crm', 'a', 'h2')).toBe(true);
    await running.takes('crm', 'b', 'h');
    expect(kept(dataFolder)).toEqual({ 'crm/a': 'h2', 'crm/b': 'h' });
  });

  it('loses none of what several processes approve at once, nor where one of them died', async () => {
    const dataFolder = place();
    const lock = join(dataFolder, 'approved-tools.json.lock');
    writeFileSync(lock, '');
    utimesSync(lock, 0, 0);
    await Promise.all(
      names.map((name) => new Approvals(dataFolder).approve([{ server: 'crm', name, hash: 'h' }])),
    );
    expect(kept(dataFolder)).toEqual(Object.fromEntries(names.map((name) => [`crm/${name}`, 'h'])));
    expect(readdirSync(dataFolder)).toEqual(['approved-tools.json']);
  });

  it('is asked for again after it could not be read', async () => {
    const dataFolder = place();
    const approvals = new Approvals(dataFolder);
    writeFileSync(join(dataFolder, 'approved-tools.json'), '{');
    await expect(approvals.takes('crm', 'a', 'h')).rejects.toMatchObject({ name: 'SetupError' });
    await expect(approvals.approve([])).rejects.toMatchObject({ name: 'SetupError' });
    writeFileSync(join(dataFolder, 'approved-tools.json'), '{}');
    expect(await approvals.takes('crm', 'a', 'h')).toBe(true);
  });
});
