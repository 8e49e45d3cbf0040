/** A day that a text names. */
export interface NamedDate {
  readonly date: number;
  readonly month: number;
  readonly year?: number | undefined;
}

/** Something in a text that can be right or wrong, and where it stands. */
export interface Mention {
  readonly kind: 'email' | 'link' | 'phone' | 'percent' | 'date' | 'time' | 'amount' | 'roundClock';
  readonly start: number;
  readonly end: number;
  /** The first and the last token and the one behind it. */
  readonly at: number;
  readonly next: number;
  /** An address, or a phone in digits. */
  readonly key?: string;
  readonly value?: number;
  readonly currency?: string | undefined;
  /** What is counted: a unit, `noun` for something else, undefined where nothing stands behind it. */
  readonly unit?: string | undefined;
  /** Minutes of the day that it may be. */
  readonly times?: readonly number[];
  readonly date?: NamedDate;
}
