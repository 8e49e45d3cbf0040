import { SetupError } from '../core/errors.ts';

/** An error as every command prints it with --json, under `error`. */
export interface PrintedError {
  /** Stable and dotted, `setup.settings`; `usage` for wrong usage, `stopped` after Ctrl+C, and `unknown` or the system's own for what is our bug. */
  code: string;
  message: string;
  /** What to do next, one sentence each. */
  suggestions: string[];
  /** The exit code that goes with it. */
  exit: number;
}

/** What a folder or a disk refuses, and what to do about it. */
const refusals: Readonly<Record<string, string>> = {
  EACCES:
    'Give it or its folder to the user who runs wabot, or name another place (WABOT_DATA, LOG_DIR).',
  EPERM:
    'Give it or its folder to the user who runs wabot, or name another place (WABOT_DATA, LOG_DIR).',
  EROFS: 'Name a place on a disk that can be written (WABOT_DATA, LOG_DIR).',
  ENOTDIR:
    'Move away what stands where a folder should be, or name another place (WABOT_DATA, LOG_DIR).',
  EISDIR:
    'Move away the folder that stands where a file should be, or name another place (WABOT_DATA, LOG_DIR).',
};

/** What to do when the system says that there is no room on a disk; undefined when it says something else. */
export function roomAdvice(code: string): string | undefined {
  return code === 'ENOSPC' || code === 'EDQUOT' ? 'Make room on the disk.' : undefined;
}

/** How oclif begins what a flag's own reader says. */
const wrapping = /^Parsing --(\S+)\s+/;

/** How oclif repeats what a flag says that excludes another, such as a phone number. */
const repeating = /^([ \t]*--[\w-]+)=.*(?= cannot also be provided when using )/gm;

/**
 * A refusal of the file system as what it is: something that the operator must change. Every other error as it came, without
 * what oclif's parser adds to a sentence or repeats of a flag.
 */
export function understood(error: Error): Error {
  if (wrapping.test(error.message))
    error.message = error.message
      .replace(wrapping, '--$1: ')
      .replace(/(?<!\s)\s*\nSee more help with --help\s*/g, '');
  const discreet = error.message.replace(repeating, '$1');
  if (discreet !== error.message) error.message = discreet;
  const { code = '', path } = error as NodeJS.ErrnoException;
  const room = roomAdvice(code);
  const advice = room ?? (path === undefined ? undefined : refusals[code]);
  if (advice === undefined) return error;
  const message =
    path === undefined ? `A file cannot be written (${code})` : `${path} cannot be used (${code})`;
  return new SetupError('file', message, { suggestions: [advice], cause: error });
}

/** The facts of an error for --json; what the libraries keep on it stays out. */
export function printedError(error: unknown): PrintedError {
  const { code, message, suggestions, oclif, exitCode } = (
    error instanceof Error ? error : {}
  ) as Partial<PrintedError> & {
    oclif?: { exit?: number };
    exitCode?: number;
  };
  const exit = oclif?.exit ?? exitCode ?? 1;
  return {
    code: code ?? ownCodeOf(exit),
    message: message ?? String(error),
    suggestions: suggestions ?? [],
    exit,
  };
}

function ownCodeOf(exit: number): string {
  if (exit === 2) return 'usage';
  return exit > 128 ? 'stopped' : 'unknown';
}
