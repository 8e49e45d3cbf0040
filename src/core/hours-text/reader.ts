import type { HoursToken } from './scan.ts';

const behind: HoursToken = { is: 'end', text: '' };

/** Goes over the things of a text, one after the other. */
export class Reader {
  readonly #tokens: readonly HoursToken[];
  #at = 0;

  /** @param tokens what `scan` found */
  constructor(tokens: readonly HoursToken[]) {
    this.#tokens = tokens;
  }

  /** The one that comes next, or so many behind it; an `end` behind the last. */
  peek(ahead = 0): HoursToken {
    return this.#tokens[this.#at + ahead] ?? behind;
  }

  /** Takes the next one. */
  take(): HoursToken {
    const token = this.peek();
    this.#at += 1;
    return token;
  }

  /** Takes the next ones as long as they are of these kinds; how many they were. */
  skip(...kinds: HoursToken['is'][]): number {
    let count = 0;
    for (; kinds.includes(this.peek().is); count += 1) this.take();
    return count;
  }

  /** The first that is of none of these kinds, from so many ahead on. */
  beyond(kinds: readonly HoursToken['is'][], ahead = 0): HoursToken {
    let index = ahead;
    while (kinds.includes(this.peek(index).is)) index += 1;
    return this.peek(index);
  }
}
