import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { KnowledgeCommand } from '../../cli/base/knowledge-command.ts';
import { interruption } from '../../cli/terminal/signals.ts';
import { passageLine } from '../../core/knowledge/found-passages.ts';
import type { KnowledgePassage } from '../../core/knowledge/passages.ts';
import { versionIndex } from '../../core/knowledge/version-index.ts';

interface Found {
  version: string;
  passages: KnowledgePassage[];
}

export default class KnowledgeSearch extends KnowledgeCommand {
  static override readonly hidden = true;
  static override readonly summary = 'Search the documents as the bot does.';
  static override readonly description =
    'Prints the passages and rows that fit a question best, best first, from the current version.';
  static override readonly examples = [
    '<%= config.bin %> knowledge search "сколько стоит стрижка"',
    '<%= config.bin %> knowledge search "шаш қию бағасы" --rows',
  ];
  static override readonly args = {
    question: Args.string({ description: "The customer's words.", required: true }),
  };
  static override readonly flags = {
    rows: Flags.boolean({ summary: 'Only rows of tables.' }),
    limit: Flags.integer({ summary: 'How many at most.', default: 6, min: 1, max: 50 }),
  };

  async run(): Promise<Found> {
    const { args, flags } = await this.parse(KnowledgeSearch);
    const { versions, folder } = await this.kept();
    const { number, name } = await this.current(versions);
    const index = await versionIndex(folder, number, interruption());
    try {
      const options = { limit: flags.limit, rowsOnly: flags.rows };
      const passages = index.search(args.question, options);
      if (passages.length === 0) this.logToStderr('Nothing was found.');
      for (const passage of passages) this.show(`${passageLine(passage)}\n`);
      return { version: name, passages };
    } finally {
      index.close();
    }
  }
}
