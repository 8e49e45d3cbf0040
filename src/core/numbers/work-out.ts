import type { Mention } from './mention.ts';
import type { NumberToken } from './tokens.ts';

/** A number of a reply: whether it is known to be right, and whether it may only be worked out where a calculation is shown. */
export interface Part {
  readonly value: number;
  readonly percent: boolean;
  known: boolean;
  /** What a calculation that is written out does not come to. */
  wrong: boolean;
  /** Whether a sign of division stands before it. */
  readonly divides: boolean;
}

const mostParts = 24;
const mostRounds = 4;

const same = (one: number, other: number): boolean =>
  Math.abs(one - other) < 1e-6 || (one >= 100 && Math.abs(one - other) < 1);

/** Whether a number is a share of a known one, or that less or more a share. */
function isShare(value: number, known: readonly number[], percents: readonly number[]): boolean {
  return known.some((a) =>
    percents.some((p) =>
      [a * p, a * (100 - p), a * (100 + p)].some((hundredfold) => same(value, hundredfold / 100)),
    ),
  );
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
      if (!each.known || each.value <= 1 || product === undefined) continue;
      factor.known = true;
      product.known = true;
    }
  }
}

/** Marks the parts of a reply that follow from those that are known, step by step. */
export function workOut(parts: Part[], isShown: boolean): void {
  const some = parts.slice(0, mostParts);
  for (let round = 0; round < mostRounds; round++) {
    const known = some.filter((part) => part.known && !part.percent).map(({ value }) => value);
    const percents = some.filter((part) => part.known && part.percent).map(({ value }) => value);
    const isFound = ({ value }: Part): boolean =>
      known.includes(value) ||
      isShare(value, known, percents) ||
      (isShown && (follows(value, known) || isRunningSum(value, known)));
    const found = some.filter(
      (part) => !part.known && !part.wrong && !part.percent && isFound(part),
    );
    for (const part of found) part.known = true;
    if (isShown) multiplied(some);
    if (found.length === 0 && round > 0) break;
  }
}

const signs: Readonly<Record<string, string>> = {
  '+': '+',
  '−': '-',
  '-': '-',
  '–': '-',
  '×': '*',
  '*': '*',
  x: '*',
  х: '*',
  '·': '*',
  '/': '/',
  '÷': '/',
};

/** A number of a calculation as it is written, and the sign behind it. */
interface Step {
  readonly part: Part;
  readonly sign: string;
}

/** The value of a calculation: products and quotients first, a percent of what stands before it. */
function valueOf(steps: readonly Step[]): number {
  let [sum, product, sign] = [0, steps[0]?.part.value ?? 0, 1];
  steps.slice(1).forEach(({ part }, index) => {
    const before = steps[index]?.sign;
    const value = part.percent ? ((sum + sign * product) * part.value) / 100 : part.value;
    if (before === '*') product *= part.percent ? part.value / 100 : value;
    else if (before === '/') product /= value;
    else {
      sum += sign * product;
      [product, sign] = [value, before === '-' ? -1 : 1];
    }
  });
  return sum + sign * product;
}

/** Counts that multiply need no source; all else does. */
function mayStand({ part, sign }: Step, before: Step | undefined): boolean {
  const isFactor = sign === '*' || before?.sign === '*' || before?.sign === '/';
  return part.known || (isFactor && Number.isInteger(part.value) && part.value <= 1000);
}

/** Marks what calculations that are written out with "=" come to, where their numbers are known, and what they do not. */
export function followWritten(
  mentions: readonly Mention[],
  parts: ReadonlyMap<Mention, Part>,
  tokens: readonly NumberToken[],
): void {
  let steps: Step[] = [];
  for (const mention of mentions) {
    const part = parts.get(mention);
    if (part === undefined) {
      steps = [];
      continue;
    }
    const sign = tokens[mention.next]?.text ?? '';
    if (tokens[mention.at - 1]?.text === '=' && steps.length > 1) {
      const right = Math.abs(valueOf(steps) - part.value) < (part.value >= 100 ? 1 : 1e-6);
      if (steps.every((step, at) => mayStand(step, steps[at - 1]))) {
        if (!right) part.wrong = true;
        else for (const one of [...steps.map((step) => step.part), part]) one.known = true;
      }
      steps = [];
    }
    if (sign === '=') steps.push({ part, sign });
    else if (signs[sign] !== undefined) steps.push({ part, sign: signs[sign] });
    else steps = [];
  }
}
