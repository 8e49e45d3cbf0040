import { expect, it } from 'vitest';
import { pathOf } from '../../../src/core/server/http-answer.ts';

it.each([
  ['/webhook', '/webhook'],
  ['/webhook/', '/webhook'],
  ['/webhook///?a=/b//', '/webhook'],
  ['/webhook?', '/webhook'],
  ['/a//b/', '/a//b'],
  ['/', '/'],
  ['///', '/'],
  ['', ''],
  ['*', '*'],
  [`/x${'/'.repeat(65_536)}y`, `/x${'/'.repeat(65_536)}y`],
  [`/x${'/'.repeat(65_536)}`, '/x'],
])('the path of %.30s', (target, path) => {
  expect(pathOf(target)).toBe(path);
});
