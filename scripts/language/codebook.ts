import { buckets } from '../../src/core/language/features.ts';
import { pairs, type Weights } from '../../src/core/language/weights.ts';
import { pick, seeded } from './random.ts';

/** A point for each feature: the weights of Kazakh and of English less that of Russian. */
type Points = Float32Array;

/** The pairs settle within so many rounds; with fewer features they come out otherwise each time. */
const rounds = 12;
const sampled = 100_000;

/** A model in a byte a feature: the 256 pairs of weights that features are nearest to, the often used ones first (k-means). */
export function coded(weights: Float32Array, used: Float32Array): Weights {
  const points = pointsOf(weights);
  const random = seeded(7);
  const sample = [...used.keys()].filter(
    (feature) => (used[feature] ?? 0) > 0 && random() < sampled / buckets,
  );
  let found = new Float32Array(pairs * 2);
  // The first pair stays nothing at all: what was never seen says nothing.
  for (let pair = 1; pair < pairs; pair += 1) {
    const feature = pick(random, sample);
    found.set(points.subarray(feature * 2, feature * 2 + 2), pair * 2);
  }
  for (let round = 0; round < rounds; round += 1) found = moved(found, points, sample, used);
  return {
    pairs: found,
    codes: Uint8Array.from(used, (times, feature) =>
      times > 0 ? nearest(found, points, feature) : 0,
    ),
  };
}

function pointsOf(weights: Float32Array): Points {
  const points = new Float32Array(buckets * 2);
  for (let feature = 0; feature < buckets; feature += 1) {
    const russian = weights[feature * 3] ?? 0;
    points[feature * 2] = (weights[feature * 3 + 1] ?? 0) - russian;
    points[feature * 2 + 1] = (weights[feature * 3 + 2] ?? 0) - russian;
  }
  return points;
}

/** Each pair in the middle of the features that are nearest to it; often used ones weigh more. */
function moved(
  found: Float32Array,
  points: Points,
  sample: readonly number[],
  used: Float32Array,
): Float32Array<ArrayBuffer> {
  const sums = new Float64Array(pairs * 3);
  for (const feature of sample) {
    const at = nearest(found, points, feature) * 3;
    const weight = Math.sqrt(used[feature] ?? 0);
    sums[at] = (sums[at] ?? 0) + weight * (points[feature * 2] ?? 0);
    sums[at + 1] = (sums[at + 1] ?? 0) + weight * (points[feature * 2 + 1] ?? 0);
    sums[at + 2] = (sums[at + 2] ?? 0) + weight;
  }
  return Float32Array.from(found, (old, at) => {
    const pair = Math.floor(at / 2);
    const weight = sums[pair * 3 + 2] ?? 0;
    return pair === 0 || weight === 0 ? old : (sums[pair * 3 + (at % 2)] ?? 0) / weight;
  });
}

/** The distance counts all three differences between the languages alike. */
function nearest(found: Float32Array, points: Points, feature: number): number {
  const [kk = 0, en = 0] = points.subarray(feature * 2, feature * 2 + 2);
  let best = 0;
  let least = Infinity;
  for (let pair = 0; pair < pairs; pair += 1) {
    const x = kk - (found[pair * 2] ?? 0);
    const y = en - (found[pair * 2 + 1] ?? 0);
    const distance = x * x + y * y - x * y;
    if (distance < least) {
      least = distance;
      best = pair;
    }
  }
  return best;
}
