import { estimateTokens } from '../prompts/prompt-review.ts';
import { mostFoundTokens } from '../settings/knowledge-settings.ts';
import type { SearchOptions } from './passage-index.ts';
import type { KnowledgePassage } from './passages.ts';

/** So many passages of the best are put before the model ahead of its first answer. */
const mostPassages = 12;

/** A question of fewer words goes on from what the customer said before: «а сколько?» */
const fewWords = 4;

/** The passages for the newest words of a customer, best first, within their budget; `before` is what they said last before that. */
export function foundFor(
  find: (question: string, options: SearchOptions) => KnowledgePassage[],
  words: string,
  before: string | undefined,
): { passages: KnowledgePassage[]; lines: string[] } {
  const isShort = words.split(/\s+/).length < fewWords;
  const question = isShort && before !== undefined ? `${words}\n${before}` : words;
  let tokens = 0;
  const passages = find(question, { limit: mostPassages }).filter((passage, index) => {
    tokens += estimateTokens(passageLine(passage));
    return index === 0 || tokens <= mostFoundTokens;
  });
  return { passages, lines: passages.map(passageLine) };
}

/** A passage as the model reads it and as owners are shown it: where it stands, then what it says. */
export function passageLine({ document, heading, text }: KnowledgePassage): string {
  return `[${[document, heading].filter((part) => part !== '').join(' › ')}] ${text}`;
}
