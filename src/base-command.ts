import { access, constants } from 'node:fs/promises';
import { Command } from '@oclif/core/command';
import { CLIError } from '@oclif/core/errors';
import { readEnvironment } from './core/environment.ts';
import type { Catalog } from './core/plugin.ts';
import { mergeCatalogs } from './core/registry.ts';
import type { Environment } from './core/settings.ts';

/** What every command of wabot has: `--json`, the environment as data, and the catalog of plugins. */
export abstract class WabotCommand extends Command {
  static override readonly enableJsonFlag = true;

  /** What `open` asks for: the environment over `.env` of this folder, and every installed plugin, not yet loaded. */
  protected async world(): Promise<{ catalog: Catalog; environment: Environment }> {
    return { environment: readEnvironment().values, catalog: mergeCatalogs(await this.config.runHook('wabot:plugins', {})) };
  }

  /** The path of a file that can be read; otherwise wrong usage. */
  protected async existingFile(path: string): Promise<string> {
    await access(path, constants.R_OK).catch(() => {
      throw new CLIError(`The file ${path} does not exist or cannot be read.`, { exit: 2 });
    });
    return path;
  }
}
