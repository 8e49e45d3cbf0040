import * as Flags from '@oclif/core/flags';
import { KnowledgeCommand } from '../../cli/base/knowledge-command.ts';
import { interruption } from '../../cli/terminal/signals.ts';
import {
  knowledgeReport,
  planKnowledge,
  takePlan,
  type KnowledgePlan,
  type KnowledgeReport,
} from '../../core/knowledge/knowledge-sync.ts';
import { diffLines } from '../../core/prompts/line-diff.ts';

/** Says with --check that there is something new. */
const somethingNew = 10;

export default class KnowledgeSync extends KnowledgeCommand {
  static override readonly hidden = true;
  static override readonly summary = 'Read the documents now and make them current.';
  static override readonly description =
    'Reviews them (what cannot be read, scans, rows without a price or there twice), shows what changed and keeps it as a version; a running `serve` uses it from the next message on. With --check it changes nothing and exits with 10 when the documents differ from the current version, with 0 when they do not.';
  static override readonly examples = [
    '<%= config.bin %> knowledge sync --check',
    '<%= config.bin %> knowledge sync',
  ];
  static override readonly flags = {
    check: Flags.boolean({
      summary: 'Only report whether there is something new: exit 10 if so, 0 if not.',
    }),
  };

  async run(): Promise<KnowledgeReport> {
    const { flags } = await this.parse(KnowledgeSync);
    const stop = interruption();
    const { versions } = await this.kept();
    return this.withSources(async (sources, now) => {
      const plan = await this.waiting('Reading the documents', () =>
        planKnowledge(sources, versions, stop),
      );
      const taken = flags.check ? undefined : await takePlan(plan, versions, now());
      const synced = knowledgeReport(plan, taken);
      if (flags.check && synced.changed) process.exitCode = somethingNew;
      this.#print(plan, synced);
      return synced;
    });
  }

  #print(
    { text, previous, review }: KnowledgePlan,
    { version, changed, ...counts }: KnowledgeReport,
  ): void {
    const size = `${counts.documents} documents, ${counts.rows} rows, about ${counts.tokens} tokens`;
    const what = changed ? `+${counts.added} -${counts.removed} lines` : 'nothing new';
    this.say(`${version === null ? '' : `${version} is current: `}${what}; ${size}`);
    if (previous) this.printChanges(diffLines(previous.text, text));
    for (const { document, message } of review.warnings)
      this.logToStderr(`Warning: ${document === undefined ? '' : `${document}: `}${message}`);
  }
}
