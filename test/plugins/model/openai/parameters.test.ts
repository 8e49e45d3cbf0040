import { expect, it } from 'vitest';
import { ParameterChoice } from '../../../../src/plugins/model/openai/parameters.ts';

it('names the cache by the shared instructions as they are now', () => {
  const options = { model: 'gpt-6-luna', maxTokens: 500, temperature: 0 } as const;
  const choice = new ParameterChoice({ ...options, effort: 'auto', official: true });
  const key = (shared: string): string | undefined => choice.for({ shared }).prompt_cache_key;
  const one = key('one');
  expect(one).toMatch(/^[\da-f]{32}$/);
  expect(key('two')).not.toBe(one);
  expect(key('one')).toBe(one);
});
