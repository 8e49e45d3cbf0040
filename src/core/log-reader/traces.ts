import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { shortPhone } from '../phone.ts';
import { logFiles } from './files.ts';
import { readLogLine } from './line.ts';

/** What a file of the log still has of a chat. */
export interface LogTrace {
  file: string;
  /** Lines with its shortened number, which other customers may share. */
  lines: number;
  /** Lines of those that hold what the customer or the bot said. */
  texts: number;
}

/** Looks through all files of a log for a chat, as it is named there; files without it are left out. */
export async function tracesOf(chat: string, folder: string, name: string): Promise<LogTrace[]> {
  const shortened = shortPhone(chat);
  const traces: LogTrace[] = [];
  for (const file of await logFiles(folder, name)) {
    const trace = await traceIn(file, shortened);
    if (trace.lines > 0) traces.push(trace);
  }
  return traces;
}

async function traceIn(file: string, shortened: string): Promise<LogTrace> {
  const trace = { file, lines: 0, texts: 0 };
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })) {
    if (!line.includes(shortened)) continue;
    const read = readLogLine(line);
    trace.lines += 1;
    if (read.type === 'event' && ('text' in read.fields || 'quoted' in read.fields)) trace.texts += 1;
  }
  return trace;
}
