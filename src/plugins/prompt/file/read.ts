import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { fileErrorCode } from '../../../core/plugin-api/files.ts';
import type { PromptText } from '../../../core/kinds/prompt.ts';
import { mostPromptBytes } from '../../../core/plugin-api/prompts.ts';

/** What was found where the prompt should be. `stamp` differs whenever the file may have changed. */
export type Found =
  | { stamp: string; bytes: number; changedMs: number }
  | { stamp: string; problem: string; missing: boolean };

/** Looks at the file without reading it; never throws. Every turn looks, and at once costs a tenth of by way of a thread. */
export function look(file: string): Found {
  try {
    const { size, ino, mtimeNs, ctimeNs, mtimeMs } = statSync(file, { bigint: true });
    return {
      stamp: [size, ino, mtimeNs, ctimeNs].join(' '),
      bytes: Number(size),
      changedMs: Number(mtimeMs),
    };
  } catch (error) {
    const code = fileErrorCode(error) ?? 'unknown reason';
    return {
      stamp: code,
      problem: code === 'ENOENT' ? 'it does not exist' : `it cannot be read (${code})`,
      missing: code === 'ENOENT',
    };
  }
}

export type PromptReading = { prompt: PromptText; bytes: number } | { problem: string };

/** Reads the file. Never rejects; the problem completes "The prompt file … cannot be used: ". */
export async function read(file: string): Promise<PromptReading> {
  try {
    const { size } = await stat(file);
    if (size > mostPromptBytes)
      return {
        problem: `it is larger than ${mostPromptBytes / 1_000_000} MB, which no model should read with every message`,
      };
    const bytes = await readFile(file);
    const decoded = decode(bytes);
    return 'problem' in decoded ? decoded : { prompt: promptOf(decoded.text), bytes: bytes.length };
  } catch (error) {
    const code = fileErrorCode(error) ?? 'unknown reason';
    return { problem: code === 'EISDIR' ? 'it is a folder' : `it cannot be read (${code})` };
  }
}

/** A text with its version: the start of its SHA-256. */
export function promptOf(text: string): PromptText {
  return { text, version: wholeHash(text).slice(0, 12) };
}

/** Its SHA-256 in hexadecimal. */
export function wholeHash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function decode(bytes: Buffer): { text: string } | { problem: string } {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff))
    return { problem: 'it is UTF-16 text; save it as UTF-8' };
  try {
    const text = new TextDecoder('utf-8', { fatal: true })
      .decode(bytes)
      .replaceAll('\r\n', '\n')
      .trim();
    if (text === '') return { problem: 'it is empty' };
    return text.includes('\0')
      ? { problem: 'it is not a text; save it as plain text in UTF-8' }
      : { text };
  } catch {
    return { problem: `it is not UTF-8 text (line ${firstBadLine(bytes)}); save it as UTF-8` };
  }
}

/** Line feeds are the same byte in every encoding that a text editor on a PC may choose, so lines can be told apart. */
function firstBadLine(bytes: Buffer): number {
  const lines = bytes.toString('latin1').split('\n');
  return (
    lines.findIndex((line) => Buffer.from(line, 'latin1').toString('utf8').includes('\uFFFD')) + 1
  );
}
