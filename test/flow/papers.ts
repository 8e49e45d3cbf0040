import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A line of the log. */
export type LogLine = Readonly<Record<string, unknown>> & { event: string };

/** The log of a bot that keeps everything in this folder. */
export async function readLog(folder: string): Promise<LogLine[]> {
  const lines = (await readFile(join(folder, 'logs/app.log'), 'utf8')).split('\n').filter(Boolean);
  return lines.map((line) => JSON.parse(line) as LogLine);
}

/** Every file in a folder and below, byte by byte as Latin-1 has it; without those that go while a bot is at work. */
export async function readAll(folder: string): Promise<{ path: string; text: string }[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  const read = paths.map(async (path) => ({ path, text: await readFile(path, 'latin1') }));
  const found = await Promise.all(read.map((file) => file.catch(nothingWhereGone)));
  return found.filter((file) => file !== undefined);
}

function nothingWhereGone(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}
