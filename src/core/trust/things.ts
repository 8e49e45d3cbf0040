import { findPackageJSON } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { realpathSync, statSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { isFromFile, writtenName } from '../origins.ts';
import type { Environment, Setting, Settings } from '../settings/settings.ts';
import {
  findPackage,
  findProgram,
  isInside,
  isOwnPackage,
  isSystemProgram,
  ownRoot,
  readManifest,
} from './find.ts';

/** Code that a folder brings and wabot would run. */
export interface Thing {
  kind: 'plugin' | 'package' | 'program';
  /** What asks for it: the plugin's own name, or the setting that names it. */
  name: string;
  /** The program's file or the package's folder, links resolved. */
  path: string;
}

/** Names that npm gives to packages; anything else could be a path, or move a person's cursor. */
const packageName = /^(?:@[\w.~-]+\/)?[\w.~-]+$/;

/** The plugin packages of these names that are installed for a folder, and the names of those that are not. */
export function pluginThings(
  names: readonly string[],
  folder: string,
): { found: Thing[]; absent: string[] } {
  const found: Thing[] = [];
  const absent: string[] = [];
  for (const name of names) {
    const path = packageName.test(name) ? findPackage(name, folder) : undefined;
    if (path === undefined) absent.push(name);
    else found.push({ kind: 'plugin', name, path });
  }
  return { found, absent };
}

/**
 * What of a folder the settings of its `.env` would run: programs, unless the system has them under their usual name, and
 * packages that are installed for it, unless wabot itself uses them. Anyone who names one in the real environment means it. What is
 * not there is left to anyone who wants to run it.
 */
export function settingThings(table: Settings, environment: Environment, folder: string): Thing[] {
  return Object.values(table).flatMap((setting) => {
    const name = setting.runs === undefined ? undefined : writtenName(setting, environment);
    const value = name === undefined ? undefined : environment[name]?.trim();
    if (name === undefined || value === undefined || !isFromFile(name, environment)) return [];
    if (setting.runs === 'package') return packageThing(name, value, folder);
    if (typeof setting.runs === 'object' && 'files' in setting.runs)
      return fileThings(name, setting.runs.files(value), folder);
    return programThing(name, value, setting, environment, folder);
  });
}

function packageThing(name: string, value: string, folder: string): Thing[] {
  const path = packageName.test(value) ? packageFolder(value, folder) : undefined;
  return path === undefined || isOwnPackage(value, path) ? [] : [{ kind: 'package', name, path }];
}

/** As an import from the folder finds it: the folder itself, too, when that is a package of this name. */
function packageFolder(name: string, folder: string): string | undefined {
  try {
    const manifest = findPackageJSON(name, pathToFileURL(join(folder, 'package.json')));
    return manifest === undefined ? undefined : realpathSync(dirname(manifest));
  } catch {
    // Not installed here: wabot's own is taken, or none.
    return undefined;
  }
}

/** Those of these files that are there, in the folder or wherever they lie, but for what is wabot's own. */
function fileThings(name: string, files: readonly string[], folder: string): Thing[] {
  const paths = files.flatMap((file) => {
    const path = resolve(folder, file);
    return statSync(path, { throwIfNoEntry: false })?.isFile() ? realpathSync(path) : [];
  });
  return [...new Set(paths)]
    .filter((path) => !isInside(path, ownRoot))
    .map((path) => ({ kind: 'program', name, path }));
}

function programThing(
  name: string,
  value: string,
  { runs }: Setting<unknown>,
  environment: Environment,
  folder: string,
): Thing[] {
  if (typeof runs !== 'object' || !('program' in runs)) return [];
  const path = environment['PATH'] ?? '';
  const file = findProgram(value, folder, path);
  if (
    file === undefined ||
    isInside(file, ownRoot) ||
    isSystemProgram(file, runs.program, folder, path)
  )
    return [];
  return [{ kind: 'program', name, path: file }];
}

/** One line for a person, with nothing in it that could move the cursor. */
export function thingLine({ kind, name, path }: Thing): string {
  const { version } = kind === 'program' ? {} : readManifest(path);
  const shown = typeof version === 'string' && /^[\w.+-]{1,40}$/.test(version) ? ` ${version}` : '';
  const what = kind === 'plugin' ? `plugin ${name}${shown}` : `${kind} that ${name} names${shown}`;
  return `${what}: ${path.replaceAll(/\p{C}/gu, '?')}`;
}
