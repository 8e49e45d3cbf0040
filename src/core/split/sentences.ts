const ends = /[.!?…]["'»”)*_]{0,3}(?=\s)|\n/g;

/** The text up to the end of its last whole sentence or line: as it is where it ends with one, empty where none ends in it. */
export function wholeSentences(text: string): string {
  const trimmed = text.trimEnd();
  if (/[.!?…]["'»”)*_]{0,3}$/.test(trimmed)) return text;
  const last = [...trimmed.matchAll(ends)].at(-1);
  return last ? trimmed.slice(0, last.index + last[0].length).trimEnd() : '';
}
