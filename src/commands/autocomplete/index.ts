import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { WabotCommand } from '../../cli/base/base-command.ts';
import { bashValues } from '../../cli/completion/bash-values.ts';
import { completionCommand, shells } from '../../cli/completion/completion-command.ts';

export default class Autocomplete extends WabotCommand {
  static override readonly summary = 'Let the shell complete commands and flags.';
  static override readonly description =
    'Builds the completions and prints the line to add to the startup file of your shell. Run it again with --refresh-cache after updating wabot.';
  static override readonly examples = ['<%= config.bin %> autocomplete bash'];
  static override readonly args = {
    shell: Args.string({
      description: 'The shell; by default that of the user.',
      options: shells,
    }),
  };
  static override readonly flags = {
    'refresh-cache': Flags.boolean({ char: 'r', summary: 'Only rebuild the completion cache.' }),
  };

  async run(): Promise<{ shell: string }> {
    const { args, flags } = await this.parse(Autocomplete);
    const shell = args.shell ?? this.config.shell;
    const command = await completionCommand('autocomplete');
    const quiet = flags['refresh-cache'] || this.jsonEnabled();
    await command.run(
      [...(args.shell === undefined ? [] : [args.shell]), ...(quiet ? ['--refresh-cache'] : [])],
      this.config,
    );
    await this.#offerValues();
    return { shell };
  }

  /** Adds to the function of bash the values that flags take; that of zsh has them, and that of PowerShell has none. */
  async #offerValues(): Promise<void> {
    const { bin, cacheDir, commands } = this.config;
    const file = join(cacheDir, 'autocomplete', 'functions', 'bash', `${bin}.bash`);
    await appendFile(file, bashValues(bin, commands));
  }
}
