import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Interfaces } from '@oclif/core';
import { pluginPackages } from '../src/cli/plugin-packages.ts';

const root = dirname(import.meta.dirname);

type SourceOptions = Interfaces.Options & { root: string };

/** What oclif must be told to run the commands in `src` as they are, without a build and past any manifest. */
export async function fromSource(): Promise<SourceOptions> {
  const built = await readFile(`${root}/package.json`, 'utf8');
  const written = built
    .replaceAll('./dist/commands', './src/commands')
    .replace(/"\.\/dist\/(plugins\/index|cli\/help|cli\/command-not-found)\.js"/g, '"./src/$1.ts"');
  return { root, pjson: JSON.parse(written) as Interfaces.PJSON, ignoreManifest: true };
}

/** The same for a command line, with the plugins of this folder. Rejects when they may not run. */
export async function lineFromSource(
  given: readonly string[],
): Promise<{ args: string[]; loadOptions: SourceOptions }> {
  const { args, packages } = await pluginPackages(process.cwd(), given);
  return { args, loadOptions: { ...(await fromSource()), ...packages } };
}
