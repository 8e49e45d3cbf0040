import { CLIError } from '@oclif/core/errors';
import { WabotCommand } from './base-command.ts';
import { openPlugins } from '../../core/assembly/open-plugins.ts';
import { didYouMean } from '../../core/did-you-mean.ts';
import type { Tool, ToolSource } from '../../core/kinds/tool.ts';
import { interruption } from '../terminal/signals.ts';

/** A function, and the plugin that gives it. */
export interface FoundTool {
  plugin: string;
  tool: Tool;
}

/** What the commands about functions share: the sources of them, opened as the bot opens them. */
export abstract class ToolsCommand extends WabotCommand {
  /** Does work with what gives the model functions, and closes it. Rejects with the SetupError of the settings. */
  protected async withSources<T>(
    work: (sources: ReadonlyMap<string, ToolSource>, signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const { catalog, environment } = await this.world();
    const signal = interruption();
    const options = { catalog, environment, kinds: [], settings: {}, tools: true } as const;
    const opened = await openPlugins({ ...options, log: 'stderr' });
    try {
      return await work(opened.tools, signal);
    } finally {
      await opened.close();
    }
  }

  /** Every function, by name; of two with one name the first serves. */
  protected async functionsOf(
    sources: ReadonlyMap<string, ToolSource>,
    signal: AbortSignal,
  ): Promise<FoundTool[]> {
    const found = new Map<string, FoundTool>();
    for (const [plugin, source] of sources)
      for (const tool of await source.list(signal))
        if (!found.has(tool.name)) found.set(tool.name, { plugin, tool });
    return [...found.values()].toSorted((one, other) => (one.tool.name < other.tool.name ? -1 : 1));
  }

  /** The function of this name; another name is wrong usage. */
  protected named(found: readonly FoundTool[], name: string): Tool {
    const known = found.find(({ tool }) => tool.name === name)?.tool;
    if (known) return known;
    const names = found.map(({ tool }) => tool.name);
    const meant = didYouMean(name, names);
    const all = names.length === 0 ? 'none' : names.join(', ');
    throw new CLIError(
      meant === undefined
        ? `There is no function ${name}. Functions are: ${all}.`
        : `There is no function ${name}. Did you mean ${meant}? Functions are: ${all}.`,
      { exit: 2 },
    );
  }
}
