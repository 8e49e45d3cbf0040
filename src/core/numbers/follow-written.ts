import type { Part } from './work-out.ts';
import type { Mention } from './mention.ts';
import type { NumberToken } from './tokens.ts';

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
