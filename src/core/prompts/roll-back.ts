import { hashOf, type PromptVersion, type PromptVersions } from './prompt-versions.ts';
import type { ReleasedPrompt } from './rolled-back-prompt.ts';

/**
 * Makes a version current, for as long as the source stays as it is. False: it is what the source says, so that nothing had to
 * be held. A running bot goes by it from the next turn on.
 */
export async function rollBackTo(
  version: PromptVersion,
  prompt: Pick<ReleasedPrompt, 'load' | 'awaiting'>,
  versions: Pick<PromptVersions, 'rollBack' | 'endRollback'>,
  signal: AbortSignal,
): Promise<boolean> {
  const { text } = await prompt.load(signal);
  const over = hashOf(prompt.awaiting?.() ?? text);
  const isOlder = over !== version.hash;
  if (isOlder) await versions.rollBack({ number: version.number, over });
  else await versions.endRollback();
  return isOlder;
}
