import { script } from './script.ts';
import type { Store } from './store.ts';

const exchange = script(`
local key = P .. ':value:' .. ARGV[1]
local before = redis.call('GET', key)
if (before or '') ~= ARGV[2] or (before and '1' or '0') ~= ARGV[3] then return 0 end
redis.call('SET', key, ARGV[4], 'PX', ARGV[5])
if ARGV[6] ~= '' then
  redis.call('SADD', P .. ':vof:' .. ARGV[6], ARGV[1])
  redis.call('PEXPIRE', P .. ':vof:' .. ARGV[6], ARGV[5])
end
return 1`);

type Change = (before: string | undefined) => string | undefined;

interface Wanted {
  change: Change;
  resolve(): void;
  reject(error: unknown): void;
}

/** Where a value is, and how long and for which chat it is kept. */
interface Value {
  name: string;
  keptMs: number;
  chat: string;
}

/**
 * Small values that all processes see, as `Cluster.change` demands. What this process wants of one value meanwhile is changed
 * in one step: every change for itself would have to begin again for each of the others.
 */
export class SharedValues {
  readonly #store: Store;
  /** By the names of values that are being changed. */
  readonly #wanted = new Map<string, Wanted[]>();

  constructor(store: Store) {
    this.#store = store;
  }

  change(value: Value, change: Change): Promise<void> {
    return new Promise((resolve, reject) => {
      const wanted = { change, resolve, reject };
      const others = this.#wanted.get(value.name);
      if (others) return void others.push(wanted);
      this.#wanted.set(value.name, [wanted]);
      void this.#work(value);
    });
  }

  async #work(value: Value): Promise<void> {
    const take = (): Wanted[] => this.#wanted.get(value.name)?.splice(0) ?? [];
    for (let all = take(); all.length > 0; all = take()) {
      try {
        const failures = await this.#changeAll(value, all);
        for (const wanted of all) if (failures.has(wanted)) wanted.reject(failures.get(wanted));
        for (const { resolve } of all) resolve();
      } catch (error) {
        for (const { reject } of all) reject(error);
      }
    }
    this.#wanted.delete(value.name);
  }

  /** Resolves with the changes that failed by themselves. */
  async #changeAll(
    { name, keptMs, chat }: Value,
    all: readonly Wanted[],
  ): Promise<Map<Wanted, unknown>> {
    for (;;) {
      const before = await this.#store.call((client) =>
        client.get(`${this.#store.base}:value:${name}`),
      );
      const { after, failures } = changed(before ?? undefined, all);
      if (after === undefined || after === before) return failures;
      const values = [
        name,
        before ?? '',
        before === null ? '0' : '1',
        after,
        Math.ceil(keptMs),
        chat,
      ];
      if ((await this.#store.write(exchange, ...values)) === 1) return failures;
    }
  }
}

/** One change after the other. */
function changed(before: string | undefined, all: readonly Wanted[]) {
  const failures = new Map<Wanted, unknown>();
  let after = before;
  for (const wanted of all) {
    try {
      after = wanted.change(after) ?? after;
    } catch (error) {
      failures.set(wanted, error);
    }
  }
  return { after, failures };
}
