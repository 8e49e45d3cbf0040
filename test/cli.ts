import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '@oclif/core/run';
import { vi } from 'vitest';
import { lineFromSource } from '../bin/from-source.ts';
import { hearing } from './hearing.ts';
import { program as builtProgram } from './program.ts';

const streams = ['stdout', 'stderr'] as const;
type Stream = (typeof streams)[number];

/** How a command is started. */
export interface Start {
  /** The folder in which it runs and looks for `.env`; a new empty one, removed afterwards, when undefined. */
  cwd?: string;
  /** Its whole environment besides PATH and the like: nothing of the developer's own gets in. */
  env?: Readonly<Record<string, string>>;
  /** What it reads on standard input, which then ends. */
  stdin?: string;
  /** The program; the one of test/program.ts when undefined. */
  program?: string;
  /** Options for Node, before the program. */
  node?: readonly string[];
}

/** What became of a command. `code` is null when a signal ended it. */
export interface Ran {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

/** Where commands under test remember what they may run, in place of the developer's own memory of it. */
const state = join(tmpdir(), `wabot-test-state-${process.pid}`);
process.once('exit', () => rmSync(state, { recursive: true, force: true }));

/** The environment in which a command is tested: what a process needs, and `extra`. */
export function cleanEnvironment(
  extra: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const kept = ['PATH', 'HOME', 'TMPDIR', 'SystemRoot'].map((name): [string, string] => [
    name,
    process.env[name] ?? '',
  ]);
  return {
    ...Object.fromEntries(kept.filter(([, value]) => value !== '')),
    LANG: 'C.UTF-8',
    XDG_STATE_HOME: state,
    ...extra,
  };
}

/** A wabot that runs as a process of its own. */
export class Running {
  readonly process: ChildProcessWithoutNullStreams;
  /** Resolves when it has ended and everything that it printed was read. */
  readonly ended: Promise<Ran>;
  #stdout = '';
  #stderr = '';
  #onOutput: (() => void)[] = [];

  constructor(
    args: readonly string[],
    { cwd, env, program = builtProgram, node = [] }: Start & { cwd: string },
  ) {
    this.process = spawn(process.execPath, [...node, program, ...args], {
      cwd,
      env: cleanEnvironment(env),
      stdio: 'pipe',
    });
    this.process.stdin.on('error', () => {});
    this.process.stdout
      .setEncoding('utf8')
      .on('data', (text: string) => this.#heard(() => (this.#stdout += text)));
    this.process.stderr
      .setEncoding('utf8')
      .on('data', (text: string) => this.#heard(() => (this.#stderr += text)));
    this.ended = new Promise((resolve, reject) => {
      this.process.once('error', reject);
      this.process.once('close', (code, signal) => {
        resolve({ code, signal, stdout: this.#stdout, stderr: this.#stderr });
        this.#heard(() => {});
      });
    });
  }

  get output(): { stdout: string; stderr: string } {
    return { stdout: this.#stdout, stderr: this.#stderr };
  }

  /** Resolves with the first match in all that was printed so far, on either stream; rejects when the process ends without. */
  saying(pattern: RegExp): Promise<RegExpExecArray> {
    return new Promise((resolve, reject) => {
      const look = (): void => {
        const match = pattern.exec(this.#stdout) ?? pattern.exec(this.#stderr);
        if (match) resolve(match);
        else if (this.#over)
          reject(
            new Error(`ended without saying ${String(pattern)}:\n${this.#stdout}\n${this.#stderr}`),
          );
        else this.#onOutput.push(look);
      };
      look();
    });
  }

  /** Sends a signal and resolves when the process is gone. */
  stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<Ran> {
    this.process.kill(signal);
    return this.ended;
  }

  get #over(): boolean {
    return this.process.exitCode !== null || this.process.signalCode !== null;
  }

  #heard(keep: () => void): void {
    keep();
    for (const look of this.#onOutput.splice(0)) look();
  }
}

/** Starts wabot as a process of its own; the caller ends it. */
export function start(args: readonly string[], options: Start & { cwd: string }): Running {
  const running = new Running(args, options);
  if (options.stdin !== undefined) running.process.stdin.end(options.stdin);
  return running;
}

async function inFolder<T>(
  cwd: string | undefined,
  work: (folder: string) => Promise<T>,
): Promise<T> {
  if (cwd !== undefined) return work(cwd);
  const folder = await mkdtemp(join(tmpdir(), 'wabot-test-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Runs wabot to its end as a process of its own, as a person does. */
export function wabot(args: readonly string[], options: Start = {}): Promise<Ran> {
  return inFolder(
    options.cwd,
    (cwd) => start(args, { ...options, cwd, stdin: options.stdin ?? '' }).ended,
  );
}

/** What a command that ran in this process returned or threw; `code` as the process would have ended. */
export interface RanHere extends Omit<Ran, 'signal'> {
  value: unknown;
  error: unknown;
}

/**
 * Runs wabot in this process, which is quicker: for commands that end by themselves and read no standard input. One at a
 * time: the folder, the environment and the output of the process are replaced while it runs.
 */
export function wabotHere(
  args: readonly string[],
  options: Pick<Start, 'cwd' | 'env'> = {},
): Promise<RanHere> {
  return inFolder(options.cwd, async (cwd) => {
    const { heard, restore } = takeOver(cwd, cleanEnvironment(options.env));
    try {
      const line = await lineFromSource(args);
      const value = await run(line.args, line.loadOptions);
      return { ...heard, code: Number(process.exitCode ?? 0), value, error: undefined };
    } catch (error) {
      return { ...heard, code: exitCode(error), value: undefined, error };
    } finally {
      restore();
    }
  });
}

const stopSignals = ['SIGTERM', 'SIGINT'] as const;

/** Puts this process into a folder and an environment and listens to what it prints; `restore` puts everything back. */
function takeOver(
  cwd: string,
  environment: Record<string, string>,
): { heard: Record<Stream, string>; restore: () => void } {
  const { env, exitCode: code } = process;
  const folder = process.cwd();
  const heard = { stdout: '', stderr: '' };
  const spies = streams.map((name) =>
    vi
      .spyOn(process[name], 'write')
      .mockImplementation(hearing((text) => void (heard[name] += text))),
  );
  const listeners = stopSignals.flatMap((signal) => process.listeners(signal));
  process.chdir(cwd);
  Object.assign(process, { env: environment, exitCode: undefined });
  const restore = (): void => {
    process.chdir(folder);
    Object.assign(process, { env, exitCode: code });
    for (const spy of spies) spy.mockRestore();
    for (const signal of stopSignals)
      for (const added of process.listeners(signal))
        if (!listeners.includes(added)) process.off(signal, added);
  };
  return { heard, restore };
}

function exitCode(error: unknown): number {
  if (typeof error !== 'object' || error === null || !('oclif' in error)) return 1;
  return (error.oclif as { exit?: number }).exit ?? 1;
}
