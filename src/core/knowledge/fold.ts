/** Kazakh letters that people leave out on a Russian keyboard, and ё: both spellings are to be one. */
const plainer: Readonly<Record<string, string>> = {
  ә: 'а',
  ғ: 'г',
  қ: 'к',
  ң: 'н',
  ө: 'о',
  ұ: 'у',
  ү: 'у',
  һ: 'х',
  і: 'и',
  ё: 'е',
};

/** The words and numbers of a text, in the spelling in which they are indexed and looked for. In proportion to its length. */
export function foldedWords(text: string): string[] {
  const plain = text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[әғқңөұүһіё]/g, (letter) => plainer[letter] ?? letter)
    // 5 000 and 5000 are one price, whichever space stands between the thousands.
    .replace(/(?<=\d)[\u0020\u00A0\u2009\u202F](?=\d{3}(?!\d))/g, '');
  return plain.match(/[\p{L}\p{N}]+/gu) ?? [];
}
