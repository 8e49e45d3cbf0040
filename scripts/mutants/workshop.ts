import { execFileSync, spawn } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Point } from './points.ts';

/** How the tests ended: one failed, all passed, or they did not end in time. */
export type Outcome = 'failed' | 'passed' | 'slow';

/** An end of tests, and the files of those that failed. */
export interface Run {
  outcome: Outcome;
  failed: readonly string[];
}

/** What is installed and built: the same for the copy. */
const shared = ['node_modules', 'dist'];

/** A copy of the tree in which code is changed and tested; the tree itself is never touched. */
export class Workshop implements AsyncDisposable {
  readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  /** Copies these files of a tree; what is installed and built is shared. */
  static async open(root: string, paths = listed(root)): Promise<Workshop> {
    const folder = await mkdtemp(join(tmpdir(), 'wabot-mutants-'));
    for (const path of paths)
      await cp(join(root, path), join(folder, path), { recursive: true }).catch(ignoreMissing);
    for (const path of shared) await symlink(join(root, path), join(folder, path));
    return new Workshop(folder);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Runs something while the code is changed at one point. */
  async changed<T>(point: Point, work: () => Promise<T>): Promise<T> {
    const file = join(this.folder, point.path);
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.slice(0, point.start) + point.replacement + text.slice(point.end));
    try {
      return await work();
    } finally {
      await writeFile(file, text);
    }
  }

  /** Runs these tests up to the first that fails, one file at a time. */
  async test(files: readonly string[], mostMs: number): Promise<Run> {
    const said = join(this.folder, 'tests.json');
    await rm(said, { force: true });
    const options = [
      '--project=whatsapp',
      '--bail=1',
      '--maxWorkers=1',
      '--reporter=json',
      `--outputFile=${said}`,
    ];
    const outcome = await this.#run(
      ['node_modules/vitest/vitest.mjs', 'run', ...options, ...files],
      mostMs,
    );
    return { outcome, failed: outcome === 'failed' ? await failedFiles(said, files) : [] };
  }

  /** Whether the types hold; `failed` is a change that nobody could bring in. */
  async types(mostMs: number): Promise<Outcome> {
    return this.#run(['node_modules/typescript/bin/tsc'], mostMs);
  }

  async #run(words: readonly string[], mostMs: number): Promise<Outcome> {
    const child = spawn(process.execPath, words, {
      cwd: this.folder,
      // A build for every change would take longer than its tests.
      env: { ...process.env, WABOT_TEST_FROM_SOURCE: 'true' },
      stdio: 'ignore',
      detached: true,
    });
    const ended = Promise.withResolvers<Outcome>();
    child.once('error', ended.reject);
    child.once('exit', (code) => ended.resolve(code === 0 ? 'passed' : 'failed'));
    const timer = setTimeout(() => ended.resolve('slow'), mostMs);
    try {
      return await ended.promise;
    } finally {
      clearTimeout(timer);
      endGroup(child.pid);
    }
  }
}

/** Those of the files in which a test failed; all of them when the runner could not say. */
async function failedFiles(said: string, files: readonly string[]): Promise<readonly string[]> {
  const text = await readFile(said, 'utf8').catch(() => '{"testResults":[]}');
  const { testResults } = JSON.parse(text) as { testResults: { name: string; status: string }[] };
  const failed = files.filter((file) =>
    testResults.some(({ name, status }) => name.endsWith(`/${file}`) && status === 'failed'),
  );
  return failed.length > 0 ? failed : files;
}

/** What belongs to the tree, new files too. */
function listed(root: string): string[] {
  const said = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], {
    cwd: root,
    encoding: 'utf8',
  });
  return said.split('\0').filter((path) => path !== '' && !shared.includes(path));
}

/** What a test has started ends with it. */
function endGroup(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch {
    // All of it has ended.
  }
}

/** A file that was removed and not committed is still listed. */
function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}
