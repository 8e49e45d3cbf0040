/** Wrong tokens in a row from one caller that cost nothing, and the longest wait after more of them, milliseconds. */
const freeTries = 5;
const longestWaitMs = 60_000;

/** What a caller did is forgotten after this long, milliseconds. */
const memoryMs = 15 * 60_000;

/** Callers that are remembered. */
const mostCallers = 1_000;

/** Wrong tokens of all callers together that are looked at in a row, and how soon one more is, milliseconds. */
const sharedTries = 60;
const sharedPauseMs = 2_000;

/** Callers that are remembered for having had the token. */
const mostWelcome = 100;

interface Caller {
  fails: number;
  /** Nothing is looked at before this moment. */
  blockedUntil: number;
  at: number;
}

/** How often the token may be guessed: by one caller, and by all together. Takes the same memory however many guess. */
export class LoginThrottle {
  readonly #now: () => number;
  /** Who tried longest ago is first. */
  readonly #callers = new Map<string, Caller>();
  /** Who had the token: the guesses of others keep nobody out who is at home here. The latest is last. */
  readonly #welcome = new Set<string>();
  #shared = { tries: 0, at: 0 };

  constructor(now: () => number) {
    this.#now = now;
  }

  /** How long this caller must wait, milliseconds; 0: the token is looked at, which counts as a try. */
  take(caller: string): number {
    const now = this.#now();
    const known = this.#callers.get(caller);
    if (known && known.blockedUntil > now) return known.blockedUntil - now;
    if (this.#welcome.has(caller)) return 0;
    const passed = Math.floor((now - this.#shared.at) / sharedPauseMs);
    const tries = Math.max(0, this.#shared.tries - passed);
    if (tries >= sharedTries) return sharedPauseMs;
    this.#shared = { tries: tries + 1, at: now };
    return 0;
  }

  /** The token was wrong. */
  failed(caller: string): void {
    const now = this.#now();
    const known = this.#callers.get(caller);
    const fails = known && now - known.at < memoryMs ? known.fails + 1 : 1;
    const waitMs =
      fails < freeTries ? 0 : Math.min(longestWaitMs, 1_000 * 2 ** (fails - freeTries));
    this.#callers.delete(caller);
    this.#callers.set(caller, { fails, blockedUntil: now + waitMs, at: now });
    const [oldest] = this.#callers.keys();
    if (this.#callers.size > mostCallers && oldest !== undefined) this.#callers.delete(oldest);
  }

  /** The token was right. */
  succeeded(caller: string): void {
    this.#callers.delete(caller);
    this.#welcome.delete(caller);
    this.#welcome.add(caller);
    const [oldest] = this.#welcome;
    if (this.#welcome.size > mostWelcome && oldest !== undefined) this.#welcome.delete(oldest);
    this.#shared = { ...this.#shared, tries: Math.max(0, this.#shared.tries - 1) };
  }
}
