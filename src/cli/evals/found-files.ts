import { readdir, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { CLIError } from '@oclif/core/errors';
import { readCase } from '../../core/eval-cases/read-case.ts';
import type { EvalFile } from '../../core/evals/suite.ts';
import { SetupError } from '../../core/errors.ts';
import { printable } from '../../core/printable.ts';

/** Where conversations are looked for unless files are named. */
export const evalFolder = 'evals';

/** Within it, what was drafted from chats: it is no test before a person has read it. */
export const draftFolder = 'drafts';

/** The conversations in these files and folders, those of a folder by name. Rejects with a SetupError that names every fault, and with wrong usage where there is none. */
export async function foundFiles(named: readonly string[]): Promise<EvalFile[]> {
  const paths = (await Promise.all((named.length > 0 ? named : [evalFolder]).map(pathsAt))).flat();
  if (paths.length === 0)
    throw new CLIError(
      `There are no conversations in ${named[0] ?? `the folder ${evalFolder}`}: \`wabot eval draft\` writes some from real chats, and docs/evals.md shows how to write one.`,
      { exit: 2 },
    );
  const read = await Promise.all(paths.map(async (path) => ({ path, ...(await readCase(path)) })));
  const faults = read.flatMap((each) => each.faults);
  if (faults.length > 0) throw unreadable(faults);
  return read.flatMap(({ path, case: evalCase }) => (evalCase ? [{ path, case: evalCase }] : []));
}

/** The error for files that cannot be read: every fault on a line of its own. */
export function unreadable(faults: readonly string[]): SetupError {
  return new SetupError('evals', `These conversations have to be fixed:\n${faults.join('\n')}`, {
    suggestions: ['How conversations are written: docs/evals.md'],
  });
}

async function pathsAt(path: string): Promise<string[]> {
  const there = await stat(path).catch(() => undefined);
  if (!there && path === evalFolder) return [];
  if (!there)
    throw new CLIError(`The file ${printable(path)} does not exist or cannot be read.`, {
      exit: 2,
    });
  if (!there.isDirectory()) return [path];
  const entries = await readdir(path, { recursive: true });
  return entries
    .filter((entry) => /\.ya?ml$/i.test(entry) && entry.split(sep)[0] !== draftFolder)
    .toSorted()
    .map((entry) => join(path, entry));
}
