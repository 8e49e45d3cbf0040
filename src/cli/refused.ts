import { handle } from '@oclif/core/handle';
import { printedError } from './printed-error.ts';
import { told } from './owner-words.ts';

/** Ends the process because of an error that came before any command, said as the commands say theirs, `--json` or not. */
export async function endRefused(error: unknown, args: readonly string[]): Promise<void> {
  if (!args.includes('--json'))
    return handle(told(error instanceof Error ? error : new Error(String(error))));
  const printed = printedError(error);
  process.stdout.write(`${JSON.stringify({ error: printed }, undefined, 2)}\n`);
  process.exitCode = printed.exit;
}
