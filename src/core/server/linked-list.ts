/** What stands in a row: it knows which one, and its neighbours. In one row at a time. */
export interface LinkedItem<T extends LinkedItem<T>> {
  row?: LinkedList<T> | undefined;
  before?: T | undefined;
  after?: T | undefined;
}

/**
 * Things one after the other, from which any may leave. A Set does the same, but each of its tables that has grown too small
 * points to the next, and once V8 takes one for long-lived, all that ever stood in the row lives on until the next full
 * collection: where thousands pass through in a second, that took longer than all the rest.
 */
export class LinkedList<T extends LinkedItem<T>> {
  #first: T | undefined;
  #last: T | undefined;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** What stands here for longest. */
  get first(): T | undefined {
    return this.#first;
  }

  /** Puts it at the end, wherever it stood before. */
  add(item: T): void {
    item.row?.remove(item);
    item.row = this;
    item.before = this.#last;
    if (this.#last) this.#last.after = item;
    else this.#first = item;
    this.#last = item;
    this.#size += 1;
  }

  /** Takes out what stands here; anything else stays where it is. */
  remove(item: T): void {
    if (item.row !== this) return;
    const { before, after } = item;
    if (before) before.after = after;
    else this.#first = after;
    if (after) after.before = before;
    else this.#last = before;
    // What is gone points at nobody, or else it would hold those who came after it.
    item.row = item.before = item.after = undefined;
    this.#size -= 1;
  }
}
