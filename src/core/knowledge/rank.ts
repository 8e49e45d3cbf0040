import type { Term, TermForm } from './question-terms.ts';

/** A passage that may answer, as it was indexed: its folded words. */
export interface Candidate {
  id: number;
  words: readonly string[];
}

/** What is known of the whole index. */
export interface IndexFacts {
  passages: number;
  /** Words of a passage, on average. */
  averageWords: number;
}

/** In how many passages each way of a term stands, in the order of the ways. */
export type Spread = readonly (readonly number[])[];

/** BM25's usual constants; the others were tried out on public questions in Russian, English and Kazakh. */
const [saturation, lengthShare] = [1.2, 0.75];
const rarityPower = 1.3;
const coverage = 0.8;
const nearness = 0.7;
const nearWords = 3;

/** As short as the shortest beginning that is looked for; shorter words are looked for as they are. */
const startLetters = 3;

/** The candidates, best first: by how rare and how frequent what they share with the question is, how much of it, how close together. */
export function ranked(
  terms: readonly Term[],
  candidates: readonly Candidate[],
  spread: Spread,
  facts: IndexFacts,
): number[] {
  const rarities = spread.map((ways) => ways.map((count) => rarity(count, facts.passages)));
  const find = placeFinder(terms);
  return candidates
    .map(({ id, words }) => ({ id, score: scoreOf(find(words), words, terms, rarities, facts) }))
    .toSorted((one, other) => other.score - one.score || one.id - other.id)
    .map(({ id }) => id);
}

function rarity(count: number, passages: number): number {
  if (count === 0) return 0;
  return Math.max(0.05, Math.log((passages - count + 0.5) / (count + 0.5))) ** rarityPower;
}

function scoreOf(
  places: Places,
  words: readonly string[],
  terms: readonly Term[],
  rarities: readonly (readonly number[])[],
  { averageWords }: IndexFacts,
): number {
  const length = saturation * (1 - lengthShare + lengthShare * (words.length / averageWords));
  let score = 0;
  for (const [index, ways] of places.entries()) {
    let best = 0;
    for (const [way, { length: times }] of ways.entries()) {
      if (times === 0) continue;
      const rare = rarities[index]?.[way] ?? 0;
      const weight = terms[index]?.ways[way]?.weight ?? 0;
      score += (weight * rare * times * (saturation + 1)) / (times + length);
      best = Math.max(best, rare * (way === 0 ? 1 : weight));
    }
    score += coverage * best;
  }
  return score + nearness * together(places, rarities);
}

/** Where each way of each term stands in a passage, as places in its words. */
type Places = readonly (readonly number[][])[];

/** Finds these places in one walk through the words: of all ways only those are tried that begin like a word. */
function placeFinder(terms: readonly Term[]): (words: readonly string[]) => Places {
  const byStart = new Map<string, { way: TermForm; term: number; place: number }[]>();
  for (const [term, { ways }] of terms.entries()) {
    for (const [place, way] of ways.entries()) {
      const start = way.text.slice(0, startLetters);
      const known = byStart.get(start);
      if (known) known.push({ way, term, place });
      else byStart.set(start, [{ way, term, place }]);
    }
  }
  return (words) => {
    const places = terms.map(({ ways }) => ways.map((): number[] => []));
    for (const [at, word] of words.entries()) {
      for (const { way, term, place } of byStart.get(word.slice(0, startLetters)) ?? [])
        if (way.whole ? word === way.text : word.startsWith(way.text))
          places[term]?.[place]?.push(at);
    }
    return places;
  };
}

/** Words that follow each other in the question and stand close together in the passage are a name, a phrase, one thing. */
function together(places: Places, rarities: readonly (readonly number[])[]): number {
  let sum = 0;
  for (let index = 0; index + 1 < places.length; index += 1) {
    const [left, right] = [usualWay(places[index]), usualWay(places[index + 1])];
    const closest = closeness(places[index]?.[left] ?? [], places[index + 1]?.[right] ?? []);
    const weight = Math.min(rarities[index]?.[left] ?? 0, rarities[index + 1]?.[right] ?? 0);
    sum += closest * weight;
  }
  return sum;
}

/** The widest way of a word's own; where it is not there, the first that is. */
function usualWay(ways: readonly (readonly number[])[] = []): number {
  const found = ways.findIndex((places) => places.length > 0);
  return Math.max(0, found);
}

/** 1 where some of the second follows some of the first at once, a half where they are a few words apart; both are in order. */
function closeness(left: readonly number[], right: readonly number[]): number {
  let best = 0;
  let from = 0;
  for (const place of left) {
    while (from < right.length && (right[from] ?? 0) < place - nearWords) from += 1;
    for (let at = from; at < right.length; at += 1) {
      const distance = (right[at] ?? 0) - place;
      if (distance > nearWords) break;
      if (distance === 1) return 1;
      if (distance !== 0) best = 0.5;
    }
  }
  return best;
}
