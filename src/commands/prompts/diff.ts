import * as Args from '@oclif/core/args';
import { CLIError } from '@oclif/core/errors';
import { countChanges, diffLines, type DiffLine } from '../../core/prompts/line-diff.ts';
import type { PromptVersion, PromptVersions } from '../../core/prompts/prompt-versions.ts';
import { labelOf } from '../../core/prompts/version-label.ts';
import { inForce, PromptsCommand } from '../../cli/base/prompts-command.ts';

interface Compared {
  from: number;
  to: number;
  added: number;
  removed: number;
  /** Every line of both; `sign` is `+`, `-` or a space. */
  lines: DiffLine[];
}

export default class PromptsDiff extends PromptsCommand {
  static override readonly summary = 'Compare two kept versions of the prompt.';
  static override readonly description =
    'Shows removed lines with - and added ones with +. Without versions the two newest are compared; with one, it is compared with the current version.';
  static override readonly examples = [
    '<%= config.bin %> prompts diff',
    '<%= config.bin %> prompts diff 11 12',
  ];
  static override readonly args = {
    from: Args.string({ description: 'Number or name of the older version.' }),
    to: Args.string({ description: 'Number or name of the newer version.' }),
  };

  async run(): Promise<Compared> {
    const { args } = await this.parse(PromptsDiff);
    const [from, to] = await this.#pair(await this.versions(), args.from, args.to);
    const lines = diffLines(from.text, to.text);
    const counts = countChanges(lines);
    this.logToStderr(
      `${labelOf(from)} to ${labelOf(to)}: +${counts.added} -${counts.removed} lines`,
    );
    this.printChanges(lines);
    return { from: from.number, to: to.number, ...counts, lines };
  }

  async #pair(
    versions: PromptVersions,
    from?: string,
    to?: string,
  ): Promise<[PromptVersion, PromptVersion]> {
    const [newest, before] = await versions.list();
    const current = await inForce(versions);
    const older = from === undefined ? before : await this.named(versions, from);
    const newer =
      to === undefined ? (from === undefined ? newest : current) : await this.named(versions, to);
    if (older && newer) return [older, newer];
    throw new CLIError(
      'There are no two versions to compare yet: `wabot prompts sync` keeps one.',
      { exit: 2 },
    );
  }
}
