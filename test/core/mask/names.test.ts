import { expect, it, vi } from 'vitest';
import { Names } from '../../../src/core/mask/names.ts';

it('a name means an id among the fields of the event itself, and nothing below', () => {
  const names = new Names((name) => name);
  expect([0, 1, 2, 0].map((depth) => names.get('message', depth).meaning)).toEqual([
    'id',
    'plain',
    'plain',
    'id',
  ]);
  expect([0, 1].map((depth) => names.get('password', depth).meaning)).toEqual(['secret', 'secret']);
  expect([0, 1].map((depth) => names.get('whatever', depth).meaning)).toEqual(['plain', 'plain']);
});

it('names are looked at once, but for those beyond the first five hundred', () => {
  const show = vi.fn<(name: string) => string>((name) => `<${name}>`);
  const names = new Names(show);
  for (let round = 0; round < 2; round += 1)
    for (let name = 0; name < 502; name += 1) names.get(`name ${name}`, 0);
  expect(show).toHaveBeenCalledTimes(502 + 2);
  expect(names.get('name 1', 3).shown).toBe('<name 1>');
});
