import type { FetchedKnowledge, Knowledge } from '../kinds/knowledge.ts';

/** Documents that several bots answer from: each source is read once, by the first that asks. */
export class SharedKnowledge {
  readonly #read = new Map<string, { mark: Promise<string>; fetched: Promise<FetchedKnowledge> }>();

  /** The same sources, of which what was read first stays. */
  of(sources: ReadonlyMap<string, Knowledge>): ReadonlyMap<string, Knowledge> {
    return new Map([...sources].map(([name, source]) => [name, this.#once(name, source)]));
  }

  #once(name: string, source: Knowledge): Knowledge {
    // What one bot no longer waits for, the next one may.
    const { signal } = new AbortController();
    const read = (): { mark: Promise<string>; fetched: Promise<FetchedKnowledge> } => {
      const known = this.#read.get(name);
      if (known) return known;
      const begun = { mark: source.look(signal), fetched: source.fetch(signal) };
      this.#read.set(name, begun);
      return begun;
    };
    return {
      look: () => read().mark,
      fetch: () => read().fetched,
      close: () => source.close?.() ?? Promise.resolve(),
    };
  }
}
