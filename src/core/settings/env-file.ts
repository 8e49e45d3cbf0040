import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { envEntries } from './environment.ts';
import { SetupError } from '../errors.ts';
import { fileErrorCode, isMissing } from '../files/file-error.ts';
import { keepOwner, strangersFile } from '../files/file-owner.ts';

/** The text of a `.env` file with these variables set; every other line, comments too, stays as it is. */
export function withEnvVariables(
  text: string,
  variables: Readonly<Record<string, string>>,
): string {
  const lines = text.replace(/\r(?!\n)/g, '\n');
  let changed = lines === '' || lines.endsWith('\n') ? lines : `${lines}\n`;
  for (const [name, value] of Object.entries(variables))
    changed = withVariable(changed, name, `${name}=${quoted(value)}`);
  return changed;
}

/** The last line of a name is the one that counts; earlier ones go, so that nobody is misled. */
function withVariable(text: string, name: string, line: string): string {
  let [changed, at, written] = ['', 0, false];
  for (const { start, end } of [...envEntries(text)].filter((entry) => entry.name === name)) {
    changed += text.slice(at, start) + (written ? '' : `${line}\n`);
    [at, written] = [end, true];
  }
  changed += text.slice(at);
  return written ? changed : `${changed}${line}\n`;
}

/** In quotes where the value needs them; a value with all three sorts of quotes or with line ends cannot be written. */
function quoted(value: string): string {
  if (/^[\w.:/@+,=~-]*$/.test(value)) return value;
  const mark = ["'", '"', '`'].find((each) => !value.includes(each));
  if (mark !== undefined && !value.includes('\n')) return `${mark}${value}${mark}`;
  throw new SetupError(
    'env-file',
    'A value has quotes of every sort or several lines, which a .env file cannot hold',
  );
}

/** The text of a file; undefined when there is none. */
export async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/**
 * Writes a file whole or not at all, readable by its owner only where it is `secret`; a link stays a link, and what root writes
 * belongs to whom the file before it belonged, or its folder. Rejects with a SetupError.
 */
export async function writeWhole(
  path: string,
  text: string,
  { secret = false } = {},
): Promise<void> {
  const target = await realpath(path).catch(() => path);
  const draft = `${target}.${randomUUID()}`;
  try {
    await writeFile(draft, text, { mode: secret ? 0o600 : 0o644, flag: 'wx' });
    keepOwner(draft, { like: existsSync(target) ? target : dirname(target) });
    await rename(draft, target);
  } catch (error) {
    await rm(draft, { force: true });
    const code = fileErrorCode(error) ?? 'unknown reason';
    const stranger = strangersFile(dirname(target));
    throw new SetupError(
      'file',
      `The file ${path} cannot be written (${code})${stranger ? `: ${stranger.whose}` : ''}`,
      {
        suggestions: ['Start it in a folder that belongs to you and has room.'],
        cause: error,
      },
    );
  }
}
