import * as Args from '@oclif/core/args';
import { openPlugins } from '../../core/assembly/open-plugins.ts';
import { rollBackTo } from '../../core/prompts/roll-back.ts';
import { labelOf } from '../../core/prompts/version-label.ts';
import {
  printedVersion,
  PromptsCommand,
  type PrintedVersion,
} from '../../cli/base/prompts-command.ts';
import { interruption } from '../../cli/terminal/signals.ts';

interface RolledBack {
  inForce: PrintedVersion;
  /** False when it is what the source says, so that nothing had to be held. */
  rolledBack: boolean;
}

export default class PromptsRollback extends PromptsCommand {
  static override readonly summary = 'Roll back to an older version of the prompt.';
  static override readonly description =
    'A running `serve` uses it from the next message on, and the background refresh does not undo it. The rollback ends when the document (or the prompt file) changes again, or with `prompts sync`.';
  static override readonly examples = ['<%= config.bin %> prompts rollback 11'];
  static override readonly args = {
    version: Args.string({
      description: 'Number or name of a version: 11, gdocs-11.',
      required: true,
    }),
  };

  async run(): Promise<RolledBack> {
    const { args } = await this.parse(PromptsRollback);
    const versions = await this.versions();
    const version = await this.named(versions, args.version);
    const stop = interruption();
    const opened = await openPlugins({
      ...(await this.world()),
      kinds: ['prompt'],
      settings: {},
      log: 'stderr',
    });
    const { prompt } = opened.plugins;
    opened.onClose(async () => prompt.close?.());
    try {
      const rolledBack = await this.waiting('Fetching the prompt', () =>
        rollBackTo(version, prompt, versions, stop),
      );
      const until = rolledBack
        ? ' until its source changes or `wabot prompts sync`'
        : ', the same as its source';
      this.say(`${labelOf(version)} is current${until}.`);
      return { inForce: printedVersion(version), rolledBack };
    } finally {
      await opened.close();
    }
  }
}
