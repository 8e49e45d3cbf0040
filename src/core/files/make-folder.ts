import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileErrorCode, isMissing } from './file-error.ts';
import { keepOwner } from './file-owner.ts';

/**
 * Makes a folder for its owner alone, with the folders above it; what root makes belongs to the owner of the folder around it.
 * Throws the system's error. Node's own way of doing this never comes back where a file system calls a missing right ENOENT, as
 * `/proc` does.
 */
export function makeFolder(folder: string): void {
  try {
    make(folder);
  } catch (error) {
    if (fileErrorCode(error) === 'EEXIST' && statSync(folder).isDirectory()) return;
    const above = dirname(folder);
    if (!isMissing(error) || above === folder || statSync(above, { throwIfNoEntry: false }))
      throw error;
    makeFolder(above);
    make(folder);
  }
}

function make(folder: string): void {
  mkdirSync(folder, { mode: 0o700 });
  keepOwner(folder);
}
