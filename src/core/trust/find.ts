import { accessSync, constants, existsSync, readFileSync, realpathSync } from 'node:fs';
import { delimiter, dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where this wabot is installed, links resolved: what lies in there runs already. */
export const ownRoot = realpathSync(fileURLToPath(new URL('../../..', import.meta.url)));

/** Whether a path is the folder or lies in it; both with links resolved. */
export function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return (
    way !== '..' &&
    !way.startsWith(`..${process.platform === 'win32' ? '\\' : '/'}`) &&
    !isAbsolute(way)
  );
}

/** The folder of an installed package as Node finds it from a folder, in the nearest `node_modules`, links resolved; undefined when there is none. */
export function findPackage(name: string, from: string): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    const found = join(folder, 'node_modules', name);
    if (existsSync(join(found, 'package.json'))) return realpathSync(found);
    if (dirname(folder) === folder) return undefined;
  }
}

/** Whether a package at this place, links resolved, is the one that this wabot uses under this name, or wabot itself. */
export function isOwnPackage(name: string, path: string): boolean {
  return isInside(path, ownRoot) || findPackage(name, ownRoot) === path;
}

/** What a package.json says, as far as it is an object; empty when it cannot be read. */
export function readManifest(folder: string): Readonly<Record<string, unknown>> {
  try {
    const manifest: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    return typeof manifest === 'object' && manifest !== null ? { ...manifest } : {};
  } catch {
    // Anyone who loads it says what is wrong with it.
    return {};
  }
}

/**
 * The file that starting a program by this name in this folder would run, links resolved; undefined when there is none. A bare
 * name is looked for on `path`, as the system does.
 */
export function findProgram(name: string, folder: string, path: string): string | undefined {
  if (/[/\\]/.test(name)) return runnable(resolve(folder, name));
  for (const place of path.split(delimiter)) {
    const found = runnable(join(resolve(folder, place), name));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Whether a file, links resolved, is what the system has under this name, in a place that no folder of somebody brings along. */
export function isSystemProgram(file: string, name: string, folder: string, path: string): boolean {
  const places = path
    .split(delimiter)
    .filter((place) => isAbsolute(place) && !isInside(place, folder));
  return places.some((place) => runnable(join(place, name)) === file);
}

function runnable(file: string): string | undefined {
  for (const candidate of process.platform === 'win32' ? [file, `${file}.exe`] : [file]) {
    try {
      accessSync(candidate, constants.X_OK);
      return realpathSync(candidate);
    } catch {
      // Not there, or not to be run: the next place.
    }
  }
  return undefined;
}
