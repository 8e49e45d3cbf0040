import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { ServiceError } from '../../../src/core/errors.ts';
import { fetchPromptOnce } from '../../../src/core/migration/archived-prompt.ts';
import { definePlugin, type AnyPlugin, type Catalog } from '../../../src/core/kinds/plugin.ts';
import { useFolder } from '../../folder.ts';

const folder = useFolder();
const { signal } = new AbortController();

/** A prompt that gives this text, or fails, and tells when it is closed. */
function promptOf(load: () => Promise<{ text: string; version: string }>): {
  catalog: Catalog;
  close: () => Promise<void>;
} {
  const close = vi.fn<() => Promise<void>>(() => Promise.resolve());
  const create = () => Promise.resolve({ load, close });
  const plugin = definePlugin({
    kind: 'prompt',
    name: 'old',
    summary: 'Old',
    settings: {},
    create,
  });
  return {
    close,
    catalog: { 'prompt/old': () => Promise.resolve({ default: plugin as AnyPlugin }) },
  };
}

it.each([
  ['is kept as a version', false, 1],
  ['is only looked at', true, undefined],
])('a prompt that %s is closed afterwards', async (_, dry, number) => {
  const { catalog, close } = promptOf(() => Promise.resolve({ text: 'A shop.', version: '1' }));
  const environment = { WABOT_DATA: join(folder(), String(dry)), LOG_DIR: folder() };
  const version = await fetchPromptOnce('old', { catalog, environment }, { dry, signal });
  expect(version?.number).toBe(number);
  expect(close).toHaveBeenCalledOnce();
});

it('a prompt that cannot be had is closed, too', async () => {
  const { catalog, close } = promptOf(() =>
    Promise.reject(new ServiceError('old', 'away', { retryable: true })),
  );
  const environment = { WABOT_DATA: join(folder(), 'away'), LOG_DIR: folder() };
  await expect(
    fetchPromptOnce('old', { catalog, environment }, { dry: false, signal }),
  ).rejects.toThrow('away');
  expect(close).toHaveBeenCalledOnce();
});
