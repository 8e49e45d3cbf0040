import type { FetchedPrompt, Prompt } from '../kinds/prompt.ts';
import { countChanges, diffLines, type DiffLine } from './line-diff.ts';
import { reviewPrompt, type PromptReview } from './prompt-review.ts';
import type { PromptVersion, PromptVersions } from './prompt-versions.ts';
import { unusablePrompt } from './remote-prompt.ts';
import { rolledBackTo } from './rolled-back-prompt.ts';

/** What the source has now, beside what is current. */
export interface SyncPlan {
  fetched: FetchedPrompt;
  review: PromptReview;
  /** The current version: the one that was rolled back to, otherwise the newest that was kept. */
  previous: PromptVersion | undefined;
  /** Whether it is one that was rolled back to. */
  rolledBack: boolean;
  /** Whether the text is another one than that of the current version. */
  changed: boolean;
  /** Against the current version; empty when nothing was kept. */
  lines: DiffLine[];
  added: number;
  removed: number;
}

/** Asks the source and compares; keeps nothing. Rejects with a WabotError when the text cannot be had or cannot be used. */
export async function planSync(
  prompt: Prompt,
  versions: PromptVersions,
  signal: AbortSignal,
): Promise<SyncPlan> {
  const fetched = await fetchPrompt(prompt, signal);
  const review = reviewPrompt(fetched.text);
  if (review.problem !== undefined) throw unusablePrompt(fetched.source, review.problem);
  const older = await rolledBackTo(versions);
  const previous = older ?? (await versions.newest());
  const lines = previous ? diffLines(previous.text, fetched.text) : [];
  const added = fetched.text.split('\n').length;
  const counts = previous ? countChanges(lines) : { added, removed: 0 };
  const changed = previous?.text !== fetched.text;
  return { fetched, review, previous, rolledBack: older !== undefined, changed, lines, ...counts };
}

/** The text as the source has it now, which is not kept. Rejects with a WabotError. */
export async function fetchPrompt(prompt: Prompt, signal: AbortSignal): Promise<FetchedPrompt> {
  if (prompt.fetch) return prompt.fetch(signal);
  const { text } = await prompt.load(signal);
  return { text, source: 'the prompt plugin', kind: 'prompt' };
}

/** Keeps what was fetched and makes it current, also over a rollback. */
export async function finishSync(
  { fetched }: SyncPlan,
  versions: PromptVersions,
  now: number,
): Promise<PromptVersion> {
  const version = await versions.keep(fetched, now);
  await versions.endRollback();
  await versions.confirm(version, now);
  return version;
}
