import { operations } from '../figures/meanings.ts';
import type { Mention, NumberToken } from '../figures/tokens.ts';
import { currencyOf } from '../figures/units.ts';
import { type Part, same } from './given.ts';

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
  const isCount = part.value >= 1 && part.value <= 1000 && Number.isInteger(part.value * 2);
  return part.known || (isFactor && isCount);
}

/** The sign behind a number and what it counts: "3 месяца × 35 000". */
function signBehind({ unit, next }: Mention, tokens: readonly NumberToken[]): string {
  const isSign = (place: number): boolean => {
    const { text = '', start, kind } = tokens[place] ?? {};
    if (kind === undefined || (text !== '=' && operations[text] === undefined)) return false;
    const behind = tokens[place + 1];
    // "Two drop-ins" has no minus, "8:30" and "в 8-местном: 4" no division.
    if (text === '-') return behind?.kind !== 'word';
    return text !== ':' || (behind?.kind === 'number' && tokens[place - 1]?.end !== start);
  };
  const places = unit === undefined ? [next] : [next + 1, next];
  return tokens[places.find(isSign) ?? -1]?.text ?? '';
}

/** Whether "=" stands before a number, perhaps with a sign of money between: "= €32". */
function isBehindEqual({ at }: Mention, tokens: readonly NumberToken[]): boolean {
  const before = tokens[at - 1];
  return (currencyOf(before) === undefined ? before : tokens[at - 2])?.text === '=';
}

/** Whether sizes are multiplied, of which no price comes: "Пепперони 30 см × 2 = 6 800". */
function isOfSizes(steps: readonly Step[], result: Part): boolean {
  const isSize = ({ part }: Step): boolean =>
    /^(?:weight|volume|length|minute)$/.test(part.unit ?? '');
  return result.isPrice && steps.some(isSize) && steps.every(({ part }) => !part.isPrice);
}

/** Whether what comes out can be compared: minutes with hours only as their product, "1 час + 30 минут" not at all. */
function isOfOneUnit(steps: readonly Step[], { unit, scale }: Part): boolean {
  const units = steps.map((step) => step.part.unit);
  if (steps.some(({ sign }) => sign === '+' || sign === '-'))
    return (
      [...units, unit].every((one) => one === unit) &&
      steps.every((one) => one.part.scale === scale)
    );
  if (unit === undefined || unit === 'noun' || scale > 1 || units.includes(unit)) return true;
  return units.every((one) => one === undefined || one === 'noun');
}

/** Marks what calculations that are written out come to, where their numbers are known, and what they do not. */
export function followWritten(
  mentions: readonly Mention[],
  parts: ReadonlyMap<Mention, Part>,
  tokens: readonly NumberToken[],
): void {
  let steps: Step[] = [];
  let before: readonly Step[] = [];
  for (const mention of mentions) {
    const part = parts.get(mention);
    const sign = signBehind(mention, tokens);
    const does = sign === '=' ? sign : operations[sign];
    if (part !== undefined && steps.length > 0 && isBehindEqual(mention, tokens)) {
      // "4 × 850 + 3 × 1 050 = 3 400 + 3 150": what stands behind "=" is a calculation of its own.
      const isAgain = does !== undefined && does !== '=' && !same(part.value, valueOf(steps));
      if (steps.length > 1 && isAgain) before = steps;
      else if (steps.length > 1) follow(steps, part);
      steps = [];
    }
    if (part !== undefined && does !== undefined) steps.push({ part, sign: does });
    else {
      if (part !== undefined && steps.length > 0)
        followUnled([...steps, { part, sign: '' }], parts);
      steps = [];
    }
    if (does === '=' || does === undefined) before = followAgain(before, steps);
  }
}

/** What is written behind "=" as a calculation of the same. */
function followAgain(before: readonly Step[], steps: readonly Step[]): readonly Step[] {
  if (before.length === 0 || steps.length < 2) return [];
  const [first] = steps;
  const right = same(valueOf(before), valueOf(steps));
  if (!before.every((step, at) => mayStand(step, before[at - 1]))) return [];
  if (!right && first) first.part.wrong = true;
  if (right) for (const { part } of [...before, ...steps]) part.isShown = part.known = true;
  return [];
}

/** What is written behind "=". */
function follow(steps: readonly Step[], part: Part): void {
  const sum = valueOf(steps);
  const right = same(part.value, sum) || same(part.value * part.scale, sum);
  if (!steps.every((step, at) => mayStand(step, steps[at - 1])) || isOfSizes(steps, part)) return;
  if (!right) part.wrong = isOfOneUnit(steps, part);
  else for (const one of [...steps.map((step) => step.part), part]) one.isShown = one.known = true;
}

/** A calculation without "=", which comes to another number of the reply: "завтраки 2 100 ₽ (350 × 2 × 3)". */
function followUnled(steps: readonly Step[], parts: ReadonlyMap<Mention, Part>): void {
  if (steps.some(({ sign }) => sign === '=')) return;
  if (!steps.every((step, at) => mayStand(step, steps[at - 1]))) return;
  const sum = valueOf(steps);
  const told = [...parts.values()].find(
    (part) => !part.percent && same(part.value, sum) && steps.every((step) => step.part !== part),
  );
  if (told === undefined) return;
  for (const one of [...steps.map((step) => step.part), told]) one.isShown = one.known = true;
}
