/** A text as it is read: spaces, full-width digits and keys of the emoji keyboard in their plain form, cut where it is longer than what is read. */
export function plainOf(text: string, mostCharacters: number): string {
  return text
    .slice(0, mostCharacters)
    .replace(/№/g, '#')
    .normalize('NFKC')
    .replace(/[\uFE0F\u20E3\u200B]/g, '')
    .replace(written, (mark) => (/^[ap]/i.test(mark) ? `${mark[0]}m` : '').padEnd(mark.length));
}

/** What stands about numbers and is none of them: marks of bold and struck text, dots that lead to a price, the points of "a.m." and "руб. за час". */
const written =
  /(?<![\p{L}\d*])\*{1,2}(?=[^\s*])|(?<=[^\s*])\*{1,2}(?![\p{L}\d*])|(?<!\S)[_~](?=\d)|(?<=[\d₸₽$€%])[_~](?!\S)|(?<!\.)\.{3,200}(?=\s?[\d$€₸₽])|(?<=\d\s?)[apAP]\.\s?[mM]\b\.?|(?<=\d\s?(?:р|руб|тг|мин|шт|чел|ч|кг|см|мес))\.(?=\s[\p{Ll}\d(])/gu;
