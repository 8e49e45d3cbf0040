import { fileURLToPath } from 'node:url';
import type { Environment } from '../../core/settings/settings.ts';

/** The businesses that wabot brings along, by the names of their folders in `examples`. */
export const exampleNames = ['school'] as const;
export type ExampleName = (typeof exampleNames)[number];

/** Every setting that says what a business has, with the file or folder of an example. */
const parts = {
  PROMPT_FILE: 'prompt.md',
  WABOT_KNOWLEDGE: 'knowledge',
  WABOT_BOOKING: 'booking.yaml',
  WABOT_REQUESTS: 'requests.yaml',
  WABOT_TOOLS: 'tools.yaml',
} as const;

/** The settings by which the bot works for an example in place of the person's own business. */
export function exampleSettings(name: ExampleName): Environment {
  const folder = new URL(`../../../examples/${name}/`, import.meta.url);
  return Object.fromEntries(
    Object.entries(parts).map(([setting, file]) => [setting, fileURLToPath(new URL(file, folder))]),
  );
}
