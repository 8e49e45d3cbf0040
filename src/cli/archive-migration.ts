import type { BotValues } from '../core/settings/bot-settings.ts';
import { plural } from '../core/plural.ts';
import { takeOverArchive, type TakenOver } from '../core/migration/archive.ts';
import {
  copyPrompt,
  fetchPromptOnce,
  type CopiedPrompt,
} from '../core/migration/archived-prompt.ts';
import { withArchive } from '../core/migration/open-archive.ts';
import { historyLimits } from '../core/bot/turn-dependencies.ts';
import type { Catalog } from '../core/kinds/plugin.ts';
import type { Environment } from '../core/settings/settings.ts';
import { interruption } from './terminal/signals.ts';

/** The prompt of this folder, as in `wabot init`. */
const promptFile = 'prompt.md';

export interface ArchiveMigrationDependencies {
  from: string;
  to: string;
  /** Only look. */
  dry: boolean;
  /** A file with the other bot's prompt. */
  prompt?: string | undefined;
  world: { catalog: Catalog; environment: Environment };
  progress(done: number, total: number): void;
  /** A line of what was done. */
  log(line: string): void;
  /** A line beside it. */
  say(line: string): void;
}

/** What was taken over from another bot. */
export interface ArchiveMigrated extends TakenOver {
  from: string;
  to: string;
  dryRun: boolean;
  prompt: { version: string | null } | { file: string; copied: CopiedPrompt } | null;
}

/** Takes over another bot's chats, then its prompt, and says what was done as it is done. */
export async function migrateArchive(
  parts: ArchiveMigrationDependencies,
): Promise<ArchiveMigrated> {
  const { from, to, dry, world, progress } = parts;
  const { taken, promptPlugin } = await withArchive(
    { from, to },
    world,
    async ({ archive, memory, bot, country, log }) => ({
      taken: await takeOverArchive(archive, memory, {
        ...keeping(bot),
        country,
        log,
        dry,
        progress,
      }),
      promptPlugin: archive.prompt,
    }),
  );
  report(taken, parts);
  return { from, to, dryRun: dry, ...taken, prompt: await takePrompt(promptPlugin, parts) };
}

function keeping(bot: BotValues) {
  const { limit, pending = 0 } = historyLimits(bot);
  return {
    limits: { limit, pending },
    ttlMs: bot.historyTtlMs,
    timeoutMs: bot.memoryTimeoutMs,
    languages: bot.languages,
  };
}

function report(
  { chats, messages, empty, leftOut }: TakenOver,
  { to, dry, log, say }: ArchiveMigrationDependencies,
): void {
  log(
    `${plural(chats.moved, 'chat')} with ${plural(messages, 'message')} ${dry ? 'would be copied' : 'copied'}`,
  );
  if (chats.present > 0) log(`${plural(chats.present, 'chat was', 'chats were')} in ${to} already`);
  if (empty > 0) log(`${plural(empty, 'chat')} had no messages`);
  for (const { reason, count, example } of leftOut)
    say(`Warning: left out ${plural(count, 'time')}: ${reason} (such as ${example})`);
  say(
    dry ? 'Nothing was changed.' : `Counted and complete; the old chats are still where they were.`,
  );
}

async function takePrompt(
  plugin: string | undefined,
  parts: ArchiveMigrationDependencies,
): Promise<ArchiveMigrated['prompt']> {
  const { prompt: file, dry, world, log, say } = parts;
  if (file !== undefined) {
    const copied = await copyPrompt(file, promptFile, { dry });
    log(`${promptFile}: ${copied}`);
    return { file: promptFile, copied };
  }
  if (plugin === undefined) return null;
  const version = await fetchPromptOnce(plugin, world, { dry, signal: interruption() });
  log(version ? `The prompt is kept as ${version.name}` : 'The prompt can be fetched');
  say(`Set WABOT_PROMPT=${plugin}, so that the bot uses it.`);
  return { version: version?.name ?? null };
}
