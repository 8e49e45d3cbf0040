import type { WhenItem } from './items.ts';

/** What a rule knows of the moment of the text, in the local calendar: the day, and the minute of it. */
export interface Now {
  readonly today: number;
  readonly minute: number;
}

/** What stands at the places of a pattern; undefined where a place that may be left out is. */
export type FoundItems = readonly (WhenItem | undefined)[];

/**
 * Items that stand together and what they are together. The pattern names what stands at each place: `at|on` one of them, `h?`
 * left out or not, `!thing` nothing of the kind (it takes no place).
 */
export interface RewritingRule {
  readonly pattern: string;
  /** What takes their place. Undefined: they are nothing together after all. */
  readonly make: (found: FoundItems, now: Now) => WhenItem | readonly WhenItem[] | undefined;
}

interface Place {
  readonly names: readonly string[];
  readonly optional: boolean;
  readonly not: boolean;
}

/** Rules as they are tried, in their order, at each item from the left. */
export class Rewriting {
  readonly #rules: readonly { places: readonly Place[]; make: RewritingRule['make'] }[];

  constructor(rules: readonly RewritingRule[]) {
    this.#rules = rules.map(({ pattern, make }) => ({
      places: pattern.split(' ').map(place),
      make,
    }));
  }

  /** The items with all that the rules know put together. */
  of(items: readonly WhenItem[], now: Now): WhenItem[] {
    const out: WhenItem[] = [];
    for (let at = 0; at < items.length;) {
      const { read, end } = this.#at(items, at, now);
      out.push(...read);
      at = end;
    }
    return out;
  }

  #at(
    items: readonly WhenItem[],
    at: number,
    now: Now,
  ): { read: readonly WhenItem[]; end: number } {
    for (const { places, make } of this.#rules) {
      const match = matched(places, items, at);
      const made = match === undefined ? undefined : make(match.found, now);
      if (match !== undefined && made !== undefined)
        return { read: 'is' in made ? [made] : made, end: match.end };
    }
    return { read: items.slice(at, at + 1), end: at + 1 };
  }
}

function place(text: string): Place {
  const optional = text.endsWith('?');
  const not = text.startsWith('!');
  return { names: text.slice(not ? 1 : 0, optional ? -1 : undefined).split('|'), optional, not };
}

function matched(
  places: readonly Place[],
  items: readonly WhenItem[],
  at: number,
): { found: FoundItems; end: number } | undefined {
  const [first, ...rest] = places;
  if (first === undefined) return { found: [], end: at };
  const item = items[at];
  const fits = item !== undefined && first.names.some((name) => item.is.has(name));
  if (first.not) return fits ? undefined : matched(rest, items, at);
  if (fits) {
    const match = matched(rest, items, at + 1);
    if (match !== undefined) return { found: [item, ...match.found], end: match.end };
  }
  if (!first.optional) return undefined;
  const match = matched(rest, items, at);
  return match === undefined ? undefined : { found: [undefined, ...match.found], end: match.end };
}
