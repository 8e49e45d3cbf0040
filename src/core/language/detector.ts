import { FeatureReader } from './features.ts';
import { languages, type Language } from './languages.ts';
import { TellingWords } from './telling.ts';
import type { Weights } from './weights.ts';
import { wordsOf } from './words.ts';

/** What is known of a chat before its message is read. */
export interface DetectionContext {
  /** The language of the chat so far. */
  previous?: Language;
  /** The languages to choose from; the first is the default. All three when absent or empty. */
  languages?: readonly Language[];
}

/** The language of a text, one of those to choose from. */
export interface Detection {
  language: Language;
  /** How likely the language is, up to 1; 0 when the text says nothing and `previous` or the default stands. */
  confidence: number;
}

/** Evidence for each language, as logarithms of odds. */
type Evidence = Readonly<Record<Language, number>>;

/** What a chat's past counts, as a logarithm of odds: measured best from 1 to 3 (language-data/RESULTS.md). */
const pastCounts = 2;

/** A word of two languages is of one of them, when nothing else is known, only where it is hardly ever of the other. */
const plainly = 0.93;

/** A second language is really used when so many words, and this share of them, weigh this much more in it than in the first. */
const leastWeight = 2;
const leastShare = 0.2;
/** Names of goods look English: they come in twos. */
const leastWords: Readonly<Record<Language, number>> = { ru: 2, kk: 2, en: 3 };

/** What a text holds, whatever is asked of it. */
interface Reading {
  text: string;
  /** The words that tell languages apart. */
  telling: readonly string[];
  /** Whether all that is said is one word of both Russian and Kazakh. */
  isHomograph: boolean;
  /** Of the telling words. */
  evidence: Evidence;
}

/** Tells the languages of texts apart by one model. The weights are taken when the first text with words comes. */
export class Detector {
  readonly #readWeights: () => Weights;
  #weights?: Weights;
  #features?: FeatureReader;
  #tellingWords?: TellingWords;
  /** The newest text: it is usually asked about more than once. */
  #newest: Reading | undefined;

  constructor(readWeights: () => Weights) {
    this.#readWeights = readWeights;
  }

  /** The language of a text; a text that says nothing of it keeps the chat's language. */
  detect(text: string, { previous, languages: wanted }: DetectionContext = {}): Detection {
    const among = choiceOf(wanted);
    const past = previous !== undefined && among.includes(previous) ? previous : undefined;
    const { telling, isHomograph, evidence } = this.#read(text);
    const fallback = past ?? among[0];
    // Words that the languages share are no reason to leave the chat's language, or the first one of the business.
    if (telling.length === 0 || (isHomograph && past !== undefined))
      return { language: fallback, confidence: 0 };
    const weight = (language: Language): number =>
      evidence[language] + (language === past ? pastCounts : 0);
    const language = among.reduce(
      (best, other) => (weight(other) > weight(best) ? other : best),
      fallback,
    );
    const odds = among.map((other) => Math.exp(weight(other) - weight(language)));
    const confidence = 1 / odds.reduce((sum, odd) => sum + odd, 0);
    return isHomograph && confidence < plainly
      ? { language: fallback, confidence: 0 }
      : { language, confidence };
  }

  /** Every language that is really used in a text, the main one first; none when the text says nothing. */
  detectAll(text: string, context: DetectionContext = {}): Language[] {
    const { language: main, confidence } = this.detect(text, context);
    if (confidence === 0) return [];
    const words = this.#read(text).telling.filter((word) => word.length > 2);
    const used = words.map((word) => this.#languageOf(word, main));
    const others = choiceOf(context.languages).filter((language) => {
      const count = used.filter((other) => other === language).length;
      return (
        language !== main && count >= leastWords[language] && count >= words.length * leastShare
      );
    });
    return [main, ...others];
  }

  #read(text: string): Reading {
    if (this.#newest?.text === text) return this.#newest;
    const words = wordsOf(text);
    const tellingWords = (this.#tellingWords ??= new TellingWords());
    const telling = tellingWords.of(words);
    const evidence = telling.length > 0 ? this.#weigh(telling) : { ru: 0, kk: 0, en: 0 };
    this.#newest = { text, telling, isHomograph: tellingWords.isHomograph(words), evidence };
    return this.#newest;
  }

  /** The language of a word by itself: the main one unless another is plainly more likely. */
  #languageOf(word: string, main: Language): Language {
    const evidence = this.#weigh([word]);
    const weight = (language: Language): number =>
      evidence[language] + (language === main ? leastWeight : 0);
    return languages.reduce((best, other) => (weight(other) > weight(best) ? other : best), main);
  }

  #weigh(words: readonly string[]): Evidence {
    this.#weights ??= this.#readWeights();
    this.#features ??= new FeatureReader();
    const { pairs, codes } = this.#weights;
    let kk = 0;
    let en = 0;
    for (const feature of this.#features.read(words)) {
      const at = 2 * (codes[feature] ?? 0);
      kk += pairs[at] ?? 0;
      en += pairs[at + 1] ?? 0;
    }
    return { ru: 0, kk, en };
  }
}

/** Languages of the three, each once; all of them where none is left. */
function choiceOf(wanted: readonly Language[] = languages): readonly [Language, ...Language[]] {
  const [first, ...others] = new Set(wanted.filter((language) => languages.includes(language)));
  return first === undefined ? languages : [first, ...others];
}
