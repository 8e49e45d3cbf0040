import { describe, expect, it } from 'vitest';
import { LinkedList, type LinkedItem } from '../../../src/core/server/linked-list.ts';

interface Guest extends LinkedItem<Guest> {
  name: string;
}

/** Who stands in a row, from its front, which empties it. */
function emptied(row: LinkedList<Guest>): string[] {
  const names: string[] = [];
  for (let { first } = row; first; { first } = row) {
    names.push(first.name);
    row.remove(first);
  }
  return names;
}

function guests(...names: string[]): Guest[] {
  return names.map((name) => ({ name }));
}

describe('a row', () => {
  it.each([
    [0, 'bcd'],
    [1, 'acd'],
    [2, 'abd'],
    [3, 'abc'],
  ])('lets the one at %i leave', (index, left) => {
    const row = new LinkedList<Guest>();
    const all = guests('a', 'b', 'c', 'd');
    for (const guest of all) row.add(guest);
    const leaving = all[index];
    if (leaving) row.remove(leaving);
    expect([row.size, emptied(row).join(''), row.size, row.first]).toEqual([3, left, 0, undefined]);
  });

  it('puts at the end anyone who comes again, from another row too', () => {
    const [one, other] = [new LinkedList<Guest>(), new LinkedList<Guest>()];
    const [a, b, c] = guests('a', 'b', 'c') as [Guest, Guest, Guest];
    for (const guest of [a, b, c, a]) one.add(guest);
    other.add(b);
    expect([one.size, other.size, emptied(one), emptied(other)]).toEqual([2, 1, ['c', 'a'], ['b']]);
  });

  it('leaves alone what stands elsewhere or nowhere', () => {
    const [one, other] = [new LinkedList<Guest>(), new LinkedList<Guest>()];
    const [a, b] = guests('a', 'b') as [Guest, Guest];
    one.add(a);
    other.remove(a);
    one.remove(b);
    expect([one.size, one.first]).toEqual([1, a]);
  });

  it('is not held by who has left, whom no later one can be reached from', () => {
    const row = new LinkedList<Guest>();
    const [a, b, c] = guests('a', 'b', 'c') as [Guest, Guest, Guest];
    for (const guest of [a, b, c]) row.add(guest);
    row.remove(b);
    expect([b.row, b.before, b.after, a.after, c.before]).toEqual([
      undefined,
      undefined,
      undefined,
      c,
      a,
    ]);
  });
});
