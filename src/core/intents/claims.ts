import { claimsInEnglish } from './claim-english.ts';
import { claimsInKazakh } from './claim-kazakh.ts';
import { claimsInRussian } from './claim-russian.ts';
import { englishClaimWords, kazakhClaimWords, russianClaimWords } from './claim-words.ts';
import { lexiconOf, type Lexicon } from '../lexicon/lexicon.ts';
import { tokensOf } from './tokens.ts';

/** Made for the first reply: a bot that says nothing is to be light. */
let lexicon: Lexicon | undefined;

/**
 * Whether a bot's reply says as a fact that something was done or is being done now for this customer: booked, registered, sent, passed on, cancelled, moved, looked up, put aside, called. Russian, Kazakh and English.
 * Conditions, questions, instructions, habits, denials, what the customer said and what people will do are no such claim, nor is a promise for later. Texts are judged by their beginning.
 */
export function claimsAction(text: string): boolean {
  lexicon ??= lexiconOf({ ...russianClaimWords, ...englishClaimWords, ...kazakhClaimWords });
  const { tokens, ends } = tokensOf(text, lexicon);
  const sentences = Map.groupBy(tokens, ({ sentence }) => sentence);
  return [...sentences].some(([index, sentence]) => {
    const asks = ends[index] === '?';
    return (
      claimsInRussian(sentence, asks) ||
      claimsInEnglish(sentence, asks) ||
      claimsInKazakh(sentence, asks)
    );
  });
}
