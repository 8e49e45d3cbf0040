/** What a sticky pattern finds at exactly this place, and a global one from there on. */
export function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

const sameInARow = /(.)\1*/sy;

/** How often the character at this place stands in a row; 0 behind the text. */
export function runLength(text: string, at: number): number {
  return matchAt(sameInARow, text, at)?.[0].length ?? 0;
}

/** For every run of backticks that begins inline code, the place of the run that ends it: the next one of the same length. */
export function matchBackticks(text: string): ReadonlyMap<number, number> {
  const matches = new Map<number, number>();
  const nextOfLength = new Map<number, number>();
  for (const { 0: run, index } of [...text.matchAll(/`+/g)].toReversed()) {
    const { length } = run;
    const close = nextOfLength.get(length);
    if (close !== undefined) matches.set(index, close);
    nextOfLength.set(length, index);
  }
  return matches;
}

/** Code as WhatsApp writes it on a line: one backtick, or three where the code has backticks of its own. */
export function codeSpan(code: string): string {
  if (code === '') return '';
  return code.includes('`') ? `\`\`\`${code.replaceAll('```', "'''")}\`\`\`` : `\`${code}\``;
}
