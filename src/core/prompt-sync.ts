import type { FetchedPrompt, Prompt } from './kinds/prompt.ts';
import { countChanges, diffLines, type DiffLine } from './line-diff.ts';
import { reviewPrompt, type PromptReview } from './prompt-review.ts';
import type { PromptVersion, PromptVersions } from './prompt-versions.ts';
import { unusable } from './remote-prompt.ts';

/** What the source has now, beside what was kept of it. */
export interface SyncPlan {
  fetched: FetchedPrompt;
  review: PromptReview;
  /** The newest version that was kept before. */
  previous: PromptVersion | undefined;
  /** Whether the text is another one than that of the newest version. */
  changed: boolean;
  /** Against the newest version; empty when nothing was kept. */
  lines: DiffLine[];
  added: number;
  removed: number;
}

/** Asks the source and compares; keeps nothing. Rejects with a WabotError when the text cannot be had or cannot be used. */
export async function planSync(prompt: Prompt, versions: PromptVersions, signal: AbortSignal): Promise<SyncPlan> {
  const fetched = await fetchPrompt(prompt, signal);
  const review = reviewPrompt(fetched.text);
  if (review.problem !== undefined) throw unusable(fetched.source, review.problem);
  const previous = await versions.newest();
  const lines = previous ? diffLines(previous.text, fetched.text) : [];
  const added = fetched.text.split('\n').length;
  const counts = previous ? countChanges(lines) : { added, removed: 0 };
  return { fetched, review, previous, changed: previous?.text !== fetched.text, lines, ...counts };
}

async function fetchPrompt(prompt: Prompt, signal: AbortSignal): Promise<FetchedPrompt> {
  if (prompt.fetch) return prompt.fetch(signal);
  const { text } = await prompt.load(signal);
  return { text, source: 'the prompt plugin', kind: 'prompt' };
}

/** Keeps what was fetched and puts it in force, also over a rollback. */
export async function finishSync({ fetched }: SyncPlan, versions: PromptVersions, now: number): Promise<PromptVersion> {
  const version = await versions.keep(fetched, now);
  await versions.endRollback();
  return version;
}
