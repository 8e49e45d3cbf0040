import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { cleanEnvironment, type Ran } from './cli.ts';
import { program } from './program.ts';

/** What a document shows of a terminal: a line after `$`, and what it printed. */
export interface Transcript {
  line: string;
  output: string;
}

/** Every block of code of a document with its language, without the indentation of the block. */
function blocks(markdown: string): { language: string; lines: string[] }[] {
  return [...markdown.matchAll(/^( *)```(\w*)\n([^]*?)^ *```/gm)].map(
    ([, indent = '', language = '', body = '']) => ({
      language,
      lines: body
        .split('\n')
        .map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line)),
    }),
  );
}

/** A line without its comment; with `\` at the end it goes on in the next one. */
function commandsOf(lines: readonly string[]): string[] {
  return lines
    .join('\n')
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
    .map((line) => line.replace(/(?:^|\s+)#\s.*$/, '').trim())
    .filter((line) => line !== '' && !isAssignment(line));
}

/** A line of `.env`, not of a shell. */
function isAssignment(line: string): boolean {
  return /^[A-Z][A-Z\d_]*=\S*$/.test(line);
}

/**
 * Every command line of a document, each once: the lines of its shell blocks as they stand, and what its text names as
 * `npx wabot …` or `wabot …` in backticks. A table of synopses is none of them: `synopses` has those.
 */
export function commandLines(markdown: string): string[] {
  const shell = blocks(markdown).flatMap(({ language, lines }) =>
    /^(?:sh|bash|shell)$/.test(language) ? commandsOf(lines) : [],
  );
  const text = markdown.replaceAll(/^ *```[^]*?^ *```/gm, '').replaceAll(/^\| `wabot .*$/gm, '');
  const spans = [...text.matchAll(/`((?:npx )?wabot [^`\n]+)`/g)].map(([, span = '']) =>
    span.replaceAll(String.raw`\|`, '|'),
  );
  return [...new Set([...shell, ...spans])];
}

/** What a document shows of a terminal. */
export function transcripts(markdown: string): Transcript[] {
  return blocks(markdown).flatMap(({ lines }) => {
    if (!lines[0]?.startsWith('$ ')) return [];
    return [{ line: lines[0].slice(2), output: lines.slice(1).join('\n') }];
  });
}

/** The synopses in a document's table of commands: `wabot history show --phone phone [--format text|json|md]`. */
export function synopses(markdown: string): string[] {
  return [...markdown.matchAll(/^\| `(wabot .*?)` \|/gm)].map(([, synopsis = '']) =>
    synopsis.replaceAll(String.raw`\|`, '|'),
  );
}

/** How a command line is run. */
export interface LineStart {
  cwd: string;
  /** Its whole environment besides HOME and the like. */
  env: Readonly<Record<string, string>>;
  stdin?: string;
  /** For what runs until it is stopped: stopped with Ctrl+C as soon as it has printed this on either stream. */
  until?: RegExp;
}

/** A shell in which a document's lines run as they stand, with this source as `wabot`, and no program that is not named here. */
export class DocumentedShell {
  readonly #programs: string;

  private constructor(programs: string) {
    this.#programs = programs;
  }

  /** `folder` is for the programs; `allowed` are further programs of this machine that lines may use. */
  static async open(folder: string, allowed: readonly string[] = []): Promise<DocumentedShell> {
    const programs = join(folder, 'programs');
    await mkdir(programs, { recursive: true });
    for (const [name, script] of Object.entries(standIns)) {
      await writeFile(join(programs, name), `#!/bin/sh\n${script}\n`);
      await chmod(join(programs, name), 0o755);
    }
    for (const name of ['bash', 'cat', 'jq', 'ffmpeg', 'ffprobe', ...allowed]) {
      const found = programOf(name);
      if (found !== undefined) await symlink(found, join(programs, name));
    }
    return new DocumentedShell(programs);
  }

  /** Runs one line to its end. A program that is not there is 127, as in every shell. */
  async run(line: string, { cwd, env, stdin = '', until }: LineStart): Promise<Ran> {
    const shell = spawn(programOf('bash') ?? 'bash', ['-c', line], {
      cwd,
      env: { ...cleanEnvironment(env), PATH: this.#programs },
      detached: true,
    });
    shell.stdin.on('error', () => {});
    if (until === undefined) shell.stdin.end(stdin);
    else shell.stdin.write(stdin);
    const heard = { stdout: '', stderr: '' };
    let isStopped = false;
    const hear = (name: 'stdout' | 'stderr') => (text: string) => {
      heard[name] += text;
      if (
        isStopped ||
        until === undefined ||
        !(until.test(heard.stdout) || until.test(heard.stderr))
      )
        return;
      isStopped = true;
      if (shell.pid !== undefined) process.kill(-shell.pid, 'SIGINT');
    };
    shell.stdout.setEncoding('utf8').on('data', hear('stdout'));
    shell.stderr.setEncoding('utf8').on('data', hear('stderr'));
    return new Promise((resolve, reject) => {
      shell.once('error', reject);
      shell.once('close', (code, signal) => resolve({ code, signal, ...heard }));
    });
  }
}

/** `npm ci` has been done where the tests run; nothing else of npm is run. */
const standIns: Readonly<Record<string, string>> = {
  wabot: `exec "${process.execPath}" "${program}" "$@"`,
  npx: '[ "$1" = wabot ] || { echo "npx $1 is not run here" >&2; exit 127; }\nshift\nexec wabot "$@"',
  npm: '[ "$*" = ci ] || { echo "npm $* is not run here" >&2; exit 127; }',
};

/** Where a program of this machine is; undefined when it is not here. */
function programOf(name: string): string | undefined {
  return (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((path) => {
      try {
        accessSync(path, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

/** What is left of documented lines once those that this machine cannot run are taken away; `stale` are those that no document has any more. */
export function runnable(
  lines: readonly string[],
  elsewhere: Readonly<Record<string, string>>,
): { here: string[]; stale: string[] } {
  return {
    here: lines.filter((line) => !Object.hasOwn(elsewhere, line)),
    stale: Object.keys(elsewhere).filter((line) => !lines.includes(line)),
  };
}
