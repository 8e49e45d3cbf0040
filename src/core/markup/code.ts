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

/** The messenger whose marks are written. All write `*bold*`, `_italic_`, `~strike~` and code within one backtick. */
export type Markup = 'whatsapp' | 'max' | 'telegram';

/** Code on a line: one backtick. Where the code has backticks of its own, WhatsApp takes three; the others know no such thing. */
export function codeSpan(code: string, markup: Markup): string {
  if (code === '') return '';
  if (!code.includes('`')) return `\`${code}\``;
  return markup === 'whatsapp'
    ? `\`\`\`${code.replaceAll('```', "'''")}\`\`\``
    : `\`${code.replaceAll('`', "'")}\``;
}

/** Code of several lines. WhatsApp ends it at the first three backticks and knows no way to write them inside; elsewhere each line is code by itself. */
export function codeBlock(code: string, markup: Markup): string {
  if (code.trim() === '') return '';
  if (markup === 'whatsapp') return `\`\`\`\n${code.replaceAll('```', "'''")}\n\`\`\``;
  const lines = code.split('\n').map((line) => codeSpan(line.trimEnd(), markup));
  const first = lines.findIndex((line) => line !== '');
  return lines.slice(first, lines.findLastIndex((line) => line !== '') + 1).join('\n');
}
