import { spawnSync } from 'node:child_process';
import { cp, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median } from './load.ts';

const here = import.meta.dirname;
const runs = 25;

/** Wall times of starts, medians in milliseconds. */
export interface StartUp {
  version: number;
  help: number;
  historyList: number;
  /** A bare oclif hello-world with the same oclif. */
  hello: number;
}

function timed(cwd: string, file: string, args: string[]): number {
  const begun = performance.now();
  const { status, stderr } = spawnSync(process.execPath, [file, ...args], {
    cwd,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${file} failed: ${stderr}`);
  return performance.now() - begun;
}

/** Starts each in turn, in an empty folder. */
export async function startUp(): Promise<StartUp> {
  const folder = await mkdtemp(join(tmpdir(), 'hello-'));
  try {
    await cp(join(here, 'hello'), folder, { recursive: true });
    await symlink(join(here, '../node_modules'), join(folder, 'node_modules'));
    const wabot = join(here, '../bin/run.js');
    const times = {
      version: [] as number[],
      help: [] as number[],
      historyList: [] as number[],
      hello: [] as number[],
    };
    for (let run = 0; run < runs; run += 1) {
      times.version.push(timed(folder, wabot, ['--version']));
      times.help.push(timed(folder, wabot, ['--help']));
      times.historyList.push(timed(folder, wabot, ['history', 'list']));
      times.hello.push(timed(folder, join(folder, 'run.js'), ['hello']));
    }
    const { version, help, historyList, hello } = times;
    return {
      version: median(version),
      help: median(help),
      historyList: median(historyList),
      hello: median(hello),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
