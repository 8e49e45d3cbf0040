/** Longer texts are judged by their beginning: characters read, words weighed, characters of a word weighed. */
const mostCharacters = 1000;
const mostWords = 100;
const longestWord = 24;

/** Links, mail addresses, handles and file names are of no language. Each begins at a word's edge, so that none is sought twice. */
const addresses =
  /(?<!\S)\S+@\S+|(?:https?:\/\/|www\.)\S+|[@#][\p{L}\p{N}_.]+|(?<![\p{L}\p{N}.-])[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:kz|ru|com|org|net|io|me|app|pdf|docx?|xlsx?|pptx?|jpe?g|png|mp[34])\b\S*|(?<![\p{L}\p{N}.-])[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.(?:рф|қаз)(?![\p{L}\p{N}])\S*/giu;

/** Letters of the two scripts, and an apostrophe between or behind them: romanised Kazakh and Russian use it as a letter. */
const words =
  /[\p{Script=Cyrillic}\p{Script=Latin}\p{M}]+(?:'[\p{Script=Cyrillic}\p{Script=Latin}\p{M}]+)*'?/gu;

/** Latin letters that stand in Cyrillic words, typed so because they look the same. */
const lookAlikes: Readonly<Record<string, string>> = {
  a: 'а',
  c: 'с',
  e: 'е',
  h: 'һ',
  i: 'і',
  o: 'о',
  p: 'р',
  x: 'х',
  y: 'у',
};

/**
 * The Cyrillic and Latin words of the text's first 1,000 characters, at most 100, in lower case; without links,
 * addresses and digits. A letter said three times or more stands once.
 */
export function wordsOf(text: string): string[] {
  const cleaned = text
    .slice(0, mostCharacters)
    .normalize('NFC')
    .replace(addresses, ' ')
    .replace(/[’‘ʼʻ`´′]/g, "'")
    .toLowerCase()
    .replace(/(\p{L})\1{2,}/gu, '$1');
  return (cleaned.match(words) ?? []).slice(0, mostWords).map(tidy);
}

function tidy(word: string): string {
  const short = word.slice(0, longestWord);
  if (!/[a-z]/.test(short) || !/[а-яёәғқңөұүіһ]/.test(short)) return short;
  return short.replace(/[acehiopxy]/g, (letter) => lookAlikes[letter] ?? letter);
}
