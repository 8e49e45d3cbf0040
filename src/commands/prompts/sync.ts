import * as Flags from '@oclif/core/flags';
import { openPlugins } from '../../core/assembly/open-plugins.ts';
import { finishSync, planSync, type SyncPlan } from '../../core/prompts/prompt-sync.ts';
import type { PromptVersion } from '../../core/prompts/prompt-versions.ts';
import { ProvedText } from '../../core/prompts/proved-text.ts';
import { labelOf } from '../../core/prompts/version-label.ts';
import { EvalCommand } from '../../cli/base/eval-command.ts';
import { printedVersion, type PrintedVersion } from '../../cli/base/prompts-command.ts';
import { interruption } from '../../cli/terminal/signals.ts';

/** Says with --check that there is something new. */
const somethingNew = 10;

/** What the source has. `version` is what it was kept as, null with --check; `previous` was current before. */
interface Synced {
  changed: boolean;
  /** Whether `previous` is an older version that was rolled back to. */
  rolledBack: boolean;
  version: PrintedVersion | null;
  previous: PrintedVersion | null;
  source: string;
  characters: number;
  tokens: number;
  added: number;
  removed: number;
  warnings: { line: number | null; message: string }[];
}

export default class PromptsSync extends EvalCommand {
  static override readonly summary = 'Fetch the prompt now and keep it as a version.';
  static override readonly description =
    'Reviews it (not empty, size, tokens, unfinished places), shows what changed and makes it current, even over a rollback; a running `serve` uses it from the next message on. With --check it changes nothing and exits with 10 when the source differs from the current prompt, also after a rollback, and with 0 when it does not.';
  static override readonly examples = [
    '<%= config.bin %> prompts sync',
    '<%= config.bin %> prompts sync --check',
  ];
  static override readonly flags = {
    check: Flags.boolean({
      summary: 'Only report whether there is something new: exit 10 if so, 0 if not.',
    }),
  };

  async run(): Promise<Synced> {
    const { flags } = await this.parse(PromptsSync);
    const stop = interruption();
    const opened = await openPlugins({
      ...(await this.world()),
      kinds: ['prompt'],
      settings: {},
      log: 'stderr',
    });
    const { prompt } = opened.plugins;
    opened.onClose(async () => prompt.close?.());
    try {
      const versions = await this.versions();
      const plan = await this.waiting('Fetching the prompt', () =>
        planSync(prompt, versions, stop),
      );
      const proved = opened.bot.evalOnSync ? new ProvedText(opened.world.dataFolder) : undefined;
      const { text } = plan.fetched;
      if (proved && !flags.check && (plan.changed || (await proved.read())?.text !== text))
        await this.proveOnConversations(text, stop);
      const version = flags.check
        ? undefined
        : await finishSync(plan, versions, opened.world.now());
      if (version) await proved?.write({ text, version: version.name });
      if (flags.check && plan.changed) process.exitCode = somethingNew;
      await this.#print(plan, version);
      return synced(plan, version);
    } finally {
      await opened.close();
    }
  }

  async #print(plan: SyncPlan, version: PromptVersion | undefined): Promise<void> {
    const { review, previous, rolledBack, changed, lines, added, removed } = plan;
    const size = `${review.characters} characters, about ${review.tokens} tokens`;
    const what = changed ? `+${added} -${removed} lines` : 'nothing new';
    const held =
      rolledBack && changed && previous
        ? `Rolled back: ${labelOf(previous)} is current, and the source differs: `
        : '';
    this.say(`${version ? `${labelOf(version)} is current: ` : held}${what}; ${size}`);
    this.printChanges(lines);
    for (const { message } of review.warnings) this.logToStderr(`Warning: ${message}`);
  }
}

function synced(plan: SyncPlan, version: PromptVersion | undefined): Synced {
  const { fetched, review, previous, rolledBack, changed, added, removed } = plan;
  const { characters, tokens, warnings } = review;
  return {
    changed,
    rolledBack,
    version: version ? printedVersion(version) : null,
    previous: previous ? printedVersion(previous) : null,
    source: fetched.source,
    characters,
    tokens,
    added,
    removed,
    warnings: warnings.map(({ line = null, message }) => ({ line, message })),
  };
}
