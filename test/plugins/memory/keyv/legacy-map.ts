import { EventEmitter } from 'node:events';

/** A storage adapter as they were before Keyv 6: times to live are relative, and errors are emitted. */
export class LegacyMap extends EventEmitter {
  readonly #values = new Map<string, { value: unknown; end: number }>();
  /** When set, calls emit it and give nothing. */
  broken: Error | undefined;

  async get(key: string): Promise<unknown> {
    if (this.broken) return void this.emit('error', this.broken);
    const found = this.#values.get(key);
    return found && found.end > Date.now() ? found.value : undefined;
  }

  async set(key: string, value: unknown, ttl = Infinity): Promise<void> {
    if (this.broken) return void this.emit('error', this.broken);
    this.#values.set(key, { value, end: Date.now() + ttl });
  }

  async delete(key: string): Promise<boolean> {
    const found = await this.get(key);
    return this.#values.delete(key) && found !== undefined;
  }

  async clear(): Promise<void> {
    this.#values.clear();
  }

  async *iterator(): AsyncGenerator<[string, unknown]> {
    for (const key of this.#values.keys()) {
      const value = await this.get(key);
      if (value !== undefined) yield [key, value];
    }
  }
}
