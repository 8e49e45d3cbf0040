import { DatabaseSync } from 'node:sqlite';
import { claimedFile, isLocked, toOpenError } from './failures.ts';
import { makePrivate } from './open-file.ts';

/** Locks a file until the returned function is called or the process dies, however it dies. Throws a SetupError when it is locked. */
export function lockFile(file: string): () => void {
  let lock: DatabaseSync | undefined;
  try {
    makePrivate(file);
    lock = new DatabaseSync(file);
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock?.close();
    throw isLocked(error) ? claimedFile(file, error) : toOpenError(error, file);
  }
  const held = lock;
  return () => held.close();
}

/** How often another process's changes are looked for, milliseconds. One look takes microseconds. */
const lookPauseMs = 1_000;

/** Calls `changed` when the version that `read` gives is another than before; again later while either rejects. Returns what ends it. */
export function watchVersion(read: () => Promise<unknown>, changed: () => Promise<void>): () => void {
  const ended = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let seen: unknown;
  const look = async (): Promise<void> => {
    try {
      const version = await read();
      if (seen !== undefined && version !== seen) await changed();
      seen = version;
    } catch {
      // The next look finds the same difference again.
    }
    if (!ended.signal.aborted) timer = setTimeout(() => void look(), lookPauseMs).unref();
  };
  void look();
  return () => {
    ended.abort();
    clearTimeout(timer);
  };
}
