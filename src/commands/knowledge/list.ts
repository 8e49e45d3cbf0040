import { KnowledgeCommand, nothingKept } from '../../cli/base/knowledge-command.ts';
import { printedVersion, type PrintedVersion } from '../../cli/base/prompts-command.ts';
import { clockOf } from '../../cli/base/journal-command.ts';
import type { Column } from '../../cli/terminal/table.ts';
import { shortHash } from '../../core/prompts/version-label.ts';
import { botSettings } from '../../core/settings/bot-settings.ts';
import { readSettings, settingsError } from '../../core/settings/read-settings.ts';

interface Listed {
  /** The current version; null when none is kept. */
  inForce: number | null;
  versions: PrintedVersion[];
}

const columns: Column[] = [
  { heading: '' },
  { heading: 'VERSION' },
  { heading: 'READ' },
  { heading: 'LENGTH', align: 'right' },
  { heading: 'TOKENS', align: 'right' },
  { heading: 'HASH' },
  { heading: 'SOURCE', long: 'wrap' },
];

export default class KnowledgeList extends KnowledgeCommand {
  static override readonly hidden = true;
  static override readonly summary = 'List the kept versions of the documents, newest first.';
  static override readonly description =
    'Length in characters, estimated tokens; a star marks the current ones. The last 300 are kept, of 100 MB at most.';
  static override readonly examples = [
    '<%= config.bin %> knowledge list',
    '<%= config.bin %> knowledge list --json',
  ];

  async run(): Promise<Listed> {
    await this.parse(KnowledgeList);
    const { versions } = await this.kept();
    const [all, current] = [await versions.kept().list(), await versions.current()];
    const { environment } = await this.world();
    const { values, problems } = readSettings({ timeZone: botSettings.timeZone }, environment);
    if (problems.length > 0) throw settingsError(problems);
    const clock = clockOf(values.timeZone);
    if (all.length === 0) this.logToStderr(nothingKept);
    const printed = all.map(printedVersion);
    const rows = printed.map(({ version, name, fetchedAt, characters, tokens, hash, source }) => [
      version === current?.number ? '*' : '',
      name,
      clock(Date.parse(fetchedAt)),
      String(characters),
      `~${tokens}`,
      shortHash(hash),
      this.words(source),
    ]);
    if (rows.length > 0) this.table(columns, rows);
    return { inForce: current?.number ?? null, versions: printed };
  }
}
