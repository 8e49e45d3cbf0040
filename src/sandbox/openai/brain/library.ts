import type { AnswerLanguage } from './language.ts';
import { foldLetters, grams, isLike } from './letters.ts';
import type { Passage } from './passages.ts';
import { toQuestion } from './question.ts';
import { topicsOf } from './topics.ts';

/** A passage that fits a question, and how well: about 1 answers it, below 0.2 is chance. */
export interface Find {
  passage: Passage;
  score: number;
}

interface Shelved {
  passage: Passage;
  weights: Map<string, number>;
  length: number;
  headingTopics: Set<string>;
  bodyTopics: Set<string>;
  /** Of a row's cells; none of anything else. */
  cellWords: readonly string[];
}

/** Agreement in what is asked about counts as much as agreement in half the letters. */
const headingTopicBonus = 0.45;
const bodyTopicBonus = 0.15;

/** A row that names all that is asked about is the answer, rather than a passage that says something general. */
const rowBonus = 0.4;

/** Passages, found by the letter n-grams that they share with a question (tf-idf, cosine). */
export class Library {
  readonly #shelf: Shelved[];
  readonly #rarity = new Map<string, number>();
  readonly #unknown: number;
  readonly #words: Set<string>;

  constructor(passages: readonly Passage[]) {
    const texts = passages.map(({ heading, lines }) =>
      foldLetters(`${heading} ${heading} ${lines.join(' ')}`),
    );
    const counted = texts.map(grams);
    const documents = new Map<string, number>();
    for (const counts of counted)
      for (const gram of counts.keys()) documents.set(gram, (documents.get(gram) ?? 0) + 1);
    for (const [gram, count] of documents)
      this.#rarity.set(gram, Math.log((passages.length + 1) / (count + 0.5)));
    this.#unknown = Math.log((passages.length + 1) / 0.5);
    this.#words = new Set(texts.flatMap((text) => text.split(' ')));
    this.#shelf = passages.map((passage, index) =>
      this.#toShelved(passage, counted[index] ?? new Map()),
    );
  }

  /** Passages in the language, best first; in all languages when undefined. */
  find(question: string, language: AnswerLanguage | undefined): Find[] {
    const asked = this.#weigh(grams(foldLetters(question)));
    const length = norm(asked);
    const topics = topicsOf(question);
    const likeThings = toQuestion(question).things.map(
      (thing) => new Set([...this.#words].filter((word) => isLike(word, thing))),
    );
    const wanted = this.#shelf.filter(
      ({ passage }) => language === undefined || passage.language === language,
    );
    const rare = new Set(
      [...topics].filter(
        (topic) => wanted.filter((shelved) => touches(shelved, topic)).length === 1,
      ),
    );
    const found = wanted.map((shelved) => ({
      passage: shelved.passage,
      score:
        cosine(shelved, asked, length) +
        topicBonus(shelved, topics, rare) +
        rowBonus * shareNamed(shelved, likeThings),
    }));
    return found.toSorted((one, other) => other.score - one.score);
  }

  /** Whether a word, or one that begins nearly so, is anywhere in the passages. */
  knows(word: string): boolean {
    const folded = foldLetters(word);
    return this.#words.has(folded) || [...this.#words].some((known) => isLike(known, folded));
  }

  #toShelved(passage: Passage, counts: Map<string, number>): Shelved {
    const weights = this.#weigh(counts);
    const { heading, lines, columns = '' } = passage;
    return {
      passage,
      weights,
      length: norm(weights),
      headingTopics: topicsOf(`${heading} ${columns}`),
      bodyTopics: topicsOf(lines.join('\n')),
      cellWords: columns === '' ? [] : foldLetters(lines.join(' ')).split(' '),
    };
  }

  #weigh(counts: Map<string, number>): Map<string, number> {
    const weigh = ([gram, count]: [string, number]): [string, number] => [
      gram,
      (1 + Math.log(count)) * (this.#rarity.get(gram) ?? this.#unknown),
    ];
    return new Map([...counts].map(weigh));
  }
}

function norm(weights: Map<string, number>): number {
  return Math.sqrt([...weights.values()].reduce((sum, weight) => sum + weight * weight, 0));
}

function cosine(
  { weights, length }: Shelved,
  asked: Map<string, number>,
  askedLength: number,
): number {
  let product = 0;
  for (const [gram, weight] of asked) product += weight * (weights.get(gram) ?? 0);
  return product === 0 ? 0 : product / (length * askedLength);
}

function touches({ headingTopics, bodyTopics }: Shelved, topic: string): boolean {
  return headingTopics.has(topic) || bodyTopics.has(topic);
}

/** The mean over the topics asked about; a topic that only this passage touches counts as if it were its heading. */
function topicBonus(shelved: Shelved, topics: Set<string>, rare: Set<string>): number {
  const bonus = [...topics].map((topic): number => {
    if (!touches(shelved, topic)) return 0;
    return shelved.headingTopics.has(topic) || rare.has(topic) ? headingTopicBonus : bodyTopicBonus;
  });
  return bonus.reduce((sum, one) => sum + one, 0) / Math.max(1, topics.size);
}

/** Which share of the things that are asked about a row names; each thing is the words that are like it. */
function shareNamed({ cellWords }: Shelved, things: readonly ReadonlySet<string>[]): number {
  if (cellWords.length === 0 || things.length === 0) return 0;
  const named = things.filter((words) => cellWords.some((word) => words.has(word)));
  return named.length / things.length;
}
