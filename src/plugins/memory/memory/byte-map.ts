/** A value as Keyv's memory adapter keeps it. */
export interface Cell {
  value: unknown;
  /** Unix milliseconds. */
  expires?: number | undefined;
}

/** How many cells each write looks at for expired ones: more than it can add. */
const sweptPerWrite = 4;

/**
 * A Map for Keyv's memory adapter that keeps texts as UTF-8 outside the heap (a chat takes a third of what its strings would,
 * and the garbage collector has nothing to walk through) and drops what has expired without being asked for it.
 */
export class ByteMap {
  readonly #cells = new Map<string, Cell>();
  readonly #now: () => number;
  #sweeper = this.#cells.entries();

  /** @param now Unix milliseconds */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** How many cells there are, those included that have expired and were not met yet. */
  get size(): number {
    return this.#cells.size;
  }

  get(key: string): Cell | undefined {
    const cell = this.#cells.get(key);
    return cell && opened(cell);
  }

  set(key: string, cell: Cell): this {
    this.#sweep();
    this.#cells.set(key, closed(cell));
    return this;
  }

  has(key: string): boolean {
    return this.#cells.has(key);
  }

  delete(key: string): boolean {
    return this.#cells.delete(key);
  }

  clear(): void {
    this.#cells.clear();
  }

  keys(): IterableIterator<string> {
    return this.#cells.keys();
  }

  *entries(): Generator<[string, Cell]> {
    for (const [key, cell] of this.#cells) yield [key, opened(cell)];
  }

  /** Goes on where the last write left off, and around. */
  #sweep(): void {
    const now = this.#now();
    for (let looked = 0; looked < sweptPerWrite; looked += 1) {
      const { done, value } = this.#sweeper.next();
      if (done) {
        this.#sweeper = this.#cells.entries();
        return;
      }
      const [key, { expires }] = value;
      if (expires !== undefined && expires <= now) this.#cells.delete(key);
    }
  }
}

/** A text in UTF-8; its own class, so that bytes somebody stores are not taken for a text. */
class Utf8 {
  readonly #bytes: Buffer;

  constructor(text: string) {
    this.#bytes = Buffer.allocUnsafeSlow(Buffer.byteLength(text));
    this.#bytes.write(text);
  }

  toString(): string {
    return this.#bytes.toString();
  }
}

function closed({ value, expires }: Cell): Cell {
  return {
    value: typeof value === 'string' && value.isWellFormed() ? new Utf8(value) : value,
    expires,
  };
}

function opened({ value, expires }: Cell): Cell {
  return { value: value instanceof Utf8 ? value.toString() : value, expires };
}
