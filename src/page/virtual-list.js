import { el } from './dom.js';

/** Rows beyond the edge of what is seen. */
const margin = 8;

/** A list of any length of which only what is seen is there; all rows are equally high. */
export class VirtualList {
  /** @type {any[]} */
  #items = [];
  #rowHeight;
  #make;
  #onEnd;
  #space = el('div', { class: 'space', role: 'list' });
  /** @type {Map<string, { node: HTMLElement, mark: string }>} */
  #rows = new Map();
  #isDue = false;

  /**
   * @param {{ rowHeight: number, label: string, make: (item: any) => HTMLElement, keyOf: (item: any) => string, onEnd: () => void }} options
   */
  constructor({ rowHeight, label, make, keyOf, onEnd }) {
    this.#rowHeight = rowHeight;
    this.#make = make;
    this.keyOf = keyOf;
    this.#onEnd = onEnd;
    this.#space.setAttribute('aria-label', label);
    this.node = el('div', { class: 'scroller', tabindex: '-1' }, this.#space);
    this.node.addEventListener('scroll', () => this.#soon(), { passive: true });
    this.node.addEventListener('keydown', (event) => this.#key(event));
    new ResizeObserver(() => this.#soon()).observe(this.node);
  }

  /** @param {any[]} items */
  set items(items) {
    this.#items = items;
    this.#space.style.height = `${items.length * this.#rowHeight}px`;
    this.#draw();
  }

  get items() {
    return this.#items;
  }

  #soon() {
    if (this.#isDue) return;
    this.#isDue = true;
    requestAnimationFrame(() => {
      this.#isDue = false;
      this.#draw();
    });
  }

  #draw() {
    const { scrollTop, clientHeight } = this.node;
    const first = Math.max(0, Math.floor(scrollTop / this.#rowHeight) - margin);
    const last = Math.min(
      this.#items.length,
      Math.ceil((scrollTop + clientHeight) / this.#rowHeight) + margin,
    );
    const wanted = new Set();
    for (let index = first; index < last; index += 1) {
      const item = this.#items[index];
      wanted.add(this.keyOf(item));
      this.#place(item, index);
    }
    for (const [key, { node }] of this.#rows) {
      if (wanted.has(key)) continue;
      node.remove();
      this.#rows.delete(key);
    }
    this.#order();
    if (last >= this.#items.length - margin) this.#onEnd();
  }

  /** The order in which one goes through them by keyboard; the one that is looked at stays where it is. */
  #order() {
    const inOrder = [...this.#rows.values()].map(({ node }) => node);
    inOrder.sort((one, other) => Number(one.style.order) - Number(other.style.order));
    let cursor = this.#space.firstElementChild;
    for (const node of inOrder) {
      if (node === cursor) cursor = cursor.nextElementSibling;
      else if (!node.contains(document.activeElement)) this.#space.insertBefore(node, cursor);
    }
  }

  #place(item, index) {
    const key = this.keyOf(item);
    const mark = JSON.stringify(item);
    let row = this.#rows.get(key);
    if (row?.mark !== mark) {
      const hadFocus = row?.node.contains(document.activeElement) ?? false;
      const node = el('div', { class: 'row', role: 'listitem' }, this.#make(item));
      if (row) row.node.replaceWith(node);
      else this.#space.append(node);
      row = { node, mark };
      this.#rows.set(key, row);
      const link = node.firstElementChild;
      if (hadFocus && link instanceof HTMLElement) link.focus();
    }
    row.node.style.transform = `translateY(${index * this.#rowHeight}px)`;
    row.node.style.order = String(index);
    row.node.setAttribute('aria-setsize', String(this.#items.length));
    row.node.setAttribute('aria-posinset', String(index + 1));
  }

  /** Arrows go from row to row. */
  #key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    const here = [...this.#rows].find(([, { node }]) => node.contains(document.activeElement));
    const index = here ? this.#items.findIndex((item) => this.keyOf(item) === here[0]) : -1;
    const next = Math.min(this.#items.length - 1, Math.max(0, index + step));
    const item = this.#items[next];
    if (item === undefined) return;
    event.preventDefault();
    const [top, bottom] = [next * this.#rowHeight, (next + 1) * this.#rowHeight];
    if (top < this.node.scrollTop) this.node.scrollTop = top;
    if (bottom > this.node.scrollTop + this.node.clientHeight)
      this.node.scrollTop = bottom - this.node.clientHeight;
    this.#draw();
    const link = this.#rows.get(this.keyOf(item))?.node.firstElementChild;
    if (link instanceof HTMLElement) link.focus();
  }
}
