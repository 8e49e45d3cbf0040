import { buckets, FeatureReader } from '../../src/core/language/features.ts';
import { languages, type Language } from '../../src/core/language/languages.ts';
import type { Weights } from '../../src/core/language/weights.ts';
import { wordsOf } from '../../src/core/language/words.ts';
import { coded } from './codebook.ts';
import type { Labelled, Message, Vocabulary } from './data.ts';
import { seeded, shuffled, type Random } from './random.ts';
import { samplesOf } from './samples.ts';

/** Chosen by cross-validation, as is what a sample is: more rounds or larger steps gained nothing. */
const rounds = 8;
const rate = 0.3;
const decay = 1e-5;

/** What the last rounds end with is averaged: each has seen other spellings. */
const averaged = 6;

/** So many models are averaged: of unseen words one alone is right by up to half a percent more or less. */
const models = 3;

/** A softmax regression under training; its steps shrink per weight with what the weight has moved (AdaGrad). */
interface Regression {
  weights: Float32Array;
  moved: Float32Array;
  /** How often each feature was learned from. */
  used: Float32Array;
  reader: FeatureReader;
}

/** Learns from messages and vocabulary; the same input and seed give the same weights. Takes a minute and more. */
export function train(messages: readonly Message[], vocabulary: Vocabulary, seed: number): Weights {
  const sum = new Float32Array(buckets * 3);
  const used = new Float32Array(buckets);
  for (let model = 0; model < models; model += 1)
    trainOne(messages, vocabulary, seeded(seed + model), { sum, used });
  return coded(sum, used);
}

/** Adds one model to the sum, and how often each feature was learned from. */
function trainOne(
  messages: readonly Message[],
  vocabulary: Vocabulary,
  random: Random,
  { sum, used }: { sum: Float32Array; used: Float32Array },
): void {
  const weights = new Float32Array(buckets * 3);
  const model = {
    weights,
    moved: new Float32Array(buckets * 3).fill(1),
    used,
    reader: new FeatureReader(),
  };
  for (let round = 0; round < rounds; round += 1) {
    const step = rate * (1 - (0.85 * round) / rounds);
    for (const sample of shuffled(random, samplesOf(messages, vocabulary, random)))
      learn(model, sample, step);
    if (round < rounds - averaged) continue;
    for (const [at, weight] of weights.entries())
      sum[at] = (sum[at] ?? 0) + weight / (averaged * models);
  }
}

function learn(
  { weights, moved, used, reader }: Regression,
  { text, language }: Labelled,
  step: number,
): void {
  const features = reader.read(wordsOf(text));
  const errors = errorsOf(weights, features, language);
  if (errors.every((error) => Math.abs(error) < 5e-4)) return;
  for (const feature of features) {
    used[feature] = (used[feature] ?? 0) + 1;
    for (let place = 0; place < 3; place += 1) {
      const at = feature * 3 + place;
      const slope = (errors[place] ?? 0) + decay * (weights[at] ?? 0);
      moved[at] = (moved[at] ?? 0) + slope * slope;
      weights[at] = (weights[at] ?? 0) - (step * slope) / Math.sqrt(moved[at] ?? 1);
    }
  }
}

/** For each language what the model says too much of it. */
function errorsOf(weights: Float32Array, features: readonly number[], right: Language): number[] {
  const scores = languages.map((_, place) => {
    let sum = 0;
    for (const feature of features) sum += weights[feature * 3 + place] ?? 0;
    return sum;
  });
  const highest = Math.max(...scores);
  const odds = scores.map((score) => Math.exp(score - highest));
  const all = odds.reduce((sum, odd) => sum + odd, 0);
  return odds.map((odd, place) => odd / all - (languages[place] === right ? 1 : 0));
}
