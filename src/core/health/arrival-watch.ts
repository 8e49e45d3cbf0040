import type { Arrival } from '../kinds/arrival.ts';
import type { Finding } from '../kinds/finding.ts';
import type { Log } from '../log.ts';

/** How often the vendor is asked, milliseconds. */
const lookPauseMs = 60_000;

/** How often the log is told of what lasts, milliseconds. */
const tellPauseMs = 15 * lookPauseMs;

/** A vendor that met one refusal waits a minute; only a queue that grows for longer than this while nothing comes is amiss, milliseconds. */
const stallMs = 3 * lookPauseMs;

export interface ArrivalDependencies {
  look(signal: AbortSignal): Promise<Arrival>;
  log: Log;
  /** Unix milliseconds. */
  now(): number;
}

/** Whether messages can reach this bot at all. Silence alone says nothing: nobody may have written. */
export class ArrivalWatch {
  readonly #parts: ArrivalDependencies;
  readonly #stopping = new AbortController();
  #problems: Finding[] = [];
  #toldAt: number | undefined;
  /** What waited when nothing came any more. */
  #silent: { since: number; waiting: number } | undefined;
  #stalled: number | undefined;
  /** Whether messages were last seen to come in, or none to wait; undefined: neither is known. */
  #flows: boolean | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(parts: ArrivalDependencies) {
    this.#parts = parts;
  }

  /** Asks the vendor again and again, until `stop`. */
  watch(): void {
    void this.look().then(() => {
      if (!this.#stopping.signal.aborted)
        this.#timer = setTimeout(() => this.watch(), lookPauseMs).unref();
    });
  }

  stop(): void {
    this.#stopping.abort();
    clearTimeout(this.#timer);
  }

  /** Whether messages arrive: `trouble` says why not, in one line. Undefined while nobody knows. */
  get verdict(): { trouble?: string; advice?: string } | undefined {
    const [first] = this.#problems;
    if (first) return { trouble: first.message, advice: first.suggestions?.[0] ?? '' };
    if (this.stalled !== undefined) return { trouble: this.stalled };
    return this.#flows === true ? {} : undefined;
  }

  /** Something came in. */
  heard(): void {
    this.#flows = true;
    this.#silent = undefined;
    this.#stalled = undefined;
  }

  /** Why nothing can come in, a line each; not this process is to blame. */
  get deaf(): string[] {
    return this.#problems.map(({ message }) => `nothing can arrive: ${message}`);
  }

  /** That the vendor's queue grows although nothing stands in the way of what is in it; undefined while that is not so. */
  get stalled(): string | undefined {
    if (this.#stalled === undefined) return undefined;
    return `nothing arrives while the queue at the vendor grows (${this.#stalled} wait)`;
  }

  /** Asks once. Never rejects: what could not be asked stays as it was. */
  async look(): Promise<void> {
    const { look, log } = this.#parts;
    try {
      const { problems, waiting } = await look(this.#stopping.signal);
      this.#tell(problems);
      this.#measure(waiting);
    } catch (error) {
      if (!this.#stopping.signal.aborted) log.debug('arrival-not-asked', { error });
    }
  }

  #tell(problems: Finding[]): void {
    const { log, now } = this.#parts;
    const same =
      problems.map(({ message }) => message).join() ===
      this.#problems.map(({ message }) => message).join();
    if (this.#problems.length > 0 && problems.length === 0) log.info('arrival-mended');
    this.#problems = problems;
    if (
      problems.length === 0 ||
      (same && this.#toldAt !== undefined && now() - this.#toldAt < tellPauseMs)
    )
      return;
    this.#toldAt = now();
    for (const { message, suggestions = [] } of problems)
      log.error('nothing-can-arrive', { problem: message, suggestions });
  }

  #measure(waiting = 0): void {
    const { log, now } = this.#parts;
    if (waiting === 0 || this.#problems.length > 0) {
      this.heard();
      this.#flows = this.#problems.length === 0;
      return;
    }
    this.#silent ??= { since: now(), waiting };
    if (now() - this.#silent.since < stallMs || waiting <= this.#silent.waiting) return;
    if (this.#stalled === undefined) log.error('nothing-arrives', { waiting });
    this.#stalled = waiting;
  }
}
