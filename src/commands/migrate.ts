import { CLIError } from '@oclif/core/errors';
import * as Flags from '@oclif/core/flags';
import { migrateArchive, type ArchiveMigrated } from '../cli/archive-migration.ts';
import { WabotCommand } from '../cli/base/base-command.ts';
import { plural } from '../core/plural.ts';
import type { HistoryOptions } from '../core/history/history.ts';
import {
  contentOf,
  migrate,
  type StorageContent,
  type Migrated,
} from '../core/migration/migration.ts';
import { archiveNames } from '../core/migration/open-archive.ts';
import { placeNames, withPlaces, type OpenedPlace } from '../core/migration/open-place.ts';
import { historyLimits } from '../core/bot/turn-dependencies.ts';
import type { Catalog } from '../core/kinds/plugin.ts';
import { Progress } from '../cli/terminal/progress.ts';

type Counted = keyof Omit<Migrated, 'left' | 'held'>;

/** One of them and several. */
const words: Record<Counted, [string, string]> = {
  chats: ['chat copied', 'chats copied'],
  customers: ['customer copied', 'customers copied'],
  waiting: ['waiting message', 'waiting messages'],
  due: ['reply due', 'replies due'],
  letters: ['given-up message or reply', 'given-up messages and replies'],
  accounts: ['account copied', 'accounts copied'],
  pauses: ['pause copied', 'pauses copied'],
  cases: ['case copied', 'cases copied'],
  notices: ['notice for the owners', 'notices for the owners'],
  rules: ['rule of a chat copied', 'rules of chats copied'],
};

interface Moved extends Migrated {
  from: string;
  to: string;
}

/** What a place holds, with --dry-run. */
interface Looked extends StorageContent {
  from: string;
  to: string;
  dryRun: true;
}

export default class Migrate extends WabotCommand {
  static override readonly summary = 'Move chats, usage and pending work to another place.';
  static override readonly description =
    'Copies the chats, each with its remaining lifetime, and the usage records, and moves what is waiting for an answer, due or given up; then compares the counts. Stop `serve` first. If interrupted, it continues when run again. Settings stay as they are: set the new place afterwards. Places: file, redis, keyv (chats only). From python-redis it copies the chats and the prompt of the Python bot (OLD_REDIS_URL, GOOGLE_DOCS_ID or --prompt) and changes nothing there.';
  static override readonly examples = [
    '<%= config.bin %> migrate --from file --to redis',
    '<%= config.bin %> migrate --from redis --to file --json',
    '<%= config.bin %> migrate --from python-redis --to file --dry-run',
  ];
  static override readonly flags = {
    from: Flags.string({
      required: true,
      summary: 'Source; python-redis is the Python bot.',
      helpValue: '<place>',
    }),
    to: Flags.string({ required: true, summary: 'Destination.', helpValue: '<place>' }),
    prompt: Flags.string({
      summary: "The Python bot's prompt as a file, copied to prompt.md.",
      helpValue: '<file>',
    }),
    'dry-run': Flags.boolean({ summary: 'Only show what would be moved.', default: false }),
  };

  #bar: Progress | undefined;

  async run(): Promise<Moved | Looked | ArchiveMigrated> {
    const { flags } = await this.parse(Migrate);
    const { from, to, prompt, 'dry-run': dry } = flags;
    const world = await this.world();
    const isArchive = archiveNames(world.catalog).includes(from);
    this.#refuse(flags, world.catalog);
    if (prompt !== undefined) await this.existingFile(prompt);
    if (isArchive) {
      const say = (line: string): void => this.logToStderr(line);
      const parts = {
        from,
        to,
        dry,
        prompt,
        world,
        log: (line: string) => this.say(line),
        say,
        progress: this.#progress(),
      };
      return migrateArchive(parts).finally(() => this.#bar?.clear());
    }
    return withPlaces(flags, world, async (source, target) => {
      const history = this.#history(source);
      if (dry) return this.#look({ from, to, dryRun: true, ...(await contentOf(source, history)) });
      const migrated = await migrate(source, target, {
        history,
        progress: this.#progress(),
      }).finally(() => this.#bar?.clear());
      this.#report(migrated, to);
      return { from, to, ...migrated };
    });
  }

  #history({ log, bot }: OpenedPlace): HistoryOptions {
    return { ttlMs: bot.historyTtlMs, timeoutMs: bot.memoryTimeoutMs, log, ...historyLimits(bot) };
  }

  #refuse(
    { from, to, prompt }: { from: string; to: string; prompt?: string | undefined },
    catalog: Catalog,
  ): void {
    const [places, archives] = [placeNames(catalog), archiveNames(catalog)];
    const unknown = [...places, ...archives].includes(from)
      ? places.includes(to)
        ? undefined
        : to
      : from;
    if (unknown !== undefined)
      throw new CLIError(
        `There is no place ${unknown}. Places are: ${places.join(', ')}; to move from: ${archives.join(', ')}.`,
        {
          exit: 2,
        },
      );
    if (from === to) throw new CLIError('Name two different places.', { exit: 2 });
    if (prompt !== undefined && !archives.includes(from))
      throw new CLIError('--prompt goes with another bot: --from python-redis.', { exit: 2 });
  }

  #progress(): (done: number, total: number) => void {
    return (done, total) => {
      this.#bar ??= new Progress(total, { shown: !this.jsonEnabled() });
      if (done === total) this.#bar.clear();
      else if (done % 20 === 1 || done % 100 === 0) this.#bar.show(done, this.words('moving'));
    };
  }

  #look(found: Looked): Looked {
    const { chats, waiting, due, dead } = found;
    const owed = [plural(waiting, ...words.waiting), plural(due, ...words.due), `${dead} given up`];
    this.say([plural(chats, 'chat'), ...owed].join(', '));
    this.logToStderr('Nothing was changed.');
    return found;
  }

  #report(migrated: Migrated, to: string): void {
    for (const [kind, names] of Object.entries(words)) {
      const { moved, present } = migrated[kind as Counted];
      if (moved + present > 0)
        this.say(
          `${plural(moved, ...names)}${present > 0 ? `, ${plural(present, 'was', 'were')} in ${to} already` : ''}`,
        );
    }
    const { held } = migrated;
    const counts = held ? `: ${held.waiting} waiting, ${held.due} due, ${held.dead} given up` : '';
    this.logToStderr(`Counted and complete; ${to} holds everything${counts}.`);
  }
}
