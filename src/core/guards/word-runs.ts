/** Texts are compared in runs of so many words. */
const runLength = 8;

/** Runs of words of a text. */
export function runsOf(words: readonly string[]): ReadonlySet<string> {
  return new Set(inRuns(words));
}

/** How many words of a text stand in runs of another one, in all and at most in a row. */
export function quoted(
  words: readonly string[],
  runs: ReadonlySet<string>,
): { all: number; row: number } {
  let [all, row, end, longest] = [0, 0, 0, 0];
  for (const [at, run] of inRuns(words).entries()) {
    if (!runs.has(run)) continue;
    const more = at + runLength - Math.max(at, end);
    row = at < end ? row + more : more;
    all += more;
    end = at + runLength;
    longest = Math.max(longest, row);
  }
  return { all, row: longest };
}

function inRuns(words: readonly string[]): string[] {
  return words
    .slice(0, Math.max(0, words.length - runLength + 1))
    .map((_, at) => words.slice(at, at + runLength).join(' '));
}
