import { readFile } from 'node:fs/promises';
import { pluginVariable } from '../assembly/plugin-settings.ts';
import { readIfThere, writeWhole } from '../settings/env-file.ts';
import { SetupError } from '../errors.ts';
import { openPlugins } from '../assembly/open-plugins.ts';
import type { Catalog } from '../kinds/plugin.ts';
import { reviewPrompt } from '../prompts/prompt-review.ts';
import { finishSync, planSync } from '../prompts/prompt-sync.ts';
import { PromptVersions, type PromptVersion } from '../prompts/prompt-versions.ts';
import { unusablePrompt } from '../prompts/remote-prompt.ts';
import type { Environment } from '../settings/settings.ts';

/**
 * Fetches the prompt with the plugin of this name, whatever the settings choose, and keeps it as a version, the newest again
 * when nothing has changed; with `dry` it only looks. Rejects with a WabotError when it cannot be had or cannot be used.
 */
export async function fetchPromptOnce(
  name: string,
  { catalog, environment }: { catalog: Catalog; environment: Environment },
  { dry, signal }: { dry: boolean; signal: AbortSignal },
): Promise<PromptVersion | undefined> {
  const chosen = { ...environment, [pluginVariable('prompt')]: name };
  const opened = await openPlugins({
    catalog,
    environment: chosen,
    kinds: ['prompt'],
    settings: {},
    log: 'stderr',
  });
  const { prompt } = opened.plugins;
  opened.onClose(async () => prompt.close?.());
  try {
    const versions = new PromptVersions(opened.world.dataFolder);
    const plan = await planSync(prompt, versions, signal);
    return dry ? undefined : await finishSync(plan, versions, opened.world.now());
  } finally {
    await opened.close();
  }
}

/** What became of a prompt that was to be copied into a file. */
export type CopiedPrompt =
  | 'written'
  | 'would be written'
  | 'the same'
  | 'another one is there and stays';

/** Copies a prompt from a file into one that is not there yet; with `dry` it only looks. */
export async function copyPrompt(
  from: string,
  to: string,
  { dry }: { dry: boolean },
): Promise<CopiedPrompt> {
  const text = textOf(await readFile(from), from);
  const { problem } = reviewPrompt(text);
  if (problem !== undefined) throw unusablePrompt(from, problem);
  const there = await readIfThere(to);
  if (there !== undefined) return there === text ? 'the same' : 'another one is there and stays';
  if (dry) return 'would be written';
  await writeWhole(to, text);
  return 'written';
}

function textOf(bytes: Uint8Array, file: string): string {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    if (!text.includes('\0')) return text;
  } catch {
    // Told below, as a text of zeros is.
  }
  throw new SetupError('prompt', `The prompt cannot be used: it is not UTF-8 text (${file})`, {
    suggestions: ['Save the file as plain text in UTF-8, then run this again.'],
  });
}
