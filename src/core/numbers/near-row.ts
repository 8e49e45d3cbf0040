import type { Mention } from './mention.ts';
import { alike, isPrice, naming, type PriceRow } from './rows.ts';
import type { NumberToken } from './tokens.ts';

/** Words that are never said of the same thing. */
const opposites: readonly (readonly [RegExp, RegExp])[] = [
  [/^adult|^взросл/, /^child|^kid|^дет|^реб/],
  [/^кош|^cat/, /^соба|^dog/],
];

/** How far the words beside an amount are looked at, in tokens, and how many of them count. */
const farthest = 60;
const mostWords = 20;

function opposed(one: string, other: string): boolean {
  return opposites.some(
    ([left, right]) =>
      (left.test(one) && right.test(other)) || (right.test(one) && left.test(other)),
  );
}

const count = (words: readonly string[], context: readonly string[]): number =>
  words.filter((word) => context.some((other) => alike(word, other))).length;

const ends = /^[.!?;\n]$/;

/** The words before an amount in its part of a sentence, back over a comma where nothing that names a row stands behind it. */
function wordsBefore(
  tokens: readonly NumberToken[],
  { at }: Mention,
  from: number,
  known: readonly string[],
): string[] {
  let begin = at;
  for (; begin > Math.max(from, at - farthest); begin--) {
    const token = tokens[begin - 1];
    if (token === undefined || ends.test(token.text)) break;
    if (token.text !== ',') continue;
    if (count(known, naming(tokens, begin, at)) > 0) break;
  }
  // "3️⃣ Год 130 000": the number of a line names nothing.
  const numbered =
    tokens[begin]?.kind === 'number' &&
    (tokens[begin - 1]?.text === '\n' || (begin === 0 && tokens.some(({ text }) => text === '\n')));
  return naming(tokens, numbered ? begin + 1 : begin, at).slice(-mostWords);
}

function wordsBehind(tokens: readonly NumberToken[], { next }: Mention, to: number): string[] {
  const stop = tokens
    .slice(next, Math.min(to, next + farthest))
    .findIndex(({ text }) => ends.test(text) || text === ',');
  return naming(tokens, next, stop < 0 ? Math.min(to, next + farthest) : next + stop).slice(
    0,
    mostWords,
  );
}

const operator = /^[+−=×*÷/–-]$/;

/** Whether an amount is part of a calculation. */
export function isOperand(tokens: readonly NumberToken[], { at, next }: Mention): boolean {
  const [before, behind] = [tokens[at - 1]?.text ?? '', tokens[next]?.text ?? ''];
  return /^[+−=×*÷/]$/.test(before) || operator.test(behind);
}

/** Whether a price stands beside the words of one row of a list and is the price of another one only. */
export function isOfOtherRow(
  mention: Mention,
  tokens: readonly NumberToken[],
  { from, to }: { readonly from: number; readonly to: number },
  rows: readonly PriceRow[],
): boolean {
  if (!isPrice(mention) || isOperand(tokens, mention)) return false;
  const own = rows.filter(({ amounts }) => amounts.includes(mention.value ?? 0));
  if (own.length === 0) return false;
  const known = rows.flatMap(({ words }) => words);
  const before = wordsBefore(tokens, mention, from, known);
  const behind = wordsBehind(tokens, mention, to);
  const context = count(known, before) > 0 ? before : behind;
  const all = [...before, ...behind];
  const others = rows.filter(({ amounts }) => !amounts.includes(mention.value ?? 0));
  return own.every((row) => {
    const missing = row.words.filter((word) => !all.some((other) => alike(word, other)));
    // "Удаление зуба" is named where "удаление зуба мудрости" is, whose price is another.
    if (missing.length === 0)
      return others.some(
        ({ words }) => words.length > row.words.length && count(words, context) === words.length,
      );
    if (context.some((word) => missing.some((other) => opposed(word, other)))) return true;
    return others.some(({ words }) => count(words, context) > count(row.words, all));
  });
}
