/** A ticket has so many lines of summary, each of at most so many UTF-16 units. */
export const mostLines = 3;
const longestLine = 300;

/** A text on one line, cut at `longest` UTF-16 units, with an ellipsis where it was longer. */
export function bounded(text: string, longest = longestLine): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length <= longest
    ? line
    : `${line
        .slice(0, longest - 1)
        .toWellFormed()
        .trimEnd()}…`;
}

/** The first lines of a text that say something, without the marks of a list. */
export function lines(text: string): string[] {
  return text
    .split('\n')
    .map((line) => bounded(line.replace(/^\s*(?:[-•*–—]|\d{1,2}[.)])\s+/, '')))
    .filter((line) => line !== '')
    .slice(0, mostLines);
}
