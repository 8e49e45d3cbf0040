import { join } from 'node:path';
import { CLIError } from '@oclif/core/errors';
import { openPlugins } from '../../core/assembly/open-plugins.ts';
import { SetupError } from '../../core/errors.ts';
import { KnowledgeVersions, knowledgeFolder } from '../../core/knowledge/knowledge-versions.ts';
import { PromptFolder } from '../../core/prompts/prompt-folder.ts';
import type { PromptVersion } from '../../core/prompts/prompt-versions.ts';
import type { Knowledge } from '../../core/kinds/knowledge.ts';
import { PromptsCommand } from './prompts-command.ts';

/** Said where a version is asked for and there is none. */
export const nothingKept = 'No documents are kept yet: `wabot knowledge sync` reads them.';

/** What the commands about the documents share. Those that only look read the data folder and need no other setting. */
export abstract class KnowledgeCommand extends PromptsCommand {
  /** The versions of the documents, and the folder that they are in. */
  protected async kept(): Promise<{ versions: KnowledgeVersions; folder: string }> {
    const dataFolder = await this.dataFolder();
    const folder = join(dataFolder, knowledgeFolder);
    return { versions: new KnowledgeVersions(new PromptFolder(folder), dataFolder), folder };
  }

  /** The current version; wrong usage where there is none. */
  protected async current(versions: KnowledgeVersions): Promise<PromptVersion> {
    const current = await versions.current();
    const version = current && (await versions.kept().get(current.number));
    if (!version) throw new CLIError(nothingKept, { exit: 2 });
    return version;
  }

  /** Does something with the sources that the settings name, and closes them. Rejects with a SetupError where they name none. */
  protected async withSources<T>(
    work: (sources: Knowledge[], now: () => number) => Promise<T>,
  ): Promise<T> {
    const opened = await openPlugins({
      ...(await this.world()),
      kinds: [],
      settings: {},
      knowledge: true,
      log: 'stderr',
    });
    const sources = [...opened.knowledge.values()];
    for (const source of sources) opened.onClose(async () => source.close?.());
    try {
      if (sources.length === 0) throw noSource();
      return await work(sources, opened.world.now);
    } finally {
      await opened.close();
    }
  }
}

function noSource(): SetupError {
  return new SetupError('knowledge', 'There are no documents next to the prompt', {
    suggestions: [
      'Put them into a folder and set WABOT_KNOWLEDGE to it: WABOT_KNOWLEDGE=./knowledge',
    ],
  });
}
