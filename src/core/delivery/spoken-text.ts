/** Signs that have a shape and no sound. */
const pictures =
  /\p{Extended_Pictographic}|\p{Regional_Indicator}|\p{Emoji_Modifier}|\u200d|\ufe0e|\ufe0f|\u20e3/gu;

/** What stands before the words of a line in a list or a quote. */
const leads = /^[^\S\n]*(?:(?:[•◦▪‣·>]|[-–—*])[^\S\n]+)+/gmu;

/** Marks of WhatsApp around words: bold, italic, struck out, code. */
const opening = /(?<![\p{L}\p{N}*_~`])[*_~`]+(?=[^\s*_~`])/gu;
const closing = /(?<=[^\s*_~`])[*_~`]+(?![\p{L}\p{N}*_~`])/gu;

/** A message in WhatsApp's markup as it is read aloud: without marks, bullets and emoji, each line a sentence. */
export function spokenText(text: string): string {
  const plain = text
    .replace(leads, '')
    .replace(opening, '')
    .replace(closing, '')
    .replace(pictures, '');
  const lines = plain.split('\n').map((line) => line.replace(/\s+/g, ' ').trim());
  return lines
    .filter((line) => /[\p{L}\p{N}]/u.test(line))
    .map((line) => (/[.!?…:;,]["»”)]?$/u.test(line) ? line : `${line}.`))
    .join('\n');
}
