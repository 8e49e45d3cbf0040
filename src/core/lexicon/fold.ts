/** Letters that people leave out or mix up, and what stands for them; the rest stay. */
const folded: Readonly<Record<string, string>> = {
  ё: 'е',
  э: 'е',
  й: 'и',
  ы: 'и',
  і: 'и',
  ә: 'а',
  ғ: 'г',
  қ: 'к',
  ң: 'н',
  ө: 'о',
  ұ: 'у',
  ү: 'у',
  һ: 'х',
  щ: 'ш',
  ъ: '',
  ь: '',
};

/** What Latin letters stand for where Russian or Kazakh is typed in them; the longest at a place counts. */
const cyrillic: Readonly<Record<string, string>> = {
  shch: 'ш',
  sch: 'ш',
  dzh: 'ж',
  dj: 'ж',
  sh: 'ш',
  ch: 'ч',
  zh: 'ж',
  kh: 'х',
  gh: 'г',
  ts: 'ц',
  ya: 'я',
  yu: 'ю',
  yo: 'е',
  ng: 'н',
  a: 'а',
  b: 'б',
  v: 'в',
  g: 'г',
  d: 'д',
  e: 'е',
  z: 'з',
  i: 'и',
  j: 'ж',
  k: 'к',
  l: 'л',
  m: 'м',
  n: 'н',
  o: 'о',
  p: 'п',
  r: 'р',
  s: 'с',
  t: 'т',
  u: 'у',
  f: 'ф',
  h: 'х',
  c: 'с',
  y: 'и',
  q: 'к',
  w: 'ш',
  x: 'х',
};
const latin = /shch|sch|dzh|dj|sh|ch|zh|kh|gh|ts|ya|yu|yo|ng|[a-z]/g;

const toFold = /[ёэйыіәғқңөұүһщъь]/g;

/** Words of these letters are the same in every form of Unicode: nearly all, which need not be brought into one. */
const plain = /^[a-z\dа-яёәғқңөұүһі]*$/;

/** A word as it is looked up: lower case, without what people leave out: Kazakh letters, soft signs, doubled letters, accents. */
export function fold(word: string): string {
  const small = word.toLowerCase();
  const letters = (plain.test(small) ? withoutSigns(small) : withoutAccents(word))
    .replaceAll('нг', 'н')
    .replaceAll('дж', 'ж');
  // "ИИ" is another word than "и".
  return letters.length < 3 ? letters : letters.replace(/(\p{L})\1+/gu, '$1');
}

function withoutSigns(word: string): string {
  return word.replace(toFold, (sign) => folded[sign] ?? sign);
}

function withoutAccents(word: string): string {
  return withoutSigns(word.normalize('NFKC').toLowerCase())
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replaceAll('ı', 'i');
}

/** A folded word of Latin letters, read as Russian or Kazakh, folded. */
export function asCyrillic(word: string): string {
  return fold(word.replace(latin, (sign) => cyrillic[sign] ?? sign));
}
