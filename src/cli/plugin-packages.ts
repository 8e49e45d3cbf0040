import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Packages of plugins, by their names. */
const pattern = /^(?:@[^/]+\/)?wabot-plugin-/;

/** Quick to look for, so that a start in any other project costs nothing. */
const named = /"(@[^"/]+\/)?wabot-plugin-/;

const commands = join(import.meta.dirname, '../commands');

/** What oclif is told, so that it loads the packages of plugins among the dependencies of a folder's package.json. */
export interface PluginPackages {
  pluginAdditions: { core: string[]; path: string };
}

/** A command line, and what oclif is told to load for it. */
export interface CommandLine {
  args: string[];
  packages: PluginPackages | undefined;
}

/**
 * Which of the packages of plugins that are installed in this folder a command line loads: all of them once somebody has agreed
 * to run them, and none for help, the version and completions. Rejects with a SetupError `setup.trust` when nobody has. A
 * package.json that is no JSON, and a package that is not installed, are passed over with a word on stderr: `wabot` itself
 * works without.
 */
export async function pluginPackages(
  folder: string,
  args: readonly string[],
): Promise<CommandLine> {
  const names = loadsNothing(args) ? [] : namedPackages(folder);
  const plain = { args: [...args], packages: undefined };
  if (names.length === 0) return plain;
  const [{ Gate }, { pluginThings }] = await Promise.all([
    import('./ask-trust.ts'),
    import('../core/trust/things.ts'),
  ]);
  const { found, absent } = pluginThings(names, folder);
  for (const name of absent)
    console.error(`Warning: ${JSON.stringify(name)} of package.json is not installed: npm install`);
  if (found.length === 0) return plain;
  const gate = new Gate({ args, folder });
  if (isHelp(args)) {
    if (!gate.knows(found)) return plain;
  } else await gate.permit(found);
  // Their own commands know nothing of wabot's flags.
  const passed = isOwnCommand(args[0]) ? args : args.filter((arg) => arg !== '--trust');
  return {
    args: [...passed],
    packages: { pluginAdditions: { core: found.map(({ name }) => name), path: folder } },
  };
}

/** Whether this asks for nothing that a plugin could bring. */
function loadsNothing(args: readonly string[]): boolean {
  const [first] = args;
  if (
    first === undefined ||
    ['--version', '-v', 'help'].includes(first) ||
    /^autocomplete\b/.test(first)
  )
    return true;
  // The help of a plugin's own command can only come from the plugin.
  return isHelp(args) && (first.startsWith('-') || isOwnCommand(first));
}

/** Whether help is asked for, also by naming a topic and nothing else. */
function isHelp(args: readonly string[]): boolean {
  const end = args.indexOf('--');
  if (args.slice(0, end === -1 ? undefined : end).some((arg) => arg === '--help' || arg === '-h'))
    return true;
  const [first, ...others] = args;
  return others.length === 0 && first !== undefined && isOwnCommand(first) && !isFile(first);
}

/** Whether a word is a command or a topic of wabot itself. */
function isOwnCommand(word: string | undefined): boolean {
  const [, first] = /^([a-z][\w-]*)(?::|$)/.exec(word ?? '') ?? [];
  return first !== undefined && (isFile(first) || existsSync(join(commands, first)));
}

function isFile(command: string): boolean {
  return ['js', 'ts'].some((end) => existsSync(join(commands, `${command}.${end}`)));
}

/** The names of packages of plugins among the dependencies that a folder's package.json lists. */
function namedPackages(folder: string): string[] {
  const file = join(folder, 'package.json');
  const text = written(file);
  if (!named.test(text)) return [];
  try {
    const { dependencies } = JSON.parse(text) as { dependencies?: unknown };
    if (typeof dependencies !== 'object' || dependencies === null) return [];
    return Object.keys(dependencies).filter((name) => pattern.test(name));
  } catch {
    console.error(`Warning: ${file} is no valid JSON; the plugins that it names are not loaded.`);
    return [];
  }
}

function written(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
