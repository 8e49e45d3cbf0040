/** Texts and names: languages, phone numbers in a chat's id, counted nouns, and what a model's answer needs before it is one. */
export { knownUsage } from '../costs/most-tokens.ts';
export { languages, type Language } from '../language/index.ts';
export { withoutThinking } from '../model-noise/thinking.ts';
export {
  accountOf,
  chatOfAccount,
  numberIn,
  shortPhone,
  withoutAccount,
  withoutDevice,
} from '../phone.ts';
export { plural } from '../plural.ts';
export { longestMessage, splitMessage } from '../split/index.ts';
export { didYouMean } from '../did-you-mean.ts';
