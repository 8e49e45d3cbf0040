import * as Args from '@oclif/core/args';
import { CLIError } from '@oclif/core/errors';
import * as Flags from '@oclif/core/flags';
import type { DeadLetter, Journal } from '../../core/kinds/journal.ts';
import { movedAway } from '../../core/operator/dead-letters.ts';
import { OutboxCommand } from '../../cli/base/outbox-command.ts';
import { Progress } from '../../cli/terminal/progress.ts';

interface Retried {
  /** IDs of the letters that were put back. */
  retried: string[];
  /** IDs of those that can never become a message. */
  skipped: string[];
}

export default class OutboxRetry extends OutboxCommand {
  static override readonly summary = 'Retry messages and replies that were given up.';
  static override readonly description =
    'Requeues them as if they had never failed: a running `serve` picks them up within seconds, otherwise the next one does.';
  static override readonly examples = [
    '<%= config.bin %> outbox retry i12',
    '<%= config.bin %> outbox retry --all',
    '<%= config.bin %> outbox retry --all --reason budget',
  ];
  static override readonly args = { id: Args.string({ description: 'ID from `outbox list`.' }) };
  static override readonly flags = {
    all: Flags.boolean({ summary: 'Everything that was given up, in its original order.' }),
    reason: Flags.string({
      summary: 'With --all: only what was given up for this reason.',
      dependsOn: ['all'],
    }),
  };

  async run(): Promise<Retried> {
    const { args, flags } = await this.parse(OutboxRetry);
    const chosen = [flags.all, args.id !== undefined].filter(Boolean);
    if (chosen.length !== 1)
      throw new CLIError('Give one ID of `wabot outbox list`, or --all.', { exit: 2 });
    return this.withJournal(async (journal) => {
      const result =
        args.id === undefined
          ? await this.#all(journal, flags.reason)
          : await this.#one(journal, args.id);
      const skipped =
        result.skipped.length > 0 ? ` ${result.skipped.length} can never become a message.` : '';
      this.logToStderr(`Put back: ${result.retried.join(', ') || 'nothing'}.${skipped}`);
      return result;
    });
  }

  async #one(journal: Journal, id: string): Promise<Retried> {
    const letter = await this.letter(journal, id);
    if (await journal.letters.retry(letter.id, true)) return { retried: [letter.id], skipped: [] };
    throw new CLIError(
      `${letter.id} can never become a message: look at it with \`wabot outbox show ${letter.id}\`.`,
      {
        exit: 2,
      },
    );
  }

  /** Oldest first: each goes to the end of its chat's queue. What `migrate` moved is answered elsewhere, and left unless it is named. */
  async #all(journal: Journal, reason: string | undefined): Promise<Retried> {
    const letters = (await allLetters(journal)).filter((letter) =>
      reason === undefined ? letter.reason !== movedAway : letter.reason === reason,
    );
    const progress = new Progress(letters.length, { shown: !this.jsonEnabled() });
    const [retried, skipped]: [string[], string[]] = [[], []];
    for (const { id } of letters.reverse()) {
      progress.show(retried.length + skipped.length, id);
      ((await journal.letters.retry(id, true)) ? retried : skipped).push(id);
    }
    progress.clear();
    return { retried, skipped };
  }
}

async function allLetters(journal: Journal): Promise<DeadLetter[]> {
  const { dead } = await journal.health();
  return dead === 0 ? [] : journal.letters.list(dead);
}
