import { inProse } from './verbatim.ts';

/** Line ends written out, one or more in a row. */
const lineEnds = /(?<!\\)(?:(?:\\r)?\\n(?!(?:abla|otin|ot|eg|u|ewline)\b))+/g;

/** The text with line ends, tabs and letters that a machine wrote out (`\n`, `\t`, `\u0434`) as what they stand for. */
export function withoutWrittenEscapes(text: string): string {
  if (!text.includes('\\')) return text;
  return inProse(text, (prose) => {
    if (!prose.includes('\\')) return prose;
    const lettered = prose.replace(/(?:\\u[\da-f]{4}){2,}/gi, lettersOf).replace(/<0x0A>/g, '\n');
    return hasLineEnds(lettered) ? opened(lettered) : lettered;
  });
}

function lettersOf(run: string): string {
  const codes = run.match(/[\da-f]{4}/gi) ?? [];
  return String.fromCharCode(...codes.map((code) => Number.parseInt(code, 16)));
}

/** Whether one of them can be nothing else: not a word that is spoken of (in quotes, or among words), and not a folder in a path. */
function hasLineEnds(text: string): boolean {
  for (const { 0: run, index } of text.matchAll(lineEnds)) {
    const [before, after] = [text.charAt(index - 1), text.slice(index + run.length, index + run.length + 3)];
    const isSpokenOf =
      /^["'»”`]/.test(after) || (/^[\s"'«“(]?$/.test(before) && /^(?:[),.;:?!]|\s+[^•*▪\d\p{Lu}\s]|\s*$)/u.test(after));
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
