/** Code in blocks and on lines, and paths with backslashes: what stands there is meant letter by letter. */
const verbatim =
  /(`{3,}|~{3,})[^]*?(?:\1|$)|`[^`\n]*`|(?<![\p{L}\p{N}])[A-Za-z]:\\[^\n"'«»<>|*?,;]*|\\\\[\w.-]{1,64}\\[^\s"'«»]*|%\w{1,40}%\\[^\s"'«»]*/gu;

/** Changes the prose of a text and leaves code and paths as they are. */
export function inProse(text: string, change: (prose: string) => string): string {
  const changed: string[] = [];
  let at = 0;
  for (const { 0: found, index } of text.matchAll(verbatim)) {
    changed.push(change(text.slice(at, index)), found);
    at = index + found.length;
  }
  return [...changed, change(text.slice(at))].join('');
}
