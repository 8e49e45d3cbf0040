import * as Args from '@oclif/core/args';
import { CLIError } from '@oclif/core/errors';
import { KnowledgeCommand } from '../../cli/base/knowledge-command.ts';
import { countChanges, diffLines, type DiffLine } from '../../core/prompts/line-diff.ts';
import { labelOf } from '../../core/prompts/version-label.ts';

interface Compared {
  from: number;
  to: number;
  added: number;
  removed: number;
  /** Every line of both; `sign` is `+`, `-` or a space. */
  lines: DiffLine[];
}

export default class KnowledgeDiff extends KnowledgeCommand {
  static override readonly hidden = true;
  static override readonly summary = 'Compare two kept versions of the documents.';
  static override readonly description =
    'Shows removed lines with - and added ones with +. Without versions the two newest are compared; with one, it is compared with the newest.';
  static override readonly examples = [
    '<%= config.bin %> knowledge diff',
    '<%= config.bin %> knowledge diff 1 2',
  ];
  static override readonly args = {
    from: Args.string({ description: 'Number or name of the older version.' }),
    to: Args.string({ description: 'Number or name of the newer version.' }),
  };

  async run(): Promise<Compared> {
    const { args } = await this.parse(KnowledgeDiff);
    const versions = (await this.kept()).versions.kept();
    const [newest, before] = await versions.list();
    const from = args.from === undefined ? before : await this.named(versions, args.from);
    const to = args.to === undefined ? newest : await this.named(versions, args.to);
    if (!from || !to)
      throw new CLIError(
        'There are no two versions to compare yet: `wabot knowledge sync` keeps one.',
        { exit: 2 },
      );
    const lines = diffLines(from.text, to.text);
    const counts = countChanges(lines);
    this.logToStderr(
      `${labelOf(from)} to ${labelOf(to)}: +${counts.added} -${counts.removed} lines`,
    );
    this.printChanges(lines);
    return { from: from.number, to: to.number, ...counts, lines };
  }
}
