import { mostFoundTokens } from '../settings/knowledge-settings.ts';
import type { Situation } from '../turn/instructions.ts';

/** The documents next to the prompt as questions hold them. */
export interface AskedDocuments {
  /** Their size, estimated. */
  tokens: number;
  /** All of them, where that fits into every question. */
  whole?: string;
}

/** What stands of them in the shortest question: what is searched may find nothing. */
export function leastOf(documents: AskedDocuments | undefined): Situation['knowledge'] {
  return documents && inQuestion(documents, []);
}

/** As long as what is found at most: three letters that are not Latin count as a token. */
const longFound = 'ы'.repeat(3 * mostFoundTokens);

/** What stands of them in a question at most. */
export function mostOf(documents: AskedDocuments | undefined): Situation['knowledge'] {
  return documents && inQuestion(documents, [longFound]);
}

function inQuestion({ whole }: AskedDocuments, found: string[]): Situation['knowledge'] {
  return whole === undefined ? { found } : { whole };
}
