import { asCyrillic, fold } from '../lexicon/fold.ts';
import { kept } from '../lexicon/kept.ts';
import type { Lexicon } from '../lexicon/lexicon.ts';

/** A word of a message: its meanings, the sentence and the part between commas that it stands in, whether it may be a name. */
export interface Token {
  readonly word: string;
  /** The word folded, as Russian or Kazakh is read from Latin letters, too. */
  readonly folded: string;
  readonly means: Set<string>;
  readonly sentence: number;
  readonly clause: number;
  readonly named: boolean;
}

/** Longer texts are judged by their beginning: characters read, words weighed. */
const mostCharacters = 2000;
const mostWords = 250;

/** Words with what holds them together, the marks that end a sentence, and the marks that end a part of one. */
const pieces = /[\p{L}\p{M}\p{N}]+(?:['’`][\p{L}\p{M}]+)*|[.!?;\n…]|[,:—–()]| - /gu;

const folded = kept((word) => asCyrillic(fold(word.slice(0, 40))));

/** "we're" is not "were". */
function withoutApostrophes(piece: string): string {
  if (!/['’`]/.test(piece)) return piece;
  return piece.replace(/^(we)['’`]re$/i, '$1are').replace(/['’`]/g, '');
}

/** The words of the text's first 2,000 characters, at most 250, and of each sentence the mark that ends it. */
export function tokensOf(text: string, lexicon: Lexicon): { tokens: Token[]; ends: string[] } {
  const tokens: Token[] = [];
  const ends: string[] = [];
  let sentence = 0;
  let clause = 0;
  for (const [piece] of text.slice(0, mostCharacters).normalize('NFKC').matchAll(pieces)) {
    if (/[\p{L}\p{N}]/u.test(piece)) {
      if (tokens.length === mostWords) break;
      const word = withoutApostrophes(piece);
      const named = /^\p{Lu}\p{Ll}/u.test(word);
      tokens.push({
        word: word.toLowerCase(),
        folded: folded(word),
        means: new Set(lexicon(word)),
        sentence,
        clause,
        named,
      });
      continue;
    }
    clause++;
    if (/[,:—–() -]/.test(piece)) continue;
    // The strongest mark of several counts: "?!" asks.
    if (tokens.at(-1)?.sentence === sentence) ends[sentence++] = piece;
    else if (piece === '?' && sentence > 0) ends[sentence - 1] = piece;
  }
  return { tokens, ends };
}
