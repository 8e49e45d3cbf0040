import { describe, expect, it } from 'vitest';
import { countChanges, diffLines, showChanges } from '../../../src/core/prompts/line-diff.ts';

function shown(before: string[], after: string[]): string[] {
  return diffLines(before.join('\n'), after.join('\n')).map(({ sign, text }) => sign + text);
}

describe('a comparison of lines', () => {
  it.each([
    [
      ['a', 'b', 'c'],
      ['a', 'c'],
      [' a', '-b', ' c'],
    ],
    [
      ['a', 'c'],
      ['a', 'b', 'c'],
      [' a', '+b', ' c'],
    ],
    [
      ['a', 'b'],
      ['a', 'B'],
      [' a', '-b', '+B'],
    ],
    [
      ['a', 'b', 'c', 'd'],
      ['b', 'x', 'd', 'e'],
      ['-a', ' b', '-c', '+x', ' d', '+e'],
    ],
    [['a', 'a'], ['a'], [' a', '-a']],
    [['a'], ['a'], [' a']],
    [['a'], ['b'], ['-a', '+b']],
  ])('%j → %j', (before, after, lines) => {
    expect(shown(before, after)).toEqual(lines);
  });

  it('leads from the one to the other, whatever they are', () => {
    const letters = (seed: number): string[] =>
      Array.from({ length: 60 }, (_, at) => 'abcd'[(at * seed * 7 + seed * at * at) % 4] ?? '');
    for (let seed = 1; seed < 30; seed += 1) {
      const [before, after] = [letters(seed), letters(seed + 1)];
      const lines = diffLines(before.join('\n'), after.join('\n'));
      expect(lines.filter(({ sign }) => sign !== '+').map(({ text }) => text)).toEqual(before);
      expect(lines.filter(({ sign }) => sign !== '-').map(({ text }) => text)).toEqual(after);
    }
  });

  it('gives up on what is enormous and different', () => {
    const many = (letter: string): string =>
      Array.from({ length: 6000 }, (_, at) => letter + at).join('\n');
    expect(countChanges(diffLines(many('a'), many('b')))).toEqual({ added: 6000, removed: 6000 });
  });

  it('is shown with a few lines around each change', () => {
    const before = Array.from({ length: 12 }, (_, at) => `line ${at}`);
    const after = before.with(2, 'new').toSpliced(9, 1);
    expect(showChanges(diffLines(before.join('\n'), after.join('\n')), 1)).toEqual([
      '  line 1',
      '- line 2',
      '+ new',
      '  line 3',
      '…',
      '  line 8',
      '- line 9',
      '  line 10',
      '…',
    ]);
    expect(showChanges(diffLines('a', 'a'))).toEqual([]);
  });

  it.each([
    ['at the beginning', 0, ['- 0', '+ new', '  1', '  2', '…']],
    ['beside the beginning', 1, ['  0', '- 1', '+ new', '  2', '  3', '…']],
    ['at the end', 8, ['  6', '  7', '- 8', '+ new']],
  ])(
    'is shown without a sign of something left out where nothing is: a change %s',
    (_, at, lines) => {
      const before = Array.from({ length: 9 }, (_line, index) => String(index));
      expect(showChanges(diffLines(before.join('\n'), before.with(at, 'new').join('\n')))).toEqual(
        lines,
      );
    },
  );

  it('is shown as the changes alone where no lines around them are wanted', () => {
    expect(showChanges(diffLines('a\nb\nc\nd', 'a\nB\nc\nD'), 0)).toEqual([
      '- b',
      '+ B',
      '…',
      '- d',
      '+ D',
    ]);
  });
});
