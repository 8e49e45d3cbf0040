import type { Prompt } from '../kinds/prompt.ts';
import { reviewPrompt } from './prompt-review.ts';
import { finishSync, planSync } from './prompt-sync.ts';
import type { PromptVersion, PromptVersions } from './prompt-versions.ts';
import { unusablePrompt } from './remote-prompt.ts';

/** What somebody has made of the prompt. */
export interface EditedPrompt {
  text: string;
  /** The hash of the text that was edited. */
  over: string;
  /** Unix milliseconds. */
  at: number;
}

/**
 * Writes an edited prompt to its source, keeps it as a version and makes it current. Undefined: the source cannot be written,
 * or says something else by now, and nothing was changed. Rejects with a WabotError when the text cannot be used or written.
 */
export async function savePrompt(
  prompt: Prompt,
  versions: PromptVersions,
  { text, over, at }: EditedPrompt,
  signal: AbortSignal,
): Promise<PromptVersion | undefined> {
  const { problem } = reviewPrompt(text);
  if (problem !== undefined) throw unusablePrompt('edit', problem);
  return versions.alone(async () => {
    if (!(await prompt.save?.(text, over))) return undefined;
    return finishSync(await planSync(prompt, versions, signal), versions, at);
  });
}
