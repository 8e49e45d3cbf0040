import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { finishSync, planSync } from '../../../src/core/prompts/prompt-sync.ts';
import { PromptVersions } from '../../../src/core/prompts/prompt-versions.ts';

it('makes nothing current where the rollback before it cannot be ended', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'wabot-sync-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const versions = new PromptVersions(folder);
  const fetched = { text: '# Чай\n\nЧай стоит 500 ₸.', source: 'document A', kind: 'gdocs' };
  const text = { text: fetched.text, version: '1' };
  const prompt = {
    load: () => Promise.resolve(text),
    fetch: () => Promise.resolve(fetched),
    close: () => Promise.resolve(),
  };
  await versions.keep(fetched, 1);
  const plan = await planSync(prompt, versions, new AbortController().signal);
  // What cannot be removed as a file.
  await mkdir(join(folder, 'prompts', 'rollback.json', 'occupied'), { recursive: true });
  await expect(finishSync(plan, versions, 2)).rejects.toThrow('cannot be written');
  expect(await versions.confirmedAfter(0, 'document A')).toBeUndefined();
});
