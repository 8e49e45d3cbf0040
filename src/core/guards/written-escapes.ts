import { inProse } from './prose.ts';

/** Line ends written out, one or more in a row. */
const lineEnds = /(?<!\\)(?:(?:\\{1,2}r)?\\{1,2}n(?!(?:abla|otin|ot|eg|u|ewline)\b))+/g;

/** The text with line ends, tabs and letters that a machine wrote out (`\n`, `\t`, `\u0434`) as what they stand for. */
export function withoutWrittenEscapes(text: string): string {
  if (!/[\\▁Ġ]|<0x/.test(text)) return text;
  return inProse(withoutTokens(text), (prose) => {
    if (!prose.includes('\\')) return prose;
    const lettered = prose.replace(/(?:\\u[\da-f]{4}){2,}/gi, lettersOf);
    return hasLineEnds(lettered) ? opened(lettered) : lettered;
  });
}

/** Tokens that a server did not put together: bytes, and the signs that stand for a space before a word. */
function withoutTokens(text: string): string {
  const whole = text.replace(/(?:<0x[\dA-F]{2}>)+/g, (run) =>
    Buffer.from(run.replace(/<0x|>/g, ''), 'hex').toString(),
  );
  const spaced = whole.replace(/(?<=[\p{L}\p{N}.,:;!?])▁(?=[\p{L}\p{N}])/gu, ' ');
  return /\s/.test(spaced) ? spaced : spaced.replaceAll('Ġ', ' ').replaceAll('Ċ', '\n');
}

function lettersOf(run: string): string {
  const codes = run.match(/[\da-f]{4}/gi) ?? [];
  return String.fromCharCode(...codes.map((code) => Number.parseInt(code, 16)));
}

/** Whether one of them can be nothing else: not a word that is spoken of (in quotes, or among words), and not a folder in a path. */
function hasLineEnds(text: string): boolean {
  for (const { 0: run, index } of text.matchAll(lineEnds)) {
    const [before, after] = [
      text.charAt(index - 1),
      text.slice(index + run.length, index + run.length + 3),
    ];
    const isSpokenOf =
      /^["'»”`]/.test(after) ||
      (/^[\s"'«“(]?$/.test(before) && /^(?:[),.;:?!]|\s+[^•*▪\d\p{Lu}\s]|\s*$)/u.test(after));
    const isInPath = /[\w\\]/.test(before) && /^[a-z]/.test(after);
    if (!isSpokenOf && !isInPath) return true;
  }
  return false;
}

function opened(text: string): string {
  return text
    .replace(lineEnds, (run) => '\n'.repeat(run.split('n').length - 1))
    .replace(/(?<!\\)\\t(?![a-z])/g, ' ')
    .replace(/(?<!\\)\\"/g, '"');
}
