import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Chance } from './changes.ts';
import { repeated } from '../rounds.ts';

const corpora = join(import.meta.dirname, 'corpus');

/** Another seed and more runs than in `npm test`: `FUZZ_SEED=7 FUZZ_RUNS=100000 npx vitest run test/fuzz`. */
const seed = Number(process.env['FUZZ_SEED'] ?? 1);

export interface Fuzz {
  /** The folder of its corpus: good inputs to begin with, and every one that ever failed. */
  corpus: string;
  /** How many changed inputs with `CI=true`; a fifth of them otherwise. */
  runs: number;
  /** A changed input; by default two of the corpus are given. */
  change(input: Buffer, other: Buffer, chance: Chance): Buffer;
  /** Throws when something does not hold. */
  check(input: Buffer): unknown;
}

/**
 * Checks every input of a corpus, then changed ones; the same seed makes the same. One that fails is put into the corpus, so
 * that it is checked first from then on, and the error names it. Resolves with the number of inputs.
 */
export async function fuzz({ corpus, runs, change, check }: Fuzz): Promise<number> {
  const inputs = corpusOf(corpus);
  for (const { name, input } of inputs) await named(name, input, check);
  const chance = new Chance(seed);
  const most = Number(process.env['FUZZ_RUNS'] ?? repeated(Math.ceil(runs / 5), runs));
  for (let run = 0; run < most; run += 1) {
    const [one, other] = [inputs[chance.below(inputs.length)], inputs[chance.below(inputs.length)]];
    const input = change(one?.input ?? Buffer.alloc(0), other?.input ?? Buffer.alloc(0), chance);
    await named(`failed-${seed}-${run}`, input, check, () =>
      keep(corpus, `failed-${seed}-${run}`, input),
    );
  }
  return inputs.length + most;
}

/** The inputs of a corpus in the order of their names. */
export function corpusOf(corpus: string): { name: string; input: Buffer }[] {
  const folder = join(corpora, corpus);
  return readdirSync(folder)
    .toSorted()
    .map((name) => ({ name, input: readFileSync(join(folder, name)) }));
}

async function named(
  name: string,
  input: Buffer,
  check: Fuzz['check'],
  failed = (): void => {},
): Promise<void> {
  try {
    await check(input);
  } catch (error) {
    failed();
    const shown = JSON.stringify(input.toString('utf8').slice(0, 300));
    throw new Error(`${name} fails: ${shown}`, { cause: error });
  }
}

function keep(corpus: string, name: string, input: Buffer): void {
  mkdirSync(join(corpora, corpus), { recursive: true });
  writeFileSync(join(corpora, corpus, name), input);
}
