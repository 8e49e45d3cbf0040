import * as Args from '@oclif/core/args';
import { KnowledgeCommand } from '../../cli/base/knowledge-command.ts';
import { printedVersion, type PrintedVersion } from '../../cli/base/prompts-command.ts';

interface Shown extends PrintedVersion {
  text: string;
}

export default class KnowledgeShow extends KnowledgeCommand {
  static override readonly hidden = true;
  static override readonly summary = 'Print the documents as the model reads them.';
  static override readonly description =
    'Prints the text of every document: the current version, or another one.';
  static override readonly examples = [
    '<%= config.bin %> knowledge show',
    '<%= config.bin %> knowledge show kb-2',
  ];
  static override readonly args = {
    version: Args.string({ description: 'Number or name of a version: 2, kb-2.' }),
  };

  async run(): Promise<Shown> {
    const { args } = await this.parse(KnowledgeShow);
    const { versions } = await this.kept();
    const version =
      args.version === undefined
        ? await this.current(versions)
        : await this.named(versions.kept(), args.version);
    this.show(version.text);
    return { ...printedVersion(version), text: version.text };
  }
}
