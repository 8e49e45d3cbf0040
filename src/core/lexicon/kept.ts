/** Few words make up most of what is written. */
const mostKept = 500;

/** Longer words are rare, UTF-16 units. */
const longestKept = 24;

/** The same function of a word, which is worked out once for the words that come often; when they are too many, those that have not come since the last time are forgotten. */
export function kept<T>(of: (word: string) => T): (word: string) => T {
  let known = new Map<string, T>();
  let before = new Map<string, T>();
  return (word) => {
    if (word.length > longestKept) return of(word);
    const found = known.get(word);
    if (found !== undefined) return found;
    if (known.size >= mostKept) [before, known] = [known, new Map()];
    const result = before.get(word) ?? of(word);
    known.set(word, result);
    return result;
  };
}
