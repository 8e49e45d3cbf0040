import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Readiness } from '../health/readiness.ts';
import type { Journal } from '../kinds/journal.ts';
import { isInForce } from '../people/standing.ts';
import type { MetricStore } from './metric-store.ts';
import { series } from './series.ts';

/** How often the delay of the event loop is looked at, milliseconds. */
const loopLookMs = 20;

const quantiles = { '0.5': 50, '0.99': 99, '1': 100 };

/** What is looked up when somebody asks, instead of being counted along the way. */
export class Gauges {
  readonly #loop = monitorEventLoopDelay({ resolution: loopLookMs });
  readonly #journal: Pick<Journal, 'outbox' | 'pauses'>;
  readonly #now: () => number;

  /** @param now Unix milliseconds */
  constructor(journal: Pick<Journal, 'outbox' | 'pauses'>, now: () => number) {
    this.#journal = journal;
    this.#now = now;
    this.#loop.enable();
  }

  /** Puts into the store how things are now. What cannot be read, as the journal is away, is left out. */
  async look(store: MetricStore, readiness: () => Promise<Readiness>): Promise<void> {
    this.#process(store);
    const state = await readiness().catch(() => undefined);
    store.set(series.ready, state?.ready ? 1 : 0);
    store.clear(series.account);
    if (state?.channel !== undefined) store.set(series.account, 1, state.channel);
    store.clear(series.instances);
    for (const { id, isReady } of state?.accounts ?? [])
      store.set(series.instances, isReady ? 1 : 0, id);
    for (const [one, count] of [
      [series.waiting, state?.journal?.waiting],
      [series.due, state?.journal?.due],
      [series.dead, state?.journal?.dead],
      [series.oldestDue, await this.#oldestDue().catch(() => undefined)],
      [series.paused, await this.#paused().catch(() => undefined)],
    ] as const)
      if (count === undefined) store.clear(one);
      else store.set(one, count);
  }

  close(): void {
    this.#loop.disable();
  }

  #process(store: MetricStore): void {
    for (const [quantile, percent] of Object.entries(quantiles))
      store.set(series.loop, this.#delay(percent), quantile);
    this.#loop.reset();
    const { rss, heapUsed } = process.memoryUsage();
    const { user, system } = process.cpuUsage();
    store.set(series.memory, rss);
    store.set(series.heap, heapUsed);
    store.set(series.cpu, (user + system) / 1_000_000);
  }

  /** Beyond what the look itself takes, seconds. */
  #delay(percent: number): number {
    const nanoseconds = this.#loop.percentile(percent);
    return Math.max(0, nanoseconds / 1_000_000_000 - loopLookMs / 1000);
  }

  async #oldestDue(): Promise<number> {
    const due = await this.#journal.outbox.due();
    const now = this.#now();
    return Math.max(0, ...due.map(({ createdAt }) => (now - createdAt) / 1000));
  }

  async #paused(): Promise<number> {
    const now = this.#now();
    const pauses = await this.#journal.pauses.list();
    return pauses.filter((pause) => isInForce(pause, now)).length;
  }
}
