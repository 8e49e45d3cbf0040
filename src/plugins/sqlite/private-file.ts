import { closeSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileErrorCode, makeFolder, keepOwner } from '../../core/plugin-api/files.ts';

/** Makes an empty file, and its folder, for its owner alone (SQLite gives the files beside it the same one); one that is there stays as it is. */
export function makePrivate(file: string): void {
  makeFolder(dirname(file));
  try {
    closeSync(openSync(file, 'wx', 0o600));
    keepOwner(file);
  } catch (error) {
    if (fileErrorCode(error) !== 'EEXIST') throw error;
  }
}
