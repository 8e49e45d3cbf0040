import { writeFileSync } from 'node:fs';
import { weightsFile, writtenWeights } from '../src/core/language/weights.ts';
import { readMessages, readVocabulary, withoutTexts } from './language/data.ts';
import { keptForTests } from './language/folds.ts';
import { train } from './language/trainer.ts';

/** Trains the language detector on language-data, less what the tests judge it by, and writes its weights beside it. */
const messages = readMessages();
const kept = keptForTests(messages);
const vocabulary = withoutTexts(
  readVocabulary(),
  kept.map(({ text }) => text),
);
const known = new Set(kept);
const weights = train(
  messages.filter((message) => !known.has(message)),
  vocabulary,
  1,
);
const bytes = writtenWeights(weights);
writeFileSync(weightsFile, bytes);
console.log(`${bytes.length} bytes of weights written`);
