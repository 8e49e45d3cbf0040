import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { readWeights, weightsFile, writtenWeights } from '../../../src/core/language/weights.ts';

it('the weights that are read are those of the file, all of them and no more', () => {
  expect(Buffer.compare(writtenWeights(readWeights()), readFileSync(weightsFile))).toBe(0);
});
