import { describe, expect, it } from 'vitest';
import { bar, harmless, oneLine, tableLines } from '../src/table.ts';

describe('a table', () => {
  it('has aligned columns, also with Cyrillic and pictures in them', () => {
    const columns = [{ heading: 'WHO' }, { heading: 'N', align: 'right' as const }, { heading: 'TEXT' }];
    const rows = [
      ['Айгүл', '1', 'да'],
      ['👍', '1000', ''],
      ['x', '20', 'две\nстроки'],
    ];
    expect(tableLines(columns, rows)).toEqual(['WHO       N  TEXT', 'Айгүл     1  да', '👍     1000', 'x        20  две строки']);
  });

  it('cuts a long cell and never in the middle of a character', () => {
    expect(oneLine('я'.repeat(200))).toBe(`${'я'.repeat(79)}…`);
    expect(oneLine(`${'я'.repeat(78)}👨‍👩‍👧${'я'.repeat(9)}`)).toBe(`${'я'.repeat(78)}👨‍👩‍👧…`);
  });
});

it('a text of a stranger steers no terminal', () => {
  expect(harmless('a\u001b[31mb\u0007\r\u202ec\n\td\u009b')).toBe('a[31mbc\n\td');
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
