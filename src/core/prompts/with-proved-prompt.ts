import type { Prompt } from '../kinds/prompt.ts';
import type { Log } from '../log.ts';
import type { ProvedPromptParts } from './proved-prompt.ts';

/** Tries a text on conversations. */
export type Prove = ProvedPromptParts['prove'];

/** What was opened, as far as it is of use here. */
interface Opened {
  plugins: { prompt: Prompt };
  bot: { evalOnSync: boolean };
  world: { dataFolder: string; now(): number };
  log: Log;
}

/** The same, with a prompt whose new texts are tried first, where the settings want it; otherwise nothing of it is loaded. */
export async function withProvedPrompt<O extends Opened>(
  opened: O,
  prove: Prove | undefined,
): Promise<O> {
  if (!prove || !opened.bot.evalOnSync) return opened;
  const { plugins, world, log } = opened;
  const { ProvedPrompt } = await import('./proved-prompt.ts');
  const { ProvedText } = await import('./proved-text.ts');
  const proved = new ProvedText(world.dataFolder);
  const prompt = new ProvedPrompt(plugins.prompt, { proved, prove, log, now: world.now });
  return { ...opened, plugins: { ...plugins, prompt } };
}
