import { botSettings } from '../../core/settings/bot-settings.ts';
import { settingsError, readSettings } from '../../core/settings/read-settings.ts';
import { clockOf } from '../../cli/base/journal-command.ts';
import { shortHash } from '../../core/prompts/version-label.ts';
import {
  inForce,
  noneKept,
  printedVersion,
  PromptsCommand,
  type PrintedVersion,
} from '../../cli/base/prompts-command.ts';
import type { Column } from '../../cli/terminal/table.ts';

interface Listed {
  /** The current version; null when none is kept. */
  inForce: number | null;
  /** Whether it is an older one that was rolled back to. */
  rolledBack: boolean;
  versions: PrintedVersion[];
}

const columns: Column[] = [
  { heading: '' },
  { heading: 'VERSION' },
  { heading: 'FETCHED' },
  { heading: 'LENGTH', align: 'right' },
  { heading: 'TOKENS', align: 'right' },
  { heading: 'HASH' },
  { heading: 'SOURCE', long: 'wrap' },
];

export default class PromptsList extends PromptsCommand {
  static override readonly summary = 'List the kept versions of the prompt, newest first.';
  static override readonly description =
    'Length in characters, estimated tokens; a star marks the current version. The last 50 are kept; a prompt file becomes a version only through `prompts sync`.';
  static override readonly examples = [
    '<%= config.bin %> prompts list',
    '<%= config.bin %> prompts list --json',
  ];

  async run(): Promise<Listed> {
    await this.parse(PromptsList);
    const versions = await this.versions();
    const [all, current] = [await versions.list(), await inForce(versions)];
    const { values, problems } = readSettings(
      { timeZone: botSettings.timeZone },
      (await this.world()).environment,
    );
    if (problems.length > 0) throw settingsError(problems);
    const clock = clockOf(values.timeZone);
    if (all.length === 0) this.logToStderr(noneKept);
    const rows = all
      .map(printedVersion)
      .map(({ version, name, fetchedAt, characters, tokens, hash, source }) => {
        const mark = version === current?.number ? '*' : '';
        const when = clock(Date.parse(fetchedAt));
        return [
          mark,
          name,
          when,
          String(characters),
          `~${tokens}`,
          shortHash(hash),
          this.words(source),
        ];
      });
    if (rows.length > 0) this.table(columns, rows);
    const rolledBack = current !== undefined && current.number !== all[0]?.number;
    return { inForce: current?.number ?? null, rolledBack, versions: all.map(printedVersion) };
  }
}
