import { randomOf } from '../../scripts/mutants/shuffled.ts';

/** Numbers, choices and pieces that only the seed decides. */
export class Chance {
  readonly #random: () => number;

  constructor(seed: number) {
    this.#random = randomOf(seed);
  }

  /** A whole number from 0 up to this one, which is left out; small ones more often where `small`. */
  below(limit: number, { small = false } = {}): number {
    const share = this.#random();
    return Math.floor((small ? share ** 3 : share) * limit);
  }

  one<T>(things: readonly [T, ...T[]]): T {
    return things[this.below(things.length)] ?? things[0];
  }

  /** So many things, each made again. */
  several<T>(most: number, make: () => T): T[] {
    return Array.from({ length: this.below(most + 1) }, make);
  }
}

/** Bytes at which readers go wrong. */
const edges = [
  0, 1, 0x7f, 0x80, 0xff, 0x0a, 0x0d, 0x20, 0x22, 0x5c, 0x7b, 0xc3, 0xed, 0xf4,
] as const;

/** A copy of some bytes with a few changes: flipped, cut, doubled, moved, or with pieces of another one. */
export function changedBytes(bytes: Buffer, other: Buffer, chance: Chance): Buffer {
  let changed = Buffer.from(bytes);
  for (let count = 1 + chance.below(6, { small: true }); count > 0; count -= 1) {
    const from = chance.below(changed.length + 1);
    const to = Math.min(changed.length, from + chance.below(64, { small: true }));
    const piece = changed.subarray(from, to);
    const [before, after] = [changed.subarray(0, from), changed.subarray(to)];
    const start = chance.below(other.length + 1);
    changed = chance.one([
      () => Buffer.concat([before, after]),
      () => Buffer.concat([before, piece, piece, after]),
      () => Buffer.concat([before, Buffer.from([chance.one(edges)]), after]),
      () => Buffer.concat([before, other.subarray(start, start + chance.below(64)), after]),
      () =>
        Buffer.concat([
          before,
          Buffer.from(piece.map((byte) => byte ^ (1 << chance.below(8)))),
          after,
        ]),
      () => before,
      () =>
        Buffer.concat([before, ...Array.from({ length: chance.below(40) }, () => piece), after]),
    ])();
  }
  return changed;
}

/** What JSON can hold and few readers expect. */
function oddValue(chance: Chance): unknown {
  const odd = [
    null,
    true,
    0,
    -1,
    1e308,
    2 ** 53,
    '',
    ' ',
    '\0',
    '\ud800',
    '\u202e',
    '{{SWE001}}',
    '77001234567@c.us',
    '__proto__',
    'я'.repeat(300),
    'x'.repeat(70_000),
    [],
    {},
    [[[[]]]],
    { toString: 1, length: -1 },
  ] as const satisfies readonly [unknown, ...unknown[]];
  return chance.one<unknown>(odd);
}

/** A copy of a JSON value in which parts are gone, doubled, or something else. */
export function changedValue(value: unknown, chance: Chance): unknown {
  if (chance.below(12) === 0) return oddValue(chance);
  if (Array.isArray(value)) {
    const items = value.map((item) => changedValue(item, chance));
    return chance.below(8) === 0 ? [...items, ...items] : items;
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(() => chance.below(25) > 0);
  const changed = entries.map(([name, inner]): [string, unknown] => [
    name,
    changedValue(inner, chance),
  ]);
  if (chance.below(15) === 0)
    changed.push([chance.one(['__proto__', 'constructor', '', 'text']), oddValue(chance)]);
  return Object.fromEntries(changed);
}
