import { execFile, type ExecFileOptionsWithStringEncoding } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Proof } from '../../core/prompts/proved-prompt.ts';
import { fieldsOf } from '../../core/unknown-object.ts';

/** Sixty conversations with a slow model take a few minutes; a run that hangs ends, milliseconds. */
const patienceMs = 30 * 60_000;

/** What failed is printed with its replies; more than this says nothing more, bytes. */
const mostPrinted = 8_000_000;

/** So many titles of what failed are named. */
const mostNamed = 3;

/**
 * Runs the conversations of the folder `evals` with this text in a process of its own, so that a bot that runs for months
 * holds nothing of it. Rejects with the signal's reason alone.
 */
export async function proveApart(text: string, signal: AbortSignal): Promise<Proof> {
  try {
    return await provedInFile(text, signal);
  } catch (error) {
    signal.throwIfAborted();
    // As where the disk is full.
    return untried(error instanceof Error ? error.message : undefined);
  }
}

async function provedInFile(text: string, signal: AbortSignal): Promise<Proof> {
  const folder = await mkdtemp(join(tmpdir(), 'wabot-prompt-'));
  try {
    const file = join(folder, 'prompt.md');
    await writeFile(file, text, { mode: 0o600 });
    return printedProof(await printedBy(['eval', '--prompt', file, '--resume', '--json'], signal));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What a command of this very program prints on standard output. */
function printedBy(args: readonly string[], signal: AbortSignal): Promise<string> {
  const program = process.argv[1] ?? '';
  const options: ExecFileOptionsWithStringEncoding = {
    encoding: 'utf8',
    signal,
    timeout: patienceMs,
    maxBuffer: mostPrinted,
    killSignal: 'SIGKILL',
  };
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [program, ...args], options, (_, printed) =>
      signal.aborted ? reject(signal.reason as Error) : resolve(printed),
    );
  });
}

/** What `wabot eval --json` says of a prompt. */
export function printedProof(printed: string): Proof {
  const { cases, error } = understood(printed);
  if (!Array.isArray(cases)) return untried(fieldsOf(error)['message']);
  const failed = cases.map(fieldsOf).filter(({ passed }) => passed !== true);
  if (failed.length === 0) return {};
  const titles = failed.slice(0, mostNamed).map(({ title }) => String(title));
  const more = failed.length > titles.length ? ', …' : '';
  return {
    problem: `The new prompt did not become current: ${failed.length} of ${cases.length} conversations failed: ${titles.join(', ')}${more}`,
  };
}

function untried(message: unknown): Proof {
  const [said = ''] = typeof message === 'string' ? message.split('\n') : [];
  // Without a word: ended from outside, as where the memory was full, or after its time.
  const why = said === '' ? 'they ended early; `wabot eval` shows whether they pass' : said;
  return {
    untried: true,
    problem: `The new prompt did not become current: its conversations could not be run: ${why}`,
  };
}

function understood(printed: string): ReturnType<typeof fieldsOf> {
  try {
    return fieldsOf(JSON.parse(printed));
  } catch {
    return {};
  }
}
