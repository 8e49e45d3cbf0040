import { plainOf } from '../figures/plain.ts';
import type { Mention } from '../figures/tokens.ts';
import { givenIn } from './given-in.ts';
import type { Given } from './given.ts';
import { withTables } from '../figures/tables.ts';

/** A long source is read in pieces of so many characters, and of one that is longer than that its beginning. */
const pieceLength = 40_000;
const longestSource = 1_000_000;
const mostRows = 300;

/** What the sources of a reply say, all together. */
export function givenBy(sources: readonly string[]): Given {
  if (sources.length > mostStanding || sources.every(({ length }) => length < leastStanding))
    return together(sources.map(readOnce));
  const isSame =
    sources.length === standing.sources.length &&
    sources.every((source, at) => source === standing.sources[at]);
  if (!isSame) standing = { sources: [...sources], given: together(sources.map(readOnce)) };
  return standing.given;
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

function readOnce(source: string): Given {
  const known = readings.get(source);
  if (known) {
    // The one that was needed last is forgotten last.
    readings.delete(source);
    readings.set(source, known);
    return known;
  }
  const text = withTables(source.slice(0, longestSource));
  const read = together(piecesOf(text).map((piece) => givenIn(plainOf(piece, pieceLength))));
  readings.set(source, read);
  keptCharacters += source.length;
  for (const [oldest] of readings) {
    if (readings.size <= mostReadings && keptCharacters <= mostCharacters) break;
    readings.delete(oldest);
    keptCharacters -= oldest.length;
  }
  return read;
}

/** A text in pieces that end with a line where there is one. */
function piecesOf(source: string): string[] {
  const pieces: string[] = [];
  for (let at = 0; at < source.length;) {
    const whole = source.length - at <= pieceLength;
    const line = whole ? -1 : source.lastIndexOf('\n', at + pieceLength);
    const end = line > at ? line : at + pieceLength;
    pieces.push(source.slice(at, end));
    at = end;
  }
  return pieces;
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
      amounts.set(value, before === undefined ? mentions : [...before, ...mentions]);
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

/** Those that are not empty, the largest first. */
function bySize<T extends { readonly size: number }>(all: readonly T[]): T[] {
  return all.filter(({ size }) => size > 0).toSorted((one, other) => other.size - one.size);
}
