import { WabotCommand } from '../cli/base/base-command.ts';
import { installedPlugins } from '../core/assembly/catalog.ts';
import type { AllKinds } from '../core/kinds/plugin.ts';
import type { Column } from '../cli/terminal/table.ts';

interface PrintedPlugin {
  kind: keyof AllKinds;
  name: string;
  summary: string;
  /** The npm package that brings it. */
  package: string;
}

export default class Plugins extends WabotCommand {
  static override readonly summary = 'List every available plugin and its package.';
  static override readonly description =
    'Lists the built-in plugins and those of packages named wabot-plugin-… among the dependencies in the package.json of this folder. A setting chooses one of each kind: WABOT_MODEL=name. With --trust, all code in this folder may run from now on, until it changes.';
  static override readonly examples = [
    '<%= config.bin %> plugins',
    '<%= config.bin %> plugins --json',
  ];

  async run(): Promise<{ plugins: PrintedPlugin[] }> {
    const { flags } = await this.parse(Plugins);
    const { catalog, environment } = await this.world();
    if (flags.trust) await this.gate.permitAll(catalog, environment);
    const installed = installedPlugins(await this.pluginHooks());
    const plugins = await Promise.all(
      installed.map(async ({ package: from, load }): Promise<PrintedPlugin> => {
        const { kind, name, summary } = (await load()).default;
        return { kind, name, summary, package: from };
      }),
    );
    const columns: Column[] = [
      { heading: 'PLUGIN' },
      { heading: 'PACKAGE' },
      { heading: 'WHAT IT IS', long: 'wrap' },
    ];
    const rows = plugins.map((plugin) => [
      `${plugin.kind}/${plugin.name}`,
      plugin.package,
      this.words(plugin.summary),
    ]);
    this.table(columns, rows);
    return { plugins };
  }
}
