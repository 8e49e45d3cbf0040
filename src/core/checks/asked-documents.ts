import { join } from 'node:path';
import { wantedPlugins } from '../assembly/shared-plugins.ts';
import type { Knowledge } from '../kinds/knowledge.ts';
import { planKnowledge } from '../knowledge/knowledge-sync.ts';
import { KnowledgeVersions, knowledgeFolder } from '../knowledge/knowledge-versions.ts';
import { PromptFolder } from '../prompts/prompt-folder.ts';
import { botSettings } from '../settings/bot-settings.ts';
import { readSettings } from '../settings/read-settings.ts';
import type { PluginCheckDependencies } from './plugin-checks.ts';
import type { AskedDocuments } from './question-documents.ts';

/** The documents as they are kept, or as their sources have them where nothing is kept yet; undefined where there are none, of which their own check tells. */
export async function askedDocuments(
  { catalog, environment, world }: PluginCheckDependencies,
  signal: AbortSignal,
): Promise<AskedDocuments | undefined> {
  const wanted = await wantedPlugins('knowledge', catalog, environment);
  if (wanted.length === 0 || wanted.some(({ problems }) => problems.length > 0)) return undefined;
  const { knowledgeTokens } = botSettings;
  const { values } = readSettings({ knowledgeTokens }, environment);
  const folder = new PromptFolder(join(world.dataFolder, knowledgeFolder));
  const versions = new KnowledgeVersions(folder, world.dataFolder);
  const sources: Knowledge[] = [];
  try {
    for (const { plugin, values: own } of wanted)
      sources.push((await plugin.create(own, world)) as Knowledge);
    const current = await versions.current();
    const { tokens, text } = current
      ? { ...current, text: await versions.textOf(current.number) }
      : await planned(sources, versions, signal);
    return tokens > values.knowledgeTokens || text === undefined
      ? { tokens }
      : { tokens, whole: text };
  } catch {
    signal.throwIfAborted();
    return undefined;
  } finally {
    for (const source of sources) await source.close?.();
  }
}

async function planned(
  sources: readonly Knowledge[],
  versions: KnowledgeVersions,
  signal: AbortSignal,
): Promise<{ tokens: number; text: string }> {
  const { text, review } = await planKnowledge(sources, versions, signal);
  return { tokens: review.tokens, text };
}
