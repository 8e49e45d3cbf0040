/** Signs of a word processor in the place of plain ones. */
const plain: readonly (readonly [RegExp, string])[] = [
  [/[\u2028\u2029\v\f]/g, '\n'],
  [/[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g, ' '],
  // Marks that nobody sees; the joiner within an emoji stays.
  [/[\u00ad\u200b\u2060\ufeff\ue000-\uf8ff]/g, ''],
  [/[“”„‟]/g, '"'],
  [/[‘’‚‛]/g, "'"],
  [/[^\P{Cc}\n\t]/gu, ''],
  [/(?<=\S)[ \t]+/g, ' '],
  [/(?<![ \t])[ \t]+$/gm, ''],
  [/\n{3,}/g, '\n\n'],
];

/** A text with plain quotes and spaces, no invisible marks, and at most one empty line in a row; the same for the same text. */
export function tidy(text: string): string {
  let tidied = text.normalize('NFC');
  for (const [pattern, replacement] of plain) tidied = tidied.replace(pattern, replacement);
  return tidied.trim();
}
