import { resolve } from 'node:path';
import { CLIError } from '@oclif/core/errors';
import * as Flags from '@oclif/core/flags';
import { WabotCommand } from './base-command.ts';
import { botSettings } from '../../core/settings/bot-settings.ts';
import type { Prompt } from '../../core/kinds/prompt.ts';
import { keptKnowledge } from '../../core/knowledge/knowledge-versions.ts';
import { showChanges, type DiffLine } from '../../core/prompts/line-diff.ts';
import { estimateTokens } from '../../core/prompts/prompt-review.ts';
import { PromptVersions, type PromptVersion } from '../../core/prompts/prompt-versions.ts';
import { rolledBackTo } from '../../core/prompts/rolled-back-prompt.ts';
import { settingsError, readSettings } from '../../core/settings/read-settings.ts';
import { wrapped } from '../../core/log/wrapped.ts';
import { styled, type Screen } from '../terminal/screen.ts';

/** A version as the commands print it with --json. */
export interface PrintedVersion {
  version: number;
  /** As it stands on the records of replies. */
  name: string;
  source: string;
  /** ISO 8601. */
  fetchedAt: string;
  hash: string;
  characters: number;
  /** An estimate. */
  tokens: number;
}

/** A version to answer with instead of the current prompt. */
export const namedPrompt = Flags.custom({
  summary:
    'Answer with this version from `prompts list` (number or name) instead of the current prompt.',
  helpValue: '<version>',
});

/** Said where a version is asked for and there is none. */
export const noneKept = 'No version is kept yet: `wabot prompts sync` keeps one.';

/** What the commands about the prompt's versions share. They read the data folder and need no other setting. */
export abstract class PromptsCommand extends WabotCommand {
  protected async versions(): Promise<PromptVersions> {
    return new PromptVersions(await this.dataFolder());
  }

  /** The versions of the documents next to the prompt. */
  protected async keptDocuments(): Promise<PromptVersions> {
    return keptKnowledge(await this.dataFolder());
  }

  /** The version that somebody names by number or by name (`12`, `gdocs-12`); otherwise wrong usage. */
  protected async named(versions: PromptVersions, name: string): Promise<PromptVersion> {
    const all = await versions.list();
    const found = all.find((version) => [version.name, String(version.number)].includes(name));
    if (found) return found;
    const kept = all.map(({ number }) => number).join(', ');
    throw new CLIError(
      `There is no version ${name}. Kept are: ${kept || 'none yet (wabot prompts sync keeps one)'}.`,
      {
        exit: 2,
      },
    );
  }

  /** Where everything is kept that survives a restart. Rejects with the SetupError of the settings. */
  protected async dataFolder(): Promise<string> {
    const { environment } = await this.world();
    const { values, problems } = readSettings({ dataFolder: botSettings.dataFolder }, environment);
    if (problems.length > 0) throw settingsError(problems);
    return resolve(values.dataFolder);
  }

  /** This version instead of the current prompt. */
  protected async promptNamed(name: string): Promise<Prompt> {
    const { text, name: version } = await this.named(await this.versions(), name);
    return { load: () => Promise.resolve({ text, version }) };
  }

  /** Prints what differs, with colours on a terminal that wants them. */
  protected printChanges(lines: readonly DiffLine[]): void {
    for (const line of showChanges(lines))
      this.log(painted(wrapped(line, this.screen, 2), this.screen));
  }
}

function painted(line: string, screen: Screen): string {
  if (line.startsWith('+')) return styled(screen, 'green', line);
  return line.startsWith('-') ? styled(screen, 'red', line) : line;
}

/** The current version as far as the store knows: the one that was rolled back to, otherwise the newest. */
export async function inForce(versions: PromptVersions): Promise<PromptVersion | undefined> {
  return (await rolledBackTo(versions)) ?? versions.newest();
}

/** A version for --json. */
export function printedVersion({
  number,
  name,
  text,
  hash,
  source,
  at,
}: PromptVersion): PrintedVersion {
  const fetchedAt = new Date(at).toISOString();
  return {
    version: number,
    name,
    source,
    fetchedAt,
    hash,
    characters: text.length,
    tokens: estimateTokens(text),
  };
}
