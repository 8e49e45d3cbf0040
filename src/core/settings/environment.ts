import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { plural } from '../plural.ts';
import { decodeText } from '../files/decode-text.ts';
import { SetupError } from '../errors.ts';
import { fileErrorCode, isMissing } from '../files/file-error.ts';
import { isPermissionError, strangersFile } from '../files/file-owner.ts';
import type { Environment } from './settings.ts';

/** Where a variable's value came from. */
export type Source = 'environment' | '.env';

/** All variables, and where each came from. */
export interface ReadEnvironment {
  values: Environment;
  sources: Readonly<Record<string, Source>>;
  /** What stands in `.env`, whether it counts or not. */
  file: Environment;
}

/**
 * The variables of this process over those of the file `.env` in the folder, which may be absent. Throws a SetupError
 * `setup.env-file` that names the file and its bad lines, and repeats nothing of what is in them.
 */
export function readEnvironment(
  folder: string = process.cwd(),
  real: Environment = process.env,
): ReadEnvironment {
  const file = join(folder, '.env');
  const written = parse(readText(file), file);
  const meant = Object.entries(real).map(([name, value = '']) => [name, withoutQuotes(value)]);
  return {
    values: { ...written, ...(Object.fromEntries(meant) as Environment) },
    sources: { ...sourcesOf(written, '.env'), ...sourcesOf(real, 'environment') },
    file: written,
  };
}

/** `docker run --env-file` hands values on with the quotes that stand around them in the file: a matched pair is taken off. */
function withoutQuotes(value: string): string {
  const [mark, ...rest] = value.trim();
  if ((mark !== '"' && mark !== "'") || rest.pop() !== mark) return value;
  const inner = rest.join('');
  return inner.includes(mark) && !/^\{[^]*\}$/.test(inner) ? value : inner;
}

/** The variables of this process alone, for what no file of a folder may decide. */
export function realEnvironment(): Environment {
  return process.env;
}

function sourcesOf(values: Environment, source: Source): Record<string, Source> {
  return Object.fromEntries(Object.keys(values).map((name) => [name, source]));
}

function readText(file: string): string {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    if (isMissing(error)) return '';
    const code = fileErrorCode(error) ?? 'unknown reason';
    const whose = isPermissionError(error) ? strangersFile(file)?.whose : undefined;
    const why = `it cannot be read (${code})${whose === undefined ? '' : `: ${whose}`}`;
    throw fileError(file, [code === 'EISDIR' ? 'it is a folder' : why], error);
  }
  if (bytes.length > mostBytes)
    throw fileError(file, ['it is larger than 1 MB, which no list of settings is']);
  const text = decodeText(bytes);
  if (typeof text !== 'string') throw fileError(file, [text.problem]);
  return text;
}

/** A larger file holds something else. */
const mostBytes = 1_000_000;

/** As many bad lines are named. */
const mostProblems = 10;

/** An empty line, a comment, or `NAME=` with what stands behind it. */
const nothing = /[^\S\n]*(?:#[^\n]*)?(?:\n|$)/y;
const name = /[^\S\n]*(?:export[^\S\n]+)?([\w.-]+)[^\S\n]*=[^\S\n]*/y;
const foreignName = /[^\S\n]*(?:export[^\S\n]+)?[\p{L}\d_.-]+[^\S\n]*=/uy;
const quoted = /(["'`])[\s\S]*?\1/y;
const unquoted = /[^\n]*/y;
const lineEnd = /[^\n]*(?:\n|$)/y;

/**
 * Node's parser passes over what it does not understand; here every line must be understood, so that no setting is lost
 * without a word. A `#` is a comment only after a space, as other readers of such files have it.
 */
function parse(text: string, file: string): Environment {
  const source = text.replace(/\r\n?/g, '\n');
  const entries: string[] = [];
  const problems: string[] = [];
  let more = 0;
  for (const { start, entry, problem } of envEntries(source)) {
    if (entry !== undefined) entries.push(entry);
    if (problem === undefined) continue;
    if (problems.length < mostProblems) problems.push(`line ${lineOf(source, start)} ${problem}`);
    else more += 1;
  }
  if (more > 0) problems.push(`and ${plural(more, 'more line')} like these`);
  if (problems.length > 0) throw fileError(file, problems);
  return parseEnv(entries.join('\n'));
}

interface Entry {
  /** Behind its line end. */
  end: number;
  /** The variable that it sets. */
  name?: string;
  /** As Node's parser takes it. */
  entry?: string;
  problem?: string;
}

/** The lines of a `.env` file, in order; one whose value has several lines is one entry. */
export function* envEntries(source: string): Generator<Entry & { start: number }> {
  for (let start = 0; start < source.length;) {
    const entry = readEntry(source, start);
    yield { ...entry, start };
    start = entry.end;
  }
}

function readEntry(source: string, at: number): Entry {
  const blank = match(nothing, source, at);
  if (blank) return { end: at + blank[0].length };
  const named = match(name, source, at);
  const lineEndAt = at + (match(lineEnd, source, at)?.[0].length ?? source.length);
  if (!named)
    return {
      end: lineEndAt,
      problem: match(foreignName, source, at)
        ? 'has letters in its name that are not Latin, even if they look so'
        : 'is not NAME=value (a value of several lines belongs in quotes)',
    };
  const [head, variable = ''] = named;
  const valueAt = at + head.length;
  if (!/["'`]/.test(source.charAt(valueAt))) {
    const value = (match(unquoted, source, valueAt)?.[0] ?? '').replace(/(^|\s)#.*$/s, '').trim();
    return {
      end: lineEndAt,
      name: variable,
      entry: `${variable}=${value.includes('#') ? quote(value) : value}`,
    };
  }
  const value = match(quoted, source, valueAt)?.[0];
  if (value === undefined) return { end: lineEndAt, problem: 'opens a quote that is never closed' };
  const behind = match(nothing, source, valueAt + value.length);
  if (!behind)
    return {
      end: lineEndAt,
      problem: 'has something after its closing quote (put quotes of another sort around it)',
    };
  return {
    end: valueAt + value.length + behind[0].length,
    name: variable,
    entry: `${variable}=${value}`,
  };
}

function match(pattern: RegExp, source: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(source);
}

/** In quotes that are not in the value; Node's parser knows no way to write all three. */
function quote(value: string): string {
  const mark = ["'", '`', '"'].find((each) => !value.includes(each)) ?? '';
  return `${mark}${value}${mark}`;
}

function lineOf(source: string, at: number): number {
  return source.slice(0, at).split('\n').length;
}

function fileError(file: string, problems: readonly string[], cause?: unknown): SetupError {
  const list = problems.map((problem) => `  - ${problem}`);
  return new SetupError('env-file', `The file ${file} cannot be used:\n${list.join('\n')}`, {
    cause,
    suggestions: ['Fix the file, or move it away and put the variables into the environment.'],
  });
}
