import { type Part, same } from './given.ts';

const mostParts = 24;
const mostRounds = 4;

/** Smaller numbers between prices count them. */
const leastPrice = 100;

/** Whether a number is a share of a known one, or that less, or more where it may be, a share. */
function isShare(
  value: number,
  known: readonly number[],
  percents: readonly number[],
  mayBeMore = true,
): boolean {
  const shares = percents.flatMap((p) => [p, 100 - p, ...(mayBeMore ? [100 + p] : [])]);
  return known.some((a) => shares.some((share) => same(value, (a * share) / 100)));
}

/** Whether a number is the sum of a known one and another less a share. */
function isWithLess(value: number, known: readonly number[], percents: readonly number[]): boolean {
  const less = known.flatMap((a) => percents.map((p) => (a * (100 - p)) / 100));
  return known.some((a) => less.some((b) => same(value, a + b)));
}

/** Whether a number is a sum, a difference, a product or a quotient of known ones. */
function follows(value: number, known: readonly number[]): boolean {
  return known.some((a, index) => {
    const others = known.filter((_, other) => other !== index);
    return others.some((b) => pair(value, a, b) || triple(value, a * b, others, b));
  });
}

function pair(value: number, a: number, b: number): boolean {
  return (
    same(value, a + b) ||
    same(value, a - b) ||
    same(value, a * b) ||
    (b !== 0 && same(value, a / b))
  );
}

/** "2 × 2 800 и 1 900": a product and one more. */
function triple(value: number, product: number, others: readonly number[], used: number): boolean {
  return others.some((c) => c !== used && same(value, product + c));
}

/** Whether a number is the sum of several known ones that follow each other. */
function isRunningSum(value: number, known: readonly number[]): boolean {
  return known.some((_, from) => {
    let sum = 0;
    return known.slice(from).some((part, length) => {
      sum += part;
      return length > 0 && same(value, sum);
    });
  });
}

/** A count that multiplies a known number into one that stands in the reply: "4 раза по 2 700, итого 10 800". */
function multiplied(parts: readonly Part[]): void {
  const amounts = parts.filter(({ percent }) => !percent);
  for (const factor of amounts) {
    if (factor.known || !Number.isInteger(factor.value) || factor.value < 2 || factor.value > 1000)
      continue;
    for (const each of amounts) {
      const product = amounts.find(
        (one) => one !== factor && one !== each && same(one.value, factor.value * each.value),
      );
      const share = factor.divides
        ? amounts.find((one) => one !== factor && same(one.value, each.value / factor.value))
        : undefined;
      if (each.known && share !== undefined) [factor.known, share.known] = [true, true];
      const withMore = each.known ? productAndMore(factor, each, amounts) : undefined;
      if (withMore !== undefined) [factor.known, withMore.known] = [true, true];
      if (!each.known || each.value <= 1 || product === undefined) continue;
      factor.known = true;
      product.known = true;
    }
  }
}

/** The number that is a price so many times and one more, or all more: "три лепёшки по 250 и хачапури 1 900 = 2 650". */
function productAndMore(factor: Part, each: Part, amounts: readonly Part[]): Part | undefined {
  const at = amounts.indexOf(factor);
  if (amounts[at + 1] !== each || !each.isPrice) return undefined;
  const more = amounts.slice(at + 2).filter(({ known, isPrice }) => known && isPrice);
  const sums = [...more, { value: more.reduce((sum, { value }) => sum + value, 0) }];
  const product = factor.value * each.value;
  return amounts
    .slice(at + 2)
    .find(
      (one) =>
        !one.known &&
        sums.some((other) => other.value > 0 && same(one.value, product + other.value)),
    );
}

/** Whether a number is the product of two counts: "12 занятий по 60 минут", 720. */
function isProduct(value: number, counts: readonly number[]): boolean {
  return counts.some((a, index) =>
    counts.some((b, other) => other !== index && same(value, a * b)),
  );
}

/** What a reply shows of how it works out its numbers. */
export interface Shown {
  /** A sum, a product or a difference. */
  readonly isCalculation: boolean;
  /** Percents that the sources give, where it tells of a discount or a part to pay and names no percent. */
  readonly percents: readonly number[];
}

/** Marks the parts of a reply that follow from those that are known, step by step. */
export function workOut(parts: readonly Part[], { isCalculation, percents }: Shown): void {
  const some = parts.slice(0, mostParts);
  if (some.every(({ known, wrong }) => known || wrong)) return;
  for (let round = 0; round < mostRounds; round++) {
    const right = some.filter((part) => part.known);
    const known = right.filter(({ percent }) => !percent).map(({ value }) => value);
    const said = right.filter(({ percent }) => percent).map(({ value }) => value);
    const counts = right.filter((part) => !part.percent && !part.isPrice).map(({ value }) => value);
    const prices = known.filter((one) => one >= leastPrice);
    const isFound = ({ value, scale }: Part): boolean =>
      known.includes(value) ||
      isShare(value, known, said) ||
      isShare(value, prices, percents, false) ||
      (scale > 1 && isProduct(value * scale, counts)) ||
      (isCalculation &&
        (follows(value, known) ||
          isWithLess(value, prices, said) ||
          isRunningSum(value, known) ||
          isRunningSum(value, prices)));
    const found = some.filter(
      (part) => !part.known && !part.wrong && !part.percent && isFound(part),
    );
    for (const part of found) part.known = true;
    if (isCalculation) multiplied(some);
    if (found.length === 0 && round > 0) break;
  }
}
