/** One line of a comparison: in both texts, only in the new one, only in the old one. */
export interface DiffLine {
  sign: ' ' | '+' | '-';
  text: string;
}

/** Beyond this many pairs of lines the changed part is shown as replaced as a whole, which takes no time. */
const mostPairs = 4_000_000;

/** Compares two texts line by line: the shortest list of removed and added lines between what they have in common. */
export function diffLines(before: string, after: string): DiffLine[] {
  const [old, fresh] = [before.split('\n'), after.split('\n')];
  let head = 0;
  while (head < Math.min(old.length, fresh.length) && old[head] === fresh[head]) head += 1;
  let tail = 0;
  while (
    tail < Math.min(old.length, fresh.length) - head &&
    old.at(-1 - tail) === fresh.at(-1 - tail)
  )
    tail += 1;
  return [
    ...signed(' ', old.slice(0, head)),
    ...between(old.slice(head, old.length - tail), fresh.slice(head, fresh.length - tail)),
    ...signed(' ', tail === 0 ? [] : old.slice(-tail)),
  ];
}

function signed(sign: DiffLine['sign'], lines: readonly string[]): DiffLine[] {
  return lines.map((text) => ({ sign, text }));
}

function between(old: readonly string[], fresh: readonly string[]): DiffLine[] {
  if (old.length * fresh.length > mostPairs) return [...signed('-', old), ...signed('+', fresh)];
  const common = commonLengths(old, fresh);
  const width = fresh.length + 1;
  const lines: DiffLine[] = [];
  for (let [row, column] = [0, 0]; row < old.length || column < fresh.length;) {
    const [gone = '', added = ''] = [old[row], fresh[column]];
    if (row < old.length && column < fresh.length && gone === added) {
      lines.push({ sign: ' ', text: gone });
      [row, column] = [row + 1, column + 1];
    } else if (
      row < old.length &&
      (common[(row + 1) * width + column] ?? 0) >= (common[row * width + column + 1] ?? 0)
    ) {
      lines.push({ sign: '-', text: gone });
      row += 1;
    } else {
      lines.push({ sign: '+', text: added });
      column += 1;
    }
  }
  return lines;
}

/** For each pair of places, how many lines the rest of both has in common, in order. */
function commonLengths(old: readonly string[], fresh: readonly string[]): Uint32Array {
  const width = fresh.length + 1;
  const common = new Uint32Array((old.length + 1) * width);
  for (let row = old.length - 1; row >= 0; row -= 1) {
    for (let column = fresh.length - 1; column >= 0; column -= 1) {
      const at = row * width + column;
      const same = (common[at + width + 1] ?? 0) + 1;
      common[at] =
        old[row] === fresh[column] ? same : Math.max(common[at + width] ?? 0, common[at + 1] ?? 0);
    }
  }
  return common;
}

/** How many lines were added and removed. */
export function countChanges(lines: readonly DiffLine[]): { added: number; removed: number } {
  const count = (sign: string): number => lines.filter((line) => line.sign === sign).length;
  return { added: count('+'), removed: count('-') };
}

/** The changed lines with a few unchanged ones around them, as text; `…` stands for what is left out. */
export function showChanges(lines: readonly DiffLine[], around = 2): string[] {
  return nearChanges(lines, around).map((line) =>
    line === undefined ? '…' : `${line.sign} ${line.text}`.trimEnd(),
  );
}

/** The changed lines, and so many around each; undefined stands for what is left out after them. */
export function nearChanges(lines: readonly DiffLine[], around: number): (DiffLine | undefined)[] {
  const near = (index: number): boolean =>
    lines.slice(Math.max(0, index - around), index + around + 1).some(({ sign }) => sign !== ' ');
  return lines.flatMap((line, index) => {
    if (near(index)) return [line];
    return near(index - 1) ? [undefined] : [];
  });
}
