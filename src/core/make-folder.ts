import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { codeOf, isMissing } from './file-error.ts';

/**
 * Makes a folder for the owner alone, with the folders above it. Throws the system's error. Node's own way of doing this never
 * comes back where a file system calls a missing right ENOENT, as `/proc` does.
 */
export function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    if (codeOf(error) === 'EEXIST' && statSync(folder).isDirectory()) return;
    const above = dirname(folder);
    if (!isMissing(error) || above === folder || statSync(above, { throwIfNoEntry: false })) throw error;
    makeFolder(above);
    mkdirSync(folder, { mode: 0o700 });
  }
}
