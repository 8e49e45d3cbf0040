/** What a model costs, in US dollars for a million tokens. */
export interface TokenPrice {
  input: number;
  cached: number;
  output: number;
  /** Tokens put into the cache, where they cost more than others. */
  written?: number;
}

/** A vendor's list prices in US dollars, by the name that a model has without a date. */
export interface Prices {
  /** The day on which they were looked up (`2026-11-23`). */
  asOf: string;
  /** The address where they stand. */
  source: string;
  /** Of models that answer. */
  tokens?: Readonly<Record<string, TokenPrice>>;
  /** A prompt beyond this many tokens makes the whole request dearer, by these factors. */
  longPrompt?: { tokens: number; input: number; output: number };
  /** Of models that transcribe, for a minute of audio. */
  minutes?: Readonly<Record<string, number>>;
  /** Of models that speak: for a minute, or for a million characters. */
  spoken?: Readonly<Record<string, { minute: number } | { characters: number }>>;
}
