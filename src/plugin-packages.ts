import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const patterns = ['wabot-plugin-*', '@*/wabot-plugin-*'];

/** Quick to look for, so that a start in any other project costs nothing. */
const named = /"(@[^"/]+\/)?wabot-plugin-/;

/** What oclif is told, so that it loads the packages of plugins among the dependencies of a folder's package.json. */
export interface PluginPackages {
  pluginAdditions: { core: string[]; path: string };
}

/**
 * The packages of plugins that the owner has installed in this folder; undefined when its package.json names none. One that
 * is no JSON is passed over with a word on stderr: `wabot` itself works without it.
 */
export function pluginPackages(folder: string): PluginPackages | undefined {
  const file = join(folder, 'package.json');
  const text = written(file);
  if (!named.test(text)) return undefined;
  try {
    JSON.parse(text);
  } catch {
    console.error(`Warning: ${file} is no valid JSON; the plugins that it names are not loaded.`);
    return undefined;
  }
  return { pluginAdditions: { core: patterns, path: folder } };
}

function written(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
