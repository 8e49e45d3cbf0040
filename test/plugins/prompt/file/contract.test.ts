import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'vitest';
import { PromptFile } from '../../../../src/plugins/prompt/file/prompt-file.ts';
import { promptSuite } from '../../../../src/suites/index.ts';
import { testWorld } from '../../openai/loopback.ts';

describe('prompt/file', () => {
  promptSuite(it, async (text) => {
    const folder = await mkdtemp(join(tmpdir(), 'wabot-prompt-'));
    const file = join(folder, 'prompt.md');
    if (text !== undefined) await writeFile(file, text);
    const close = (): Promise<void> => rm(folder, { recursive: true });
    // A minute ahead, so that what was written just now has settled.
    const world = { log: testWorld().log, now: () => Date.now() + 60_000 };
    const prompt = await PromptFile.open({ file, named: true }, world).catch(
      async (error: unknown) => {
        await close();
        throw error;
      },
    );
    const source = {
      holds: (next: string) => writeFile(file, next),
      does: () => rm(file, { force: true }),
      secrets: [],
    };
    return { prompt, source, close };
  });
});
