/** How many letters must be put in, taken out, changed or swapped with their neighbour to make one word of the other. */
export function distance(one: string, other: string): number {
  let before: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (let row = 1; row <= one.length; row += 1) {
    const next = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const same = one[row - 1] === other[column - 1];
      const swapped =
        row > 1 &&
        column > 1 &&
        one[row - 1] === other[column - 2] &&
        one[row - 2] === other[column - 1];
      const ways = [
        (last[column] ?? 0) + 1,
        (next[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
      ];
      next.push(Math.min(...ways, swapped ? (before[column - 2] ?? 0) + 1 : Infinity));
    }
    before = last;
    last = next;
  }
  return last[other.length] ?? 0;
}

/** What many names begin with, such as WABOT_: it makes none of them like another. */
const family = /^[A-Z]+_/;

/** The word that somebody probably meant: near enough to be a slip; undefined when none is. */
export function didYouMean(word: string, known: readonly string[]): string | undefined {
  const [beginning = ''] = family.exec(word) ?? [];
  const ranked = known.map((each) => {
    const written = each.startsWith(beginning) ? word.length - beginning.length : word.length;
    return {
      each,
      away: distance(word.toLowerCase(), each.toLowerCase()),
      most: Math.max(1, Math.floor(written / 3)),
    };
  });
  const [best] = ranked
    .filter(({ away, most }) => away <= most)
    .toSorted((one, other) => one.away - other.away);
  return best?.each;
}
