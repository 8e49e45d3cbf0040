import { readFileSync } from 'node:fs';
import { buckets } from './features.ts';

/** A trained model: for each feature one byte per language, in the order of `languages`; times `scale` it is a log-odds. */
export interface Weights {
  scale: number;
  values: Int8Array;
}

/** 4 bytes of scale (little-endian float), then the values: 196,612 bytes, written by scripts/train-language.ts. */
export const weightsFile = new URL('weights.bin', import.meta.url);

/** Reads the weights that stand beside this module. Throws when the file is missing or of another size. */
export function readWeights(): Weights {
  const bytes = readFileSync(weightsFile);
  if (bytes.length !== 4 + buckets * 3) throw new Error('weights.bin of the language detector is damaged');
  return { scale: bytes.readFloatLE(0), values: new Int8Array(bytes.buffer, bytes.byteOffset + 4, buckets * 3) };
}
