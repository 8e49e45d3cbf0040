import type { docs_v1 } from '@googleapis/docs';

type Lists = Readonly<Record<string, docs_v1.Schema$List>>;

/** Counts the items of numbered lists, because the API tells no item's number. One for each tab. */
export class ListNumbers {
  readonly #lists: Lists;
  /** The last number of each level, by list. */
  readonly #counts = new Map<string, number[]>();

  constructor(lists: Lists) {
    this.#lists = lists;
  }

  /** What stands before the next item of a list: `-`, `3.`, `2.1.`, `b)`. */
  next({ listId, nestingLevel }: docs_v1.Schema$Bullet): string {
    const level = nestingLevel ?? 0;
    const levels = this.#lists[listId ?? '']?.listProperties?.nestingLevels ?? [];
    const counts = this.#counts.get(listId ?? '') ?? [];
    const before = Array.from(
      { length: level },
      (_, above) => counts[above] ?? first(levels[above]),
    );
    const current = counts[level];
    const numbers = [...before, current === undefined ? first(levels[level]) : current + 1];
    this.#counts.set(listId ?? '', numbers);
    return isNumbered(levels[level]) ? marker(levels, level, numbers) : '-';
  }
}

function isNumbered({ glyphType, glyphSymbol }: docs_v1.Schema$NestingLevel = {}): boolean {
  return !glyphSymbol && !['', 'NONE', 'GLYPH_TYPE_UNSPECIFIED'].includes(glyphType ?? '');
}

function first({ startNumber, glyphType }: docs_v1.Schema$NestingLevel = {}): number {
  return /ALPHA|ROMAN/.test(glyphType ?? '') ? Math.max(1, startNumber ?? 1) : (startNumber ?? 1);
}

/** The level's format (`%0.%1.`) with the numbers of the levels that it names. */
function marker(
  levels: readonly docs_v1.Schema$NestingLevel[],
  level: number,
  numbers: readonly number[],
): string {
  const format = levels[level]?.glyphFormat || `%${level}.`;
  return format.replace(/%(\d)/g, (_, named: string) =>
    glyph(levels[Number(named)]?.glyphType ?? '', numbers[Number(named)] ?? 1),
  );
}

function glyph(type: string, number: number): string {
  switch (type) {
    case 'ALPHA':
      return letters(number);
    case 'UPPER_ALPHA':
      return letters(number).toUpperCase();
    case 'ROMAN':
      return roman(number).toLowerCase();
    case 'UPPER_ROMAN':
      return roman(number);
    case 'ZERO_DECIMAL':
      return String(number).padStart(2, '0');
    default:
      return String(number);
  }
}

/** 1 is a, 26 is z, 27 is aa. */
function letters(number: number): string {
  let text = '';
  for (let rest = number; rest > 0; rest = Math.floor((rest - 1) / 26))
    text = String.fromCodePoint(97 + ((rest - 1) % 26)) + text;
  return text;
}

const romans = [
  [1000, 'M'],
  [900, 'CM'],
  [500, 'D'],
  [400, 'CD'],
  [100, 'C'],
  [90, 'XC'],
  [50, 'L'],
  [40, 'XL'],
  [10, 'X'],
  [9, 'IX'],
  [5, 'V'],
  [4, 'IV'],
  [1, 'I'],
] as const;

function roman(number: number): string {
  let text = '';
  let rest = number;
  for (const [value, sign] of romans) {
    text += sign.repeat(Math.floor(rest / value));
    rest %= value;
  }
  return text;
}
