import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, it } from 'vitest';

const src = join(import.meta.dirname, '../../../src');
const imported = /^(?:import|export)\s(?!type\b)(?:[^'"]*?from\s*)?'(\.[^']+)'/gm;

/** Every module that is loaded with this one, before anything of it runs. */
function loadedWith(file: string, known = new Set<string>()): Set<string> {
  if (known.has(file)) return known;
  known.add(file);
  for (const [, name = ''] of readFileSync(file, 'utf8').matchAll(imported))
    loadedWith(join(dirname(file), name), known);
  return known;
}

it('a bot that starts loads nothing that only turns need, but what tells the least cost of one', () => {
  const loaded = [...loadedWith(join(src, 'commands/serve.ts'))].map((file) => relative(src, file));
  const ofTurns = /^core\/(?:turn|answer-guards|numbers|model-noise|markup)\/|\/turn-taker\./;
  expect(loaded).toContain('core/bot/turn-runner.ts');
  expect(loaded.filter((file) => ofTurns.test(file))).toEqual(['core/turn/instructions.ts']);
});
