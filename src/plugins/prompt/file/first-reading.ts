import { SetupError } from '../../../core/plugin-api/failures.ts';
import type { PromptText } from '../../../core/kinds/prompt.ts';
import type { World } from '../../../core/kinds/plugin.ts';
import { PromptVersions } from '../../../core/plugin-api/prompts.ts';
import { builtInPrompt } from './built-in.ts';
import { look, promptOf, read } from './read.ts';

/** Which file, and whether a person named it: then it must be there. */
export interface PromptSource {
  file: string;
  named: boolean;
}

/** Without a data folder there are no versions that somebody may have made current. */
export type FileWorld = Pick<World, 'log' | 'now'> & Partial<Pick<World, 'dataFolder'>>;

/** What a prompt begins with; `problem`: why it is not the file's. */
export interface First {
  prompt: PromptText;
  bytes: number;
  builtIn: boolean;
  problem?: string;
}

/** What `prompts sync` last found in a file that cannot be used now; rejects with the error where it never did. */
export async function lastSynced(
  failure: unknown,
  { file }: PromptSource,
  world: FileWorld,
): Promise<First> {
  if (!(failure instanceof FirstFailure) || world.dataFolder === undefined) throw failure;
  const version = await new PromptVersions(world.dataFolder)
    .confirmedAfter(0, file)
    .catch(() => undefined);
  if (!version) throw failure;
  world.log.warn('prompt-broken', { file, problem: failure.problem, version: version.name });
  const bytes = Buffer.byteLength(version.text);
  return { prompt: promptOf(version.text), bytes, builtIn: false, problem: failure.problem };
}

/** The file cannot be used, and why. */
class FirstFailure extends SetupError {
  readonly problem: string;

  constructor(file: string, problem: string, suggestion: string) {
    super('prompt', `The prompt file ${file} cannot be used: ${problem}`, {
      suggestions: [suggestion],
    });
    this.problem = problem;
  }
}

/** The prompt to begin with: the file's, or the built-in one where nobody named a file and there is none. */
export async function readFirst({ file, named }: PromptSource): Promise<First> {
  const found = look(file);
  if (!named && 'missing' in found && found.missing)
    return { prompt: promptOf(builtInPrompt), bytes: builtInPrompt.length, builtIn: true };
  const reading = 'problem' in found ? found : await read(file);
  if ('prompt' in reading) return { ...reading, builtIn: false };
  throw new FirstFailure(
    file,
    reading.problem,
    named
      ? 'Fix the file, set PROMPT_FILE to another one, or remove the setting to use prompt.md of this folder.'
      : 'Fix the file: a plain text in UTF-8 that says what the business offers and how to speak. Or remove it to use the built-in prompt.',
  );
}
