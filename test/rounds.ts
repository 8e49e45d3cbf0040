/** True where everything is repeated as often as it takes to find what is rare: with `CI=true`, as `.ci/run` sets it. */
export const isWhole = process.env['CI'] === 'true';

/** How often kills, races, fuzzing and the like are repeated: `few` times for whoever waits for it, `many` times with `CI=true`. */
export function repeated(few: number, many: number): number {
  return isWhole ? many : few;
}
