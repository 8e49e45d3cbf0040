import { CLIError } from '@oclif/core/errors';
import * as Flags from '@oclif/core/flags';
import { ToolsCommand } from '../../cli/base/tools-command.ts';
import { canAsk, confirmed } from '../../cli/terminal/questions.ts';
import type { ChangedTool, ToolSource } from '../../core/kinds/tool.ts';
import { printable } from '../../core/printable.ts';

interface Approved {
  /** Functions that are used from now on as their servers describe them now. */
  approved: { server: string; name: string; description: string }[];
}

export default class ToolsApprove extends ToolsCommand {
  static override readonly hidden = true;
  static override readonly summary = 'Take the changed functions of MCP servers as they are now.';
  static override readonly description =
    'A server may change what it says of a function after you allowed it; then the bot does not use the function. This shows each change and asks. A running `serve` takes it with its next start.';
  static override readonly examples = [
    '<%= config.bin %> tools approve',
    '<%= config.bin %> tools approve --yes',
  ];
  static override readonly flags = {
    yes: Flags.boolean({ summary: 'Do not ask.' }),
  };

  async run(): Promise<Approved> {
    const { flags } = await this.parse(ToolsApprove);
    return this.withSources(async (sources, signal) => {
      const approved: ChangedTool[] = [];
      for (const source of sources.values())
        approved.push(...(await this.#approveOf(source, flags.yes, signal)));
      this.logToStderr(`Approved: ${approved.length}.`);
      return {
        approved: approved.map(({ server, name, description }) => ({ server, name, description })),
      };
    });
  }

  async #approveOf(
    source: ToolSource,
    yes: boolean,
    signal: AbortSignal,
  ): Promise<readonly ChangedTool[]> {
    const changed = (await source.changed?.(signal)) ?? [];
    for (const { server, name, description, parameters } of changed) {
      this.show(printable(`${server}/${name}: ${description}`));
      this.show(printable(JSON.stringify(parameters)), 2);
    }
    if (changed.length === 0 || !source.approve) return [];
    if (!yes && !canAsk())
      throw new CLIError('Not a terminal: add --yes to write this.', { exit: 2 });
    if (!yes && !(await confirmed('Use them as they are now?', false))) return [];
    await source.approve(changed);
    return changed;
  }
}
