import { existsSync } from 'node:fs';
import { SetupError } from '../errors.ts';
import type { Prompt } from '../kinds/prompt.ts';
import { fetchPrompt } from '../prompts/prompt-sync.ts';
import { hashOf, type PromptVersion, type PromptVersions } from '../prompts/prompt-versions.ts';
import { rolledBackTo } from '../prompts/rolled-back-prompt.ts';
import { savePrompt } from '../prompts/save-prompt.ts';
import { labelOf } from '../prompts/version-label.ts';
import { withAnswer } from './answered-prompt.ts';

/** What a person answers to a question. */
export interface GivenAnswer {
  question: string;
  answer: string;
  /** Unix milliseconds. */
  at: number;
}

/** Where an answer is written. */
export interface AnsweredPlace {
  prompt: Prompt;
  versions: PromptVersions;
  /** Rejects where a text must not become current. */
  prove?(text: string, signal: AbortSignal): Promise<void>;
}

/** How often somebody else may change the prompt while the answer is put into it. */
const mostTries = 20;

/**
 * Writes an answer into the prompt as its source has it at that moment, and makes that current as a new version; once where it
 * is there already. Undefined: the prompt is edited elsewhere, and nothing was changed. Rejects with a WabotError where there
 * is nothing to write into, or an older version is current.
 */
export async function answerInPrompt(
  { prompt, versions, prove }: AnsweredPlace,
  { question, answer, at }: GivenAnswer,
  signal: AbortSignal,
): Promise<PromptVersion | undefined> {
  if (!prompt.save) return undefined;
  const older = await rolledBackTo(versions);
  if (older) throw rolledBack(older);
  for (let tries = 0; tries < mostTries; tries += 1) {
    const { text, kind, source } = await fetchPrompt(prompt, signal);
    if (kind === 'file' && !existsSync(source)) throw noFile();
    const whole = withAnswer(text, question, answer);
    await prove?.(whole, signal);
    const edited = { text: whole, over: hashOf(text), at };
    const version = await savePrompt(prompt, versions, edited, signal);
    if (version) return version;
  }
  throw new SetupError('prompt.write', 'The prompt file is being changed all the time', {
    suggestions: ['Run the command again once nobody edits it.'],
  });
}

function rolledBack(older: PromptVersion): SetupError {
  return new SetupError('prompt', `An older version of the prompt is current: ${labelOf(older)}`, {
    suggestions: [
      'Make the file current again with `wabot prompts sync`, then answer; a rollback ends by that.',
    ],
  });
}

function noFile(): SetupError {
  return new SetupError('prompt', 'There is no prompt file to write the answer into', {
    suggestions: ['Write a prompt first: wabot init.'],
  });
}
