import { Session } from 'node:inspector';
import { programOf } from './regex-program.ts';
import { countMatch } from './regex-steps.ts';

/** What some work took. */
export interface Steps {
  total: number;
  /** Where most of it went: a regular expression, a string's method, or a file of ours. */
  most: string;
}

/** More steps than these were taken: the work was broken off. */
export class TooManySteps extends Error {
  constructor(where: string) {
    super(`too many steps in ${where}`);
    this.name = 'TooManySteps';
  }
}

const session = new Session();

/**
 * Begins to count how often each block of each file is run. Only what is compiled afterwards is counted block by block: call
 * it before the code in question is imported.
 */
export function watchBlocks(): void {
  // The counter itself is compiled before, and so not slowed by being counted.
  for (const pattern of [/(?:a|b)+?c(?<=x)\b(y*)\1$/, /\p{L}*b/u])
    countMatch(pattern, 'abcab', 0, () => {});
  session.connect();
  session.post('Profiler.enable');
  session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
}

/**
 * Runs something and counts its steps: the steps of every regular expression, the characters that methods of strings go over,
 * and how often each block of our own code was run. Nothing of it depends on the machine or its load. Throws TooManySteps as
 * soon as regular expressions and methods have taken more than `most`.
 */
export function countSteps(work: () => unknown, most: number): Steps {
  const counted = new Map<string, number>();
  let native = 0;
  const spend = (where: string, steps: number): void => {
    native += steps;
    counted.set(where, (counted.get(where) ?? 0) + steps);
    if (native > most) throw new TooManySteps(where);
  };
  blocks();
  const restore = instrument(spend);
  try {
    work();
  } catch (error) {
    if (error instanceof TooManySteps) throw error;
  } finally {
    restore();
  }
  for (const [file, runs] of blocks()) counted.set(file, runs);
  const [[where, steps] = ['nothing', 0]] = [...counted].toSorted(
    ([, one], [, other]) => other - one,
  );
  return {
    total: [...counted.values()].reduce((sum, each) => sum + each, 0),
    most: `${where} (${steps})`,
  };
}

/** How often the blocks of each file of ours were run since the last time. */
function blocks(): Map<string, number> {
  const runs = new Map<string, number>();
  session.post('Profiler.takePreciseCoverage', (_, { result }) => {
    for (const { url, functions } of result) {
      const [, file] = /\/(src\/[^?]*)/.exec(url) ?? [];
      if (file === undefined) continue;
      const count = functions
        .flatMap(({ ranges }) => ranges)
        .reduce((sum, range) => sum + range.count, 0);
      if (count > 0) runs.set(file, count);
    }
  });
  return runs;
}

type Spend = (where: string, steps: number) => void;

/** Puts counters before what the engine does by itself; gives back what takes them away. */
function instrument(spend: Spend): () => void {
  const undo = [
    countExec(spend),
    ...searches.map((name) => countSearch(name, spend)),
    ...passes.map((name) => countPass(name, spend)),
  ];
  return () => {
    for (const each of undo) each();
  };
}

/** Every method that takes a regular expression asks its `exec`, when that is not the engine's own. */
function countExec(spend: Spend): () => void {
  const prototype: Pick<RegExp, 'exec'> = RegExp.prototype;
  const { exec } = prototype;
  const known = remembering();
  const counted = function (this: RegExp, text: string): RegExpExecArray | null {
    // Whatever the counter itself asks is not counted.
    prototype.exec = exec;
    try {
      const from = this.global || this.sticky ? this.lastIndex : 0;
      const { name: where, isShort } = programOf(this);
      if (isShort) {
        const found = exec.call(this, text);
        spend(
          where,
          this.sticky ? 1 : (found ? found.index + found[0].length : text.length) - from + 1,
        );
        return found;
      }
      const start = known(this, text, from, (steps) => spend(where, steps));
      const found = exec.call(this, text);
      if ((found?.index ?? -1) !== start && from <= text.length)
        throw new Error(`${where} is counted wrongly at ${from}`);
      return found;
    } finally {
      prototype.exec = counted;
    }
  };
  prototype.exec = counted;
  return () => void (prototype.exec = exec);
}

/** The same question takes the same steps. */
function remembering(): (
  pattern: RegExp,
  text: string,
  from: number,
  spend: (steps: number) => void,
) => number {
  const answers = new Map<string, Map<string, { start: number; steps: number }>>();
  return (pattern, text, from, spend) => {
    const { name } = programOf(pattern);
    if (from > 0) return countMatch(pattern, text, from, spend).start;
    const byText = answers.get(name) ?? new Map<string, { start: number; steps: number }>();
    answers.set(name, byText);
    const answer = byText.get(text);
    if (answer) {
      spend(answer.steps);
      return answer.start;
    }
    let taken = 0;
    const { start } = countMatch(pattern, text, from, (steps) => {
      taken += steps;
      spend(steps);
    });
    byText.set(text, { start, steps: taken });
    return start;
  };
}

type Method = (...args: unknown[]) => unknown;
const methods = String.prototype as unknown as Record<string, Method>;

const searches = ['indexOf', 'includes', 'lastIndexOf'] as const;

/** A search goes from where it is asked to begin to what it finds. */
function countSearch(name: (typeof searches)[number], spend: Spend): () => void {
  return replaceMethod(name, (text, args, result) => {
    const given =
      typeof args[1] === 'number' ? Math.min(Math.max(args[1], 0), text.length) : undefined;
    const from = given ?? (name === 'lastIndexOf' ? text.length : 0);
    const to = name === 'includes' ? (result ? text.length / 2 : text.length) : Number(result);
    const end = to >= 0 ? to : name === 'lastIndexOf' ? 0 : text.length;
    spend(name, Math.abs(end - from) + 1);
  });
}

const passes = [
  'toLowerCase',
  'toUpperCase',
  'normalize',
  'toWellFormed',
  'trim',
  'trimEnd',
  'trimStart',
  'repeat',
  'padEnd',
  'padStart',
] as const;

/** What goes over the whole text, or makes one, takes as many steps as it is long; cutting space takes what it cuts. */
function countPass(name: (typeof passes)[number], spend: Spend): () => void {
  return replaceMethod(name, (text, _, result) => {
    spend(
      name,
      1 +
        (name.startsWith('trim')
          ? text.length - String(result).length
          : Math.max(text.length, String(result).length)),
    );
  });
}

function replaceMethod(
  name: string,
  look: (text: string, args: unknown[], result: unknown) => void,
): () => void {
  const method = methods[name];
  if (!method) throw new Error(`no method ${name}`);
  let looking = false;
  methods[name] = function (this: string, ...args: unknown[]): unknown {
    const result = method.apply(this, args);
    if (looking) return result;
    looking = true;
    try {
      look(this, args, result);
    } finally {
      looking = false;
    }
    return result;
  };
  return () => void (methods[name] = method);
}
