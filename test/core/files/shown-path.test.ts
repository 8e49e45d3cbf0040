import { join } from 'node:path';
import { expect, it } from 'vitest';
import { shownPath } from '../../../src/core/files/shown-path.ts';

const here = process.cwd();

it.each([
  ['.', here],
  ['data', join(here, 'data')],
  [join('data', 'journal.db'), join(here, 'data', 'journal.db')],
  [join(here, '..', 'elsewhere'), join(here, '..', 'elsewhere')],
  [join(here, '..'), join(here, '..')],
])('a path is shown from here where it is inside, otherwise whole: %s', (shown, path) => {
  expect(shownPath(path)).toBe(shown);
});
