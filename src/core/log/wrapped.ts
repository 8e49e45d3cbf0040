import { widthOf } from './text-width.ts';

/**
 * A text in lines that fit the screen, broken between words; further lines of a paragraph begin with `hang` spaces more than
 * its first. A word that is wider than the screen stays whole, so that an address can be copied. No screen: as it is.
 */
export function wrapped(
  text: string,
  { columns }: { columns: number | undefined },
  hang = 0,
): string {
  if (columns === undefined) return text;
  return text
    .split('\n')
    .map((line) => (widthOf(line) <= columns ? line : wrappedLine(line, columns, hang)))
    .join('\n');
}

function wrappedLine(line: string, columns: number, hang: number): string {
  const indent = /^ */.exec(line)?.[0] ?? '';
  const margin = ' '.repeat(Math.min(indent.length + hang, Math.floor(columns / 2)));
  const lines = wrapWords(line.slice(indent.length).split(' '), [
    columns - indent.length,
    columns - margin.length,
  ]);
  return `${indent}${lines.join(`\n${margin}`)}`;
}

/** Words in lines: as many in each as fit into the room of the first or of the others. */
export function wrapWords(
  words: readonly string[],
  [first, others]: readonly [number, number],
): string[] {
  const lines: string[] = [];
  let [line, width]: [string | undefined, number] = [undefined, 0];
  for (const word of words) {
    const more = widthOf(word);
    if (line !== undefined && width + 1 + more > (lines.length === 0 ? first : others)) {
      lines.push(line.trimEnd());
      [line, width] = [word, more];
    } else {
      [line, width] = line === undefined ? [word, more] : [`${line} ${word}`, width + 1 + more];
    }
  }
  return line === undefined ? lines : [...lines, line];
}
