import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import type { Command } from '@oclif/core/command';

const packageName = '@oclif/plugin-autocomplete';

/**
 * A command of oclif's own package for completions. Listed among oclif's plugins, the package would cost every start of every
 * command some percent; so it is loaded when somebody wants it.
 */
export async function completionCommand(id: string): Promise<Command.Class> {
  const { Plugin } = await import('@oclif/core/config');
  const root = dirname(dirname(createRequire(import.meta.url).resolve(packageName)));
  const plugin = new Plugin({ name: packageName, root });
  await plugin.load();
  return plugin.findCommand(id, { must: true });
}

/** Shells that can be taught. */
export const shells = ['bash', 'zsh', 'powershell'] as const;
