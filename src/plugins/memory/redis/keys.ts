const separator = '::';

/** What a prefix must have so that a cluster keeps all its keys on one node. */
const hashTag = /^[^{]*\{[^}]+\}/;

/** What stands before a key of the namespace in a member. */
export function memberPrefix(namespace: string | undefined): string {
  return namespace ? namespace + separator : '';
}

/** The names of everything that is kept under one prefix. A prefix without a hash tag becomes one: `shop` → `{shop}`. */
export class Keys {
  /** The members by the time of their values. */
  readonly times: string;
  /** The members that end, by when they do. */
  readonly deadlines: string;
  readonly #base: string;

  constructor(prefix: string) {
    this.#base = hashTag.test(prefix) ? prefix : `{${prefix}}`;
    this.times = `${this.#base}/times`;
    this.deadlines = `${this.#base}/deadlines`;
  }

  /** The key of a member's value. */
  value(member: string): string {
    return `${this.#base}:${member}`;
  }
}
