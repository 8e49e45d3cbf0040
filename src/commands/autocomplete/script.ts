import * as Args from '@oclif/core/args';
import { WabotCommand } from '../../cli/base/base-command.ts';
import { completionCommand, shells } from '../../cli/completion/completion-command.ts';

export default class AutocompleteScript extends WabotCommand {
  static override readonly hidden = true;
  static override readonly summary = 'Print the line for the startup file of the shell.';
  static override readonly description = 'Prints the line that `autocomplete` tells you to add.';
  static override readonly examples = ['<%= config.bin %> autocomplete script bash'];
  static override readonly args = {
    shell: Args.string({
      description: 'The shell; by default that of the user.',
      options: shells,
    }),
  };

  async run(): Promise<{ shell: string }> {
    const { args } = await this.parse(AutocompleteScript);
    const shell = args.shell ?? this.config.shell;
    if (!this.jsonEnabled())
      await (await completionCommand('autocomplete:script')).run([shell], this.config);
    return { shell };
  }
}
