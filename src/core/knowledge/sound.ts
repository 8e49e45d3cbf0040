/** What no word begins with: a sound is never taken for a word. */
const mark = 'ω';

/** So many sounds are enough to know a name by; «кафе» and «кофе» are one with less. */
const fewest = 3;

/** The mark and so many sounds tell a word from nearly every other; the rest of it is not looked at. */
export const longestSound = 7;

/** How letters sound that are written in two letters or more, or otherwise in one alphabet than in the other; those that fall together are near enough. */
const sounds: Readonly<Record<string, string>> = {
  shch: 'w',
  sch: 'w',
  sh: 'w',
  ch: 'w',
  zh: 'w',
  dj: 'w',
  dg: 'w',
  j: 'w',
  kh: 'h',
  gh: 'g',
  ph: 'f',
  th: 't',
  ts: 's',
  tz: 's',
  ck: 'k',
  qu: 'kv',
  q: 'k',
  x: 'ks',
  w: 'v',
  z: 's',
  c: 'k',
  дж: 'w',
  тс: 's',
  б: 'b',
  в: 'v',
  г: 'g',
  д: 'd',
  ж: 'w',
  з: 's',
  к: 'k',
  л: 'l',
  м: 'm',
  н: 'n',
  п: 'p',
  р: 'r',
  с: 's',
  т: 't',
  ф: 'f',
  а: 'a',
  е: 'e',
  и: 'i',
  й: 'y',
  о: 'o',
  у: 'u',
  ы: 'i',
  э: 'e',
  ю: 'u',
  я: 'a',
  ь: '',
  ъ: '',
  х: 'h',
  ц: 's',
  ч: 'w',
  ш: 'w',
  щ: 'w',
};

/**
 * How a folded word sounds, by its consonants, in Russian, Kazakh and Latin letters alike: «Ботокс» and `botox`, «Дмитрий» and `Dmitry`;
 * a short one by its vowels, too: «йога» and `yoga`. Empty where that says too little. A beginning of a word sounds as the beginning of
 * its sound.
 */
export function soundOf(word: string): string {
  if (word.length < fewest || !/^\p{L}+$/u.test(word)) return '';
  const written = word
    .replace(/c(?=[eiy])/g, 's')
    .replace(/ge$/, 'j')
    .replace(/w(?![aeiouy])/g, '')
    .replace(several, (letters) => sounds[letters] ?? letters)
    .replace(/(.)\1+/g, '$1');
  const first = /^[aeiouy]/.test(written) ? 'a' : '';
  const consonants = first + written.replace(/[aeiouy]/g, '').replace(/(.)\1+/g, '$1');
  if (consonants.length >= fewest) return (mark + consonants).slice(0, longestSound);
  return written.length > fewest
    ? (mark + written.replace(/[aeiouy]$/, '')).slice(0, longestSound)
    : '';
}

const several = /shch|sch|[sczkgpt]h|dj|dg|t[sz]|ck|qu|дж|тс|\p{L}/gu;

/** Endings behind which a word of a question is the same as one in another language. */
const endings =
  /(?<=\p{L}{4})(?:s|ами|ями|[оеаыия]м|[оеёы]в|[аяыи]х|[оые]го|[оые]му|(?:[лдт][ае]р)?(?:[ндт][ыи]н|[гк][ае]|[ндт][ыи]|[дт][ае]н?|н[ае]н|[мбп]ен)?)$/u;

/** How a word of a question sounds without its ending. */
export function askedSound(word: string): string {
  const whole = soundOf(word);
  const stem = soundOf(word.replace(endings, ''));
  return stem !== '' && whole.startsWith(stem) ? stem : whole;
}
