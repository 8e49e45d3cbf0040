import { WabotCommand } from '../cli/base/base-command.ts';
import { readEnvironment } from '../core/settings/environment.ts';
import type { Translate } from '../core/owner-language/index.ts';
import {
  currentSettings,
  unknownNames,
  type CurrentSetting,
} from '../core/assembly/current-settings.ts';
import type { Column } from '../cli/terminal/table.ts';

/** A setting as printed with --json. */
interface PrintedSetting {
  name: string;
  /** As written; a secret is masked. */
  value: string | null;
  source: CurrentSetting['source'];
  /** The other name under which it was found. */
  alias: string | null;
  problem: string | null;
  group: string;
}

interface PrintedConfig {
  settings: PrintedSetting[];
  /** Names in `.env` that nothing reads. */
  unknown: { name: string; meant: string | null }[];
}

/** So many names that nothing reads are told of one by one. */
const mostWarnings = 50;

export default class Configuration extends WabotCommand {
  static override readonly summary = 'Show every setting and where its value comes from.';
  static override readonly description =
    'The environment takes precedence over the file .env in this folder, and both over the defaults; secrets are masked. Warns about names in .env that nothing reads.';
  static override readonly examples = [
    '<%= config.bin %> config',
    '<%= config.bin %> config --json',
  ];

  async run(): Promise<PrintedConfig> {
    await this.parse(Configuration);
    const { catalog, environment } = await this.world();
    const groups = await currentSettings(catalog, readEnvironment());
    const unknown = await unknownNames(catalog, environment);
    const columns: Column[] = [
      { heading: 'SETTING' },
      { heading: 'VALUE', long: 'wrap' },
      { heading: 'FROM', long: 'wrap' },
    ];
    const rows = groups.flatMap(({ title, settings }) => [
      [`[${this.words(title)}]`],
      ...settings.map((each) => row(each, this.words)),
    ]);
    this.table(columns, rows);
    for (const { problem } of groups.flatMap(({ settings }) => settings))
      if (problem) this.logToStderr(`Problem: ${problem}`);
    for (const { name, meant } of unknown.slice(0, mostWarnings)) {
      this.logToStderr(
        `Warning: nothing reads ${name} in .env.${meant === undefined ? '' : ` Did you mean ${meant}?`}`,
      );
    }
    if (unknown.length > mostWarnings)
      this.logToStderr(`Warning: and ${unknown.length - mostWarnings} more such names.`);
    return {
      settings: groups.flatMap(({ title, settings }) =>
        settings.map((setting) => printed(setting, title)),
      ),
      unknown: unknown.map(({ name, meant = null }) => ({ name, meant })),
    };
  }
}

function row({ name, value = '–', source, alias }: CurrentSetting, words: Translate): string[] {
  return [name, value, words(alias === undefined ? source : `${source} (as ${alias})`)];
}

function printed(
  { name, value, source, alias, problem }: CurrentSetting,
  group: string,
): PrintedSetting {
  return {
    name,
    value: value ?? null,
    source,
    alias: alias ?? null,
    problem: problem ?? null,
    group,
  };
}
