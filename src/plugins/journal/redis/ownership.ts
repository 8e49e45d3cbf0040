import type { Cluster } from '../../../core/kinds/cluster.ts';
import type { Ownership } from '../../../core/kinds/journal.ts';
import { watchVersion } from '../watch-version.ts';
import { script } from './script.ts';
import type { Store } from './store.ts';

/** How long a claim holds without being renewed, and how often it is renewed; milliseconds on the clock of Redis. */
const claimMs = 15_000;
const renewMs = 4_000;

const claim = script(`
local now = redis.call('TIME')[1] * 1000
redis.call('ZADD', P .. ':claims', now + ARGV[2], ARGV[1])
redis.call('ZREMRANGEBYSCORE', P .. ':claims', '-inf', now)
return 1`);

const claimed = script(
  "return redis.call('ZCOUNT', P .. ':claims', redis.call('TIME')[1] * 1000, '+inf')",
);

/** Who processes the journal in Redis: any number of processes. `close` ends what `claim` began. */
export class RedisOwnership implements Ownership {
  readonly cluster: Cluster;
  readonly #store: Store;
  readonly #release: (() => void)[] = [];

  constructor(store: Store, cluster: Cluster) {
    this.#store = store;
    this.cluster = cluster;
  }

  /** Others may claim it, too: they share the work. */
  async claim(changed: () => Promise<void>): Promise<void> {
    const store = this.#store;
    const version = (): Promise<unknown> =>
      store.call((client) => client.get(`${store.base}:version`));
    this.#release.push(await watchVersion(version, changed));
    await store.write(claim, store.me, claimMs);
    const renewing = setInterval(
      () => void store.write(claim, store.me, claimMs).catch(() => {}),
      renewMs,
    ).unref();
    this.#release.push(() => clearInterval(renewing));
  }

  async claimed(): Promise<boolean> {
    return Number(await this.#store.read(claimed)) > 0;
  }

  /** Releases the claim. */
  async close(): Promise<void> {
    if (this.#release.length === 0) return;
    for (const release of this.#release.splice(0)) release();
    const { base, me } = this.#store;
    // Without Redis the claim lapses by itself.
    await this.#store.call((client) => client.zrem(`${base}:claims`, me)).catch(() => {});
  }
}
