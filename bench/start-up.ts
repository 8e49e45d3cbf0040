import { spawnSync } from 'node:child_process';
import { cp, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median } from './load.ts';

const here = import.meta.dirname;
const runs = 25;

function timed(file: string, args: string[]): number {
  const begun = performance.now();
  const { status, stderr } = spawnSync(process.execPath, [file, ...args], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${file} failed: ${stderr}`);
  return performance.now() - begun;
}

/** Wall time of `wabot --version` and of a bare oclif hello-world with the same oclif, in turn; medians in milliseconds. */
export async function startUp(): Promise<{ version: number; hello: number }> {
  const folder = await mkdtemp(join(tmpdir(), 'hello-'));
  try {
    await cp(join(here, 'hello'), folder, { recursive: true });
    await symlink(join(here, '../node_modules'), join(folder, 'node_modules'));
    const version: number[] = [];
    const hello: number[] = [];
    for (let run = 0; run < runs; run += 1) {
      version.push(timed(join(here, '../bin/run.js'), ['--version']));
      hello.push(timed(join(folder, 'run.js'), ['hello']));
    }
    return { version: median(version), hello: median(hello) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
