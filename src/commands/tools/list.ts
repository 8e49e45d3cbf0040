import { ToolsCommand } from '../../cli/base/tools-command.ts';
import type { Column } from '../../cli/terminal/table.ts';
import type { Tool } from '../../core/kinds/tool.ts';

interface PrintedTool {
  name: string;
  /** The plugin that gives it. */
  plugin: string;
  effect: Tool['effect'];
  /** Whose word is awaited before it runs; null: nobody's. */
  confirm: 'owner' | 'customer' | null;
  description: string;
  /** A JSON Schema of an object. */
  parameters: Record<string, unknown>;
}

export default class ToolsList extends ToolsCommand {
  static override readonly hidden = true;
  static override readonly summary = 'List the functions that the model may call.';
  static override readonly description =
    'Those of the file that WABOT_TOOLS names, and of plugins that bring some: what each does, and whether it changes something. Connects to the MCP servers of the file.';
  static override readonly examples = [
    '<%= config.bin %> tools list',
    '<%= config.bin %> tools list --json',
  ];

  async run(): Promise<{ tools: PrintedTool[] }> {
    await this.parse(ToolsList);
    return this.withSources(async (sources, signal) => {
      const found = await this.functionsOf(sources, signal);
      const tools = found.map(({ plugin, tool }): PrintedTool => {
        const { name, effect, confirm = null, description, parameters } = tool;
        return { name, plugin, effect, confirm, description, parameters: { ...parameters } };
      });
      const columns: Column[] = [
        ...['FUNCTION', 'EFFECT', 'FROM'].map((heading) => ({ heading })),
        { heading: 'WHAT IT DOES', long: 'wrap' },
      ];
      const rows = tools.map((tool) => [tool.name, tool.effect, tool.plugin, tool.description]);
      if (rows.length > 0) this.table(columns, rows);
      this.logToStderr(`Functions: ${tools.length}.`);
      return { tools };
    });
  }
}
