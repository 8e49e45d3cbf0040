/** How many features are told apart; those with the same hash share their weights. With their codes they fill 200 KB. */
export const buckets = 196_000;

const longestGroup = 4;

/** Reads off a text's words what the model sees of them. Keeps its marks between texts, which is quicker than a Set. */
export class FeatureReader {
  /** For each feature the number of the text that had it last. */
  readonly #marks = new Uint16Array(buckets);
  #text = 0;

  /** The letter groups of one to four with the words' edges, and each word whole; each feature once. */
  read(words: Iterable<string>): number[] {
    this.#next();
    const features: number[] = [];
    for (const word of words) this.#addWord(word, features);
    return features;
  }

  #addWord(word: string, features: number[]): void {
    const edged = ` ${word} `;
    for (let start = 0; start < edged.length; start += 1) {
      const end = Math.min(edged.length, start + longestGroup);
      let hash = 0x811c9dc5;
      for (let at = start; at < end; at += 1) {
        hash = step(hash, edged.charCodeAt(at));
        this.#add(bucketOf(hash), features);
      }
    }
    let hash = 0x9747b28c;
    for (let at = 0; at < word.length; at += 1) hash = step(hash, word.charCodeAt(at));
    this.#add(bucketOf(hash), features);
  }

  #add(feature: number, features: number[]): void {
    if (this.#marks[feature] === this.#text) return;
    this.#marks[feature] = this.#text;
    features.push(feature);
  }

  /** Numbers of texts begin again when the marks can hold no larger one. */
  #next(): void {
    this.#text = (this.#text + 1) & 0xffff;
    if (this.#text !== 0) return;
    this.#marks.fill(0);
    this.#text = 1;
  }
}

/** One step of the FNV-1a hash. */
function step(hash: number, code: number): number {
  return Math.imul(hash ^ code, 0x01000193);
}

function bucketOf(hash: number): number {
  const mixed = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
  return ((mixed ^ (mixed >>> 13)) >>> 0) % buckets;
}
