import { describe, expect, it } from 'vitest';
import { printable } from '../../../src/core/printable.ts';
import { bar, oneLine, tableLines } from '../../../src/cli/terminal/table.ts';

describe('a table', () => {
  it('has aligned columns, also with Cyrillic and pictures in them', () => {
    const columns = [
      { heading: 'WHO' },
      { heading: 'N', align: 'right' as const },
      { heading: 'TEXT' },
    ];
    const rows = [
      ['Айгүл', '1', 'да'],
      ['👍', '1000', ''],
      ['x', '20', 'две\nстроки'],
    ];
    expect(tableLines(columns, rows)).toEqual([
      'WHO       N  TEXT',
      'Айгүл     1  да',
      '👍     1000',
      'x        20  две строки',
    ]);
  });

  const screen = { columns: 40, styled: false };
  const wide = [{ heading: 'NAME' }, { heading: 'WHAT IT IS', long: 'wrap' as const }];

  it('keeps within the screen: a long cell has more lines, broken between words', () => {
    const rows = [['[voices]'], ['one', `${'слово и дело '.repeat(8)}.`], ['two', 'short']];
    const lines = tableLines(wide, rows, screen);
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(40);
    expect(lines[2]).toBe('one   слово и дело слово и дело слово и');
    expect(lines[3]).toMatch(/^ {6}дело слово/);
    expect(lines.at(-1)).toBe('two   short');
    expect(lines[1]).toBe('[voices]');
    expect(tableLines(wide, rows)[2]).toBe(`one   ${'слово и дело '.repeat(8)}.`);
  });

  it('breaks a word that is wider than its column behind a sign that joins', () => {
    const lines = tableLines(
      wide,
      [['url', 'http://127.0.0.1:8080/a/long/address/of/a/service']],
      screen,
    );
    expect(lines.slice(1)).toEqual([
      'url   http://127.0.0.1:8080/a/long/',
      '      address/of/a/service',
    ]);
  });

  it('cuts what may be cut, and lets the last of several long columns give way first', () => {
    const columns = [
      { heading: 'A', long: 'wrap' as const },
      { heading: 'B', long: 'cut' as const },
    ];
    expect(
      tableLines(columns, [['one two three four five', 'я'.repeat(30)]], screen).slice(1),
    ).toEqual([`one two three four      ${'я'.repeat(15)}…`, 'five']);
  });

  it('has its headings and titles in bold where bold is shown', () => {
    const lines = tableLines(wide, [['[voices]'], ['one', 'x']], { columns: 40, styled: true });
    expect(lines).toEqual([
      '\u001b[1mNAME  WHAT IT IS\u001b[22m',
      '\u001b[1m[voices]\u001b[22m',
      'one   x',
    ]);
  });

  it('cuts a long cell and never in the middle of a character', () => {
    expect(oneLine('я'.repeat(200))).toBe(`${'я'.repeat(79)}…`);
    expect(oneLine(`${'я'.repeat(78)}👨‍👩‍👧${'я'.repeat(9)}`)).toBe(`${'я'.repeat(78)}👨‍👩‍👧…`);
  });
});

it('a text of a stranger steers no terminal', () => {
  expect(printable('a\u001b[31mb\u0007\r\u202ec\n\td\u009b')).toBe('a[31mbc\n\td');
});

describe('a bar', () => {
  it.each([
    [10, 10, '████'],
    [5, 10, '██'],
    [1, 32, '▏'],
    [0.001, 10, '▏'],
    [7, 32, '▉'],
    [0, 10, ''],
    [0, 0, ''],
    [20, 10, '████'],
  ])('of %d in %d is %j', (part, whole, drawn) => expect(bar(part, whole, 4)).toBe(drawn));
});
