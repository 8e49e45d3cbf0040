import type { Prompt } from '../kinds/prompt.ts';
import { hashOf, type PromptVersion, type PromptVersions } from './prompt-versions.ts';

/**
 * Makes a version current, for as long as the source stays as it is. False: it is what the source says, so that nothing had to
 * be held. A running bot goes by it from the next turn on.
 */
export async function rollBackTo(
  version: PromptVersion,
  prompt: Pick<Prompt, 'load'>,
  versions: Pick<PromptVersions, 'rollBack' | 'endRollback'>,
  signal: AbortSignal,
): Promise<boolean> {
  const over = hashOf((await prompt.load(signal)).text);
  const isOlder = over !== version.hash;
  if (isOlder) await versions.rollBack({ number: version.number, over });
  else await versions.endRollback();
  return isOlder;
}
