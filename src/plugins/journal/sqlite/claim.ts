import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { claimedFile, isLocked, toOpenError } from './failures.ts';
import { makePrivate } from '../../sqlite/private-file.ts';

/** Somebody who only looks whether the file is locked holds it for an instant; that is waited out. Milliseconds. */
const lookerMs = 500;

/** Locks a file until the returned function is called or the process dies, however it dies. Throws a SetupError when it is locked. */
export function lockFile(file: string): () => void {
  let lock: DatabaseSync | undefined;
  try {
    makePrivate(file);
    lock = new DatabaseSync(file, { timeout: lookerMs });
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock?.close();
    throw isLocked(error) ? claimedFile(file, error) : toOpenError(error, file);
  }
  const held = lock;
  return () => held.close();
}

/** Whether a process holds the lock. Throws a SetupError when that cannot be seen. */
export function isFileLocked(file: string): boolean {
  if (!existsSync(file)) return false;
  let look: DatabaseSync | undefined;
  try {
    look = new DatabaseSync(file, { readOnly: true });
    look.prepare('SELECT count(*) FROM sqlite_schema').get();
    return false;
  } catch (error) {
    if (isLocked(error)) return true;
    throw toOpenError(error, file);
  } finally {
    look?.close();
  }
}
