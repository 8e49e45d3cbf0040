import { Chance } from '../fuzz/changes.ts';
import { repeated } from '../rounds.ts';

/** How long a test that kills processes goes on, and what falls to it by chance. */
export interface Throws {
  /** How often something is killed. */
  rounds: number;
  /** For how long the test may run, milliseconds. */
  timeout: number;
  /** A source of numbers from 0 to below `most`, the same for the same seed. */
  dice(most: number): () => number;
}

/** `few` rounds, or `many` with `CI=true`; for a longer run as many as `<name>_ROUNDS` says; `<name>_SEED` throws otherwise. */
export function throwsOf(name: string, few: number, many: number): Throws {
  const rounds = Number(process.env[`${name}_ROUNDS`] ?? repeated(few, many));
  const chance = new Chance(Number(process.env[`${name}_SEED`] ?? 1));
  return {
    rounds,
    timeout: 180_000 + rounds * 15_000,
    dice: (most) => () => (chance.below(1_000_000) / 1_000_000) * most,
  };
}
