/** Tags around what is not meant for a reader. */
export interface AsideTags {
  /** Finds a tag; global. A group that holds `/` says that it closes. */
  tag: RegExp;
  /** Whether an aside may stand within another one; otherwise the first closing tag ends it. */
  nests: boolean;
  /** Whether a closing tag without an opening one ends an aside that began with the text. */
  closesFromTheBeginning: boolean;
}

/**
 * The text without what stands between such tags; one that is not closed goes to the end. A tag right behind a backtick is
 * a word. The text as it is when no tag is in it. One pass.
 */
export function withoutAsides(
  text: string,
  { tag, nests, closesFromTheBeginning }: AsideTags,
): string {
  const kept: string[] = [];
  let [at, depth, found] = [0, 0, false];
  for (const match of text.matchAll(tag)) {
    if (text.charAt(match.index - 1) === '`') continue;
    found = true;
    const closes = match.slice(1).includes('/');
    const isEmpty = match[0].endsWith('/>');
    if (depth === 0) {
      if (closes && closesFromTheBeginning) kept.length = 0;
      else kept.push(text.slice(at, match.index));
    }
    if (!isEmpty) depth = closes ? (nests ? Math.max(0, depth - 1) : 0) : depth + 1;
    at = match.index + match[0].length;
  }
  if (!found) return text;
  if (depth === 0) kept.push(text.slice(at));
  return kept.join('').trim();
}
