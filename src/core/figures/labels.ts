import type { Mention, NumberToken } from './tokens.ts';

const farthestLabel = 12;

/** "600 ₽/сутки, залог 3 000": what a price is for a unit of is no name of the next one. */
export function behindUnit(tokens: readonly NumberToken[], next: number): number {
  return tokens[next]?.text === '/' && tokens[next + 1]?.kind === 'word' ? next + 2 : next;
}

/** Behind the label in parentheses that stands behind a price: "35 000 ₸ (1 канал), 45 000 ₸ (2 канала)". */
export function labelledTill(
  tokens: readonly NumberToken[],
  next: number,
  prices: readonly Mention[],
  isListed: boolean,
): number {
  if (tokens[next]?.text !== '(') return listedTill(tokens, next, prices, isListed);
  const inside = tokens.slice(next, next + farthestLabel).findIndex(({ text }) => text === ')');
  if (inside < 0) return next;
  const end = next + inside + 1;
  return prices.some(({ at }) => at > next && at < end) ? next : end;
}

/** "850 ₽ будни, 1 050 ₽ выходные": behind the words that a comma parts from the next price. */
function listedTill(
  tokens: readonly NumberToken[],
  next: number,
  prices: readonly Mention[],
  isListed: boolean,
): number {
  const following = prices.find(({ at }) => at > next);
  if (isListed) {
    const behind = tokens.slice(next, next + farthestLabel);
    const words = behind.findIndex(({ kind }) => kind !== 'word');
    const closed =
      behind[words]?.text === '(' ? behind.findIndex(({ text }) => text === ')') + 1 : 0;
    const end = closed > 0 ? closed : words;
    if (words > 0 && /^[;.\n]$/.test(tokens[next + end]?.text ?? '')) return next + end;
  }
  if (following === undefined || following.at - next > farthestLabel) return next;
  const last = tokens[following.at - 1]?.text ?? '';
  const between = tokens.slice(next, following.at - 1);
  const inside = between.findIndex(({ text }) => text === '(');
  const isClosed = inside < 0 || between.at(-1)?.text === ')';
  const isLabel =
    /^[,/]$/.test(last) &&
    between.length > 0 &&
    isClosed &&
    between
      .slice(0, inside < 0 ? between.length : inside)
      .every(({ kind, text }) => kind === 'word' || /^[-–—]$/.test(text));
  return isLabel ? following.at - 1 : next;
}

const adds = /^(?:с|со|без|with|without)$/i;
const adjective = /(?:ый|ий|ой|ая|яя|ое|ее|ые|[кгхшщжч]ие|[лдт][ыі][қк])$/;

/** Whether a word may be a thing of its own: no short one such as "на", no comparative such as "ниже". */
function isThing(word: string): boolean {
  return /^\p{L}{4,}$/u.test(word) && !/[жшч]е$/.test(word);
}

/** Whether the words before a price say more of what the price before it is for: "Круассан 800 ₸, с миндалём 1 050 ₸". */
export function isMoreOfSame([mark, first, ...others]: readonly NumberToken[]): boolean {
  if (first === undefined) return mark?.text === '(';
  if (mark?.text !== ',' && mark?.text !== '(') return false;
  if (adds.test(first.text)) return true;
  if (mark.text === '(' && !isThing(first.text)) return true;
  return adjective.test(first.text) && others.every(({ kind }) => kind === 'sign');
}

/** What names the thing itself: "веник дубовый" is a broom. */
export function withoutAdjectives(part: readonly NumberToken[]): NumberToken[] {
  return part.filter(({ text }) => !adjective.test(text));
}

/** A row of a list as far as its labels go. */
interface Labelled {
  readonly words: readonly string[];
  readonly names?: readonly string[];
  /** The one before it in its sentence. */
  readonly behind?: Labelled | undefined;
}

/** Whether a row has words of its own before its price and nothing else. */
const isLabel = ({ behind, words, names = [] }: Labelled): boolean =>
  behind !== undefined && names.length > 0 && words.every((word) => names.includes(word));

const keyOf = ({ names = [] }: Labelled): string => names.join(' ');

/** The row at the beginning of the sentence that a row stands in. */
function thingOf(row: Labelled): Labelled {
  let first = row;
  for (let more = mostBehind; more > 0 && first.behind; more--) first = first.behind;
  return first;
}

/** So many rows of one sentence are looked back over. */
const mostBehind = 8;

/**
 * Rows with the names of their things where several are called the same: in "Перфоратор 600 ₽, залог 3 000" and "Бензопила
 * 900 ₽, залог 5 000", each deposit is that of its thing.
 */
export function withThings<Row extends Labelled>(rows: readonly Row[]): Row[] {
  const labels = Map.groupBy(rows.filter(isLabel), keyOf);
  return rows.map((row) => {
    const isLabelled = isLabel(row) && (labels.get(keyOf(row))?.length ?? 0) > 1;
    return isLabelled
      ? { ...row, words: [...new Set([...thingOf(row).words, ...row.words])] }
      : row;
  });
}
