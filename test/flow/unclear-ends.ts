import type { Fault } from '../../src/sandbox/green-api/index.ts';

/** Ends of a send after which nobody knows at once whether it went out. */
export const unclearEnds: readonly [string, Fault][] = [
  ['a 500 after it went out', { status: 500, effect: true }],
  ['a 502 after it went out', { status: 502, body: '<html>bad gateway</html>', effect: true }],
  ['a line cut after it went out', { line: 'cut', effect: true }],
  ['a line dropped after it went out', { line: 'drop', effect: true }],
  ['an answer without sense after it went out', { body: 'OK', effect: true }],
  ['a 500 before it went out', { status: 500 }],
  ['a line dropped before it went out', { line: 'drop' }],
];
