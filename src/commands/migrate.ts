import { CLIError } from '@oclif/core/errors';
import * as Flags from '@oclif/core/flags';
import { WabotCommand } from '../base-command.ts';
import type { HistoryOptions } from '../core/history.ts';
import { migrate, type Migrated } from '../core/migration.ts';
import { placeNames, withPlaces, type OpenedPlace } from '../core/migration/open-place.ts';
import { historyLimits } from '../core/mind.ts';
import type { Catalog } from '../core/plugin.ts';
import { Progress } from '../progress.ts';

type Counted = keyof Omit<Migrated, 'left' | 'held'>;

const words: Record<Counted, string> = {
  chats: 'chats copied',
  waiting: 'waiting messages',
  due: 'replies due',
  letters: 'given-up messages and replies',
  accounts: 'accounts copied',
};

export default class Migrate extends WabotCommand {
  static override readonly summary = 'Move everything the bot knows and owes to another place.';
  static override readonly description =
    'Copies the chats, each with the time it has left, and the accounts, and moves what waits for an answer, is due or was given up; counts afterwards. Stop `serve` before. Interrupted, it goes on when run again. Settings stay as they are: set the new place afterwards. Places: file, redis, keyv (chats only).';
  static override readonly examples = [
    '<%= config.bin %> migrate --from file --to redis',
    '<%= config.bin %> migrate --from redis --to file --json',
  ];
  static override readonly flags = {
    from: Flags.string({ required: true, summary: 'Where everything is now.', helpValue: '<place>' }),
    to: Flags.string({ required: true, summary: 'Where it shall be.', helpValue: '<place>' }),
  };

  #bar: Progress | undefined;

  async run(): Promise<Migrated & { from: string; to: string }> {
    const { flags } = await this.parse(Migrate);
    const { from, to } = flags;
    const world = await this.world();
    this.#refuse(from, to, world.catalog);
    return withPlaces(flags, world, async (source, target) => {
      const options = { history: this.#history(source), progress: this.#progress() };
      const migrated = await migrate(source, target, options).finally(() => this.#bar?.clear());
      this.#report(migrated, to);
      return { from, to, ...migrated };
    });
  }

  #history({ log, bot }: OpenedPlace): HistoryOptions {
    return { ttlMs: bot.historyTtlMs, log, ...historyLimits(bot) };
  }

  #refuse(from: string, to: string, catalog: Catalog): void {
    const names = placeNames(catalog);
    const unknown = [from, to].find((name) => !names.includes(name));
    if (unknown !== undefined) throw new CLIError(`There is no place ${unknown}. Places are: ${names.join(', ')}.`, { exit: 2 });
    if (from === to) throw new CLIError('Name two different places.', { exit: 2 });
  }

  #progress(): (done: number, total: number) => void {
    return (done, total) => {
      this.#bar ??= new Progress(total, { shown: !this.jsonEnabled() });
      if (done % 20 === 1) this.#bar.show(done, 'moving');
    };
  }

  #report(migrated: Migrated, to: string): void {
    for (const [kind, word] of Object.entries(words)) {
      const { moved, present } = migrated[kind as Counted];
      if (moved + present > 0) this.log(`${moved} ${word}${present > 0 ? `, ${present} were in ${to} already` : ''}`);
    }
    const { held } = migrated;
    const counts = held ? `: ${held.waiting} waiting, ${held.due} due, ${held.dead} given up` : '';
    this.logToStderr(`Counted and complete; ${to} holds everything${counts}.`);
  }
}
