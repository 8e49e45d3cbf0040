import * as Args from '@oclif/core/args';
import { CLIError } from '@oclif/core/errors';
import {
  inForce,
  noneKept,
  printedVersion,
  PromptsCommand,
  type PrintedVersion,
} from '../../cli/base/prompts-command.ts';

interface Shown extends PrintedVersion {
  inForce: boolean;
  text: string;
}

export default class PromptsShow extends PromptsCommand {
  static override readonly summary = 'Print a kept version of the prompt.';
  static override readonly description =
    'Prints the text as the model receives it: the current version, or another one.';
  static override readonly examples = [
    '<%= config.bin %> prompts show',
    '<%= config.bin %> prompts show 12',
  ];
  static override readonly args = {
    version: Args.string({ description: 'Number or name of a version: 12, gdocs-12.' }),
  };

  async run(): Promise<Shown> {
    const { args } = await this.parse(PromptsShow);
    const versions = await this.versions();
    const current = await inForce(versions);
    const version = args.version === undefined ? current : await this.named(versions, args.version);
    if (!version) throw new CLIError(noneKept, { exit: 2 });
    this.show(version.text);
    return {
      ...printedVersion(version),
      inForce: version.number === current?.number,
      text: version.text,
    };
  }
}
