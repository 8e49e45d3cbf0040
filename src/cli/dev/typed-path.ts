import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * A file and its caption as `readSent` takes them, from a line as people type it, or as a terminal writes a file that is dropped on it:
 * between quotes, with backslashes before spaces, with `~` for the home folder.
 */
export function typedFile(line: string, home = homedir()): string {
  const [, , quoted, caption = ''] = /^(['"])(.+?)\1(.*)$/s.exec(line) ?? [];
  const plain = quoted === undefined ? line.replaceAll('\\ ', ' ') : `${quoted}${caption}`;
  return plain.startsWith('~/') ? join(home, plain.slice(2)) : plain;
}
