import { asCyrillic, fold } from './fold.ts';
import { kept } from './kept.ts';

/** What words mean, each meaning with its words, spaces between them; `человек*` stands for all that begins so. */
export type WordLists = Readonly<Record<string, string>>;

/** The meanings of a word; empty where it has none. */
export type Lexicon = (word: string) => ReadonlySet<string>;

/** A word that short is not looked for with a slip in it: too many other words are as near. */
const shortestWithSlip = 7;
const longestWord = 24;

/** Looks words up, also those typed in Latin letters; the meanings in `slips` are found with one letter wrong, left out, added or swapped, too, unless the word, or its begin, is shorter than `shortest`. */
export function lexiconOf(
  words: WordLists,
  slips: readonly string[] = [],
  shortest: number = shortestWithSlip,
): Lexicon {
  const whole = new Map<string, Set<string>>();
  const begins = new Map<string, Set<string>>();
  for (const [meaning, list] of Object.entries(words))
    for (const entry of list.split(/\s+/).filter(Boolean)) {
      const [table, key] = entry.endsWith('*')
        ? [begins, fold(entry.slice(0, -1))]
        : [whole, fold(entry)];
      table.set(key, (table.get(key) ?? new Set()).add(meaning));
    }
  const isSlipping = ([key, of]: Meant): boolean =>
    key.length >= shortest && slips.some((slip) => of.has(slip));
  const slipping = (table: ReadonlyMap<string, Set<string>>): SlippingWords =>
    Map.groupBy([...table].filter(isSlipping), ([key]) => key.charAt(0));
  const [slippingBegins, slippingWords] = [slipping(begins), slipping(whole)];
  const exact = (word: string): string[] => {
    const found = [...(whole.get(word) ?? [])];
    for (let end = 1; end <= word.length; end++)
      found.push(...(begins.get(word.slice(0, end)) ?? []));
    return found;
  };
  return kept((word) => {
    const folded = fold(word.slice(0, longestWord));
    const forms = /[a-z]/.test(folded) ? [folded, asCyrillic(folded)] : [folded];
    const found = new Set(forms.flatMap(exact));
    if (found.size > 0) return found;
    return new Set(
      forms.flatMap((form) =>
        [
          ...near(slippingBegins, form).filter(([begin]) => beginsNearly(form, begin)),
          ...near(slippingWords, form).filter(([other]) => isNearly(form, other)),
        ].flatMap(([, of]) => [...of]),
      ),
    );
  });
}

/** Words in which a slip is looked for, with their meanings, by their first letter: that one is right. */
type SlippingWords = ReadonlyMap<string, readonly Meant[]>;

/** A word with its meanings. */
type Meant = readonly [string, Set<string>];

function near(words: SlippingWords, word: string): readonly Meant[] {
  return words.get(word.charAt(0)) ?? [];
}

/** Whether a word is another one but for one letter; a longer word that begins with it is not. */
function isNearly(word: string, other: string): boolean {
  const longer = word.length - other.length;
  return Math.abs(longer) <= 1 && !word.startsWith(other) && beginsNearly(word, other);
}

/** Whether a word that does not begin as another one does so with one letter wrong, left out, added or two swapped; the first letter of both is the same. */
function beginsNearly(word: string, begin: string): boolean {
  let at = 1;
  while (word[at] === begin[at]) at++;
  const rest = begin.slice(at + 1);
  const wrong = word.startsWith(rest, at + 1);
  const missing = word.startsWith(rest, at);
  const added = word.startsWith(begin.slice(at), at + 1);
  const swapped =
    word[at] === begin[at + 1] &&
    word[at + 1] === begin[at] &&
    word.startsWith(begin.slice(at + 2), at + 2);
  return wrong || missing || added || swapped;
}
