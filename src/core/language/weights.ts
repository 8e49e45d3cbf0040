import { readFileSync } from 'node:fs';
import { buckets } from './features.ts';

/** How many pairs of weights there are to choose from. */
export const pairs = 256;

/** A trained model: each feature has one of 256 pairs of log-odds, of Kazakh and of English against Russian. */
export interface Weights {
  pairs: Float32Array;
  /** For each feature the number of its pair. */
  codes: Uint8Array;
}

/** The pairs as little-endian floats, then a byte a feature: 198,048 bytes, written by scripts/train-language.ts. */
export const weightsFile = new URL('weights.bin', import.meta.url);

const pairsBytes = pairs * 2 * 4;

/** Reads the weights that stand beside this module. Throws when the file is missing or of another size. */
export function readWeights(): Weights {
  const bytes = readFileSync(weightsFile);
  if (bytes.length !== pairsBytes + buckets)
    throw new Error('weights.bin of the language detector is damaged');
  return {
    pairs: Float32Array.from({ length: pairs * 2 }, (_, at) => bytes.readFloatLE(at * 4)),
    codes: new Uint8Array(bytes.buffer, bytes.byteOffset + pairsBytes, buckets),
  };
}

/** The bytes of the file that `readWeights` reads. */
export function writtenWeights({ pairs: floats, codes }: Weights): Uint8Array {
  const bytes = Buffer.alloc(pairsBytes + codes.length);
  for (const [at, float] of floats.entries()) bytes.writeFloatLE(float, at * 4);
  bytes.set(codes, pairsBytes);
  return bytes;
}
