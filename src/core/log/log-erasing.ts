import { open, type FileHandle } from 'node:fs/promises';
import { isMissing } from '../files/file-error.ts';
import { shortChat } from '../phone.ts';
import { logFiles } from './log-files.ts';
import { matchesFilter, readLogLine, type LogLine } from './log-line.ts';

/** What was removed from a file of the log. */
export interface LogErasure {
  file: string;
  /** Lines of the chat, which were overwritten. */
  removed: number;
  /** Lines of others, or of nobody, in which its shortened number is left. */
  mentions: number;
}

/** Bytes that are read at a time. */
const blockBytes = 1024 * 1024;

/**
 * Removes a chat's lines from all files of a log: those that `wabot logs --chat` shows, and so also those of a number that is
 * shortened alike. Each is overwritten where it stands by a line of the same length that says nothing, so that a bot may write
 * to the file, and put it aside, meanwhile; no other line is touched. Nothing is removed for a phone of less than eleven digits, or
 * an id of less than eight, of which the log keeps two. Files without the chat are left out.
 */
export async function eraseFromLogs(
  chat: string,
  folder: string,
  name: string,
): Promise<LogErasure[]> {
  const done = new Map<number, LogErasure>();
  // A file that is put aside meanwhile has another name then, so that one may be missed: the same again until none is new.
  for (let before = -1; before < done.size;) {
    before = done.size;
    for (const file of await logFiles(folder, name)) await eraseInNew(file, shortChat(chat), done);
  }
  return [...done.values()].filter(({ removed, mentions }) => removed + mentions > 0);
}

async function eraseInNew(
  file: string,
  chat: string,
  done: Map<number, LogErasure>,
): Promise<void> {
  const handle = await open(file, 'r+').catch((error: unknown) =>
    isMissing(error) ? undefined : Promise.reject(error),
  );
  if (!handle) return;
  try {
    const { ino } = await handle.stat();
    if (done.has(ino)) return;
    const erasure = { file, removed: 0, mentions: 0 };
    for await (const { text, offset, length } of linesOf(handle)) {
      if (!text.includes(chat)) continue;
      const line = readLogLine(text);
      const isTheirs = isTelling(chat) && matchesFilter(line, { chat });
      if (isTheirs) await overwrite(handle, offset, length, line);
      erasure[isTheirs ? 'removed' : 'mentions'] += 1;
    }
    done.set(ino, erasure);
  } finally {
    await handle.close();
  }
}

/** Whether a shortened number begins with what it began with: otherwise every hundredth number looks like it. */
function isTelling(shortened: string): boolean {
  return !shortened.startsWith('…');
}

/** The whole lines of a file with their places in bytes; the end of the line does not count. */
async function* linesOf(
  handle: FileHandle,
): AsyncGenerator<{ text: string; offset: number; length: number }> {
  let rest = Buffer.alloc(0);
  for (let start = 0; ;) {
    const { buffer, bytesRead } = await handle.read(
      Buffer.alloc(blockBytes),
      0,
      blockBytes,
      start + rest.length,
    );
    if (bytesRead === 0) return;
    rest = Buffer.concat([rest, buffer.subarray(0, bytesRead)]);
    let at = 0;
    for (let end = rest.indexOf(10); end !== -1; end = rest.indexOf(10, at)) {
      yield { text: rest.toString('utf8', at, end), offset: start + at, length: end - at };
      at = end + 1;
    }
    rest = rest.subarray(at);
    start += at;
  }
}

/** Where a line stood there is one as long, with its time and level and nothing else, or spaces where that does not fit. */
async function overwrite(
  handle: FileHandle,
  offset: number,
  length: number,
  line: LogLine,
): Promise<void> {
  const { time = '', level = '' } = line.type === 'event' ? line : {};
  const said = Buffer.from(JSON.stringify({ level, time, event: 'line-erased' }));
  const filler = Buffer.alloc(length, ' ');
  if (said.length <= length) said.copy(filler);
  await handle.write(filler, 0, length, offset);
}
