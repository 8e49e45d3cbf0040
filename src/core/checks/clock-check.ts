import { fine, problem, warning, type Finding } from '../kinds/finding.ts';

/** A service's clock against ours: by how much ours is late, and how long the call took, milliseconds. */
interface Comparison {
  lateMs: number;
  tookMs: number;
}

/** Services refuse signed requests of a machine whose clock is further off than that. */
const mostMs = 300_000;
const muchMs = 30_000;

/** Compares this machine's clock with the `Date` of what services answer. */
export class Clocks {
  readonly #compared: Comparison[] = [];
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** The same fetch, listened to. */
  watching(original: typeof fetch): typeof fetch {
    return async (...request) => {
      const begun = this.#now();
      const response = await original(...request);
      this.#compare(response.headers.get('date'), begun);
      return response;
    };
  }

  check(): Finding {
    const best = this.#compared.toSorted((one, other) => one.tookMs - other.tookMs)[0];
    if (!best) return warning('the clock was not compared: no service answered');
    const seconds = Math.round(Math.abs(best.lateMs) / 1000);
    if (Math.abs(best.lateMs) < muchMs) return fine('the clock is right');
    const message = `the clock is ${seconds} s ${best.lateMs > 0 ? 'slow' : 'fast'}`;
    const advice = 'Set it, and keep it synchronised: timedatectl set-ntp true';
    return Math.abs(best.lateMs) < mostMs ? warning(message, advice) : problem(message, advice);
  }

  /** The header has whole seconds, so half a one is added; the answer was written in the middle of the call. */
  #compare(date: string | null, begun: number): void {
    const theirs = Date.parse(date ?? '') + 500;
    const ended = this.#now();
    if (Number.isNaN(theirs)) return;
    this.#compared.push({ lateMs: theirs - (begun + ended) / 2, tookMs: ended - begun });
  }
}
