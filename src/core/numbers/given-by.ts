import { type Halting, pieceLength, inPieces, toEnd } from '../figures/pieces.ts';
import { plainOf } from '../figures/plain.ts';
import type { Mention } from '../figures/tokens.ts';
import { givenIn } from './given-in.ts';
import type { Given } from './given.ts';
import { readTables } from '../figures/tables.ts';

/** Of a source that is longer than that its beginning is read. */
const longestSource = 1_000_000;
const mostRows = 300;

/** What the sources of a reply say, all together. */
export function givenBy(sources: readonly string[]): Given {
  return toEnd(readGiven(sources));
}

/** The same, which halts between the pieces of what was not read before. */
export function* readGiven(sources: readonly string[]): Halting<Given> {
  if (sources.length > mostStanding || sources.every(({ length }) => length < leastStanding))
    return together(yield* readEach(sources));
  const isSame =
    sources.length === standing.sources.length &&
    sources.every((source, at) => source === standing.sources[at]);
  if (isSame) return standing.given;
  const given = together(yield* readEach(sources));
  standing = { sources: [...sources], given };
  return given;
}

function* readEach(sources: readonly string[]): Halting<Given[]> {
  const read: Given[] = [];
  for (const source of sources) read.push(readings.get(source) ?? (yield* readOnce(source)));
  for (const source of sources) keepLast(source);
  return read;
}

/** The few sources that were asked for last: the texts of a business stay the same from turn to turn. */
const mostStanding = 3;
const leastStanding = 1000;
let standing: { sources: readonly string[]; given: Given } = { sources: [], given: together([]) };

/** So many readings are kept, of texts of so many characters together: the business's texts stay the same from turn to turn, and so does what was said. */
const mostReadings = 300;
const mostCharacters = 1_000_000;

const readings = new Map<string, Given>();
let keptCharacters = 0;

function* readOnce(source: string): Halting<Given> {
  const text = yield* readTables(source.slice(0, longestSource));
  const pieces: Given[] = [];
  for (const piece of inPieces(text)) {
    pieces.push(givenIn(plainOf(piece, pieceLength)));
    yield piece.length;
  }
  const read = together(pieces);
  // Another turn may have read the same meanwhile.
  if (!readings.has(source)) keptCharacters += source.length;
  readings.set(source, read);
  for (const [oldest] of readings) {
    if (readings.size <= mostReadings && keptCharacters <= mostCharacters) break;
    readings.delete(oldest);
    keptCharacters -= oldest.length;
  }
  return read;
}

/** The one that was needed last is forgotten last. */
function keepLast(source: string): void {
  const known = readings.get(source);
  if (known === undefined) return;
  readings.delete(source);
  readings.set(source, known);
}

function together(all: readonly Given[]): Given {
  const [only] = all;
  if (only && all.length === 1) return only;
  // The business's text says most: it is copied whole, and what the others say put in.
  const union = <T>(of: (one: Given) => ReadonlySet<T>): ReadonlySet<T> => {
    const [most = new Set<T>(), ...others] = bySize(all.map(of));
    if (others.length === 0) return most;
    const joined = new Set(most);
    for (const other of others) for (const value of other) joined.add(value);
    return joined;
  };
  const [most = new Map<number, readonly Mention[]>(), ...others] = bySize(
    all.map(({ amounts }) => amounts),
  );
  const amounts = new Map(most);
  for (const other of others)
    for (const [value, mentions] of other) {
      const before = amounts.get(value);
      amounts.set(value, before === undefined ? mentions : withKinds(before, mentions));
    }
  return {
    amounts,
    lengths: union(({ lengths }) => lengths),
    days: union(({ days }) => days),
    percents: union(({ percents }) => percents),
    times: union(({ times }) => times),
    dates: all.flatMap(({ dates }) => dates),
    monthDays: union(({ monthDays }) => monthDays),
    weekdays: union(({ weekdays }) => weekdays),
    keys: union(({ keys }) => keys),
    currencies: union(({ currencies }) => currencies),
    today: all.find(({ today }) => today !== undefined)?.today,
    now: all.find(({ now }) => now !== undefined)?.now,
    monthWeekdays: all.flatMap(({ monthWeekdays }) => monthWeekdays),
    roundClock: all.some(({ roundClock }) => roundClock),
    rows: all.flatMap(({ rows }) => rows).slice(0, mostRows),
  };
}

/** Those before, and the others of another kind. */
function withKinds(before: readonly Mention[], others: readonly Mention[]): readonly Mention[] {
  const more = others.filter(
    ({ unit, currency }) => !before.some((one) => one.unit === unit && one.currency === currency),
  );
  return more.length === 0 ? before : [...before, ...more];
}

/** Those that are not empty, the largest first. */
function bySize<T extends { readonly size: number }>(all: readonly T[]): T[] {
  return all.filter(({ size }) => size > 0).toSorted((one, other) => other.size - one.size);
}
