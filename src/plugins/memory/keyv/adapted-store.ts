import {
  KeyvBridgeAdapter,
  keyvStorageCapability,
  type KeyvStorageAdapter,
  type KeyvStorageCapability,
} from 'keyv';
import type { KeyvStorageEntry, KeyvStorageGetResult } from 'keyv';
import { contained } from '../../../core/plugin-api/containment.ts';
import { ServiceError, SetupError } from '../../../core/plugin-api/failures.ts';
import { Emitter } from '../emitter.ts';

/**
 * Any storage adapter as a memory: many of them emit their errors and then give nothing, which would look like an empty chat.
 * Here a call rejects with a retryable ServiceError when it fails or when an error was emitted meanwhile.
 */
export class AdaptedStore extends Emitter implements KeyvStorageAdapter {
  readonly #adapter: KeyvStorageAdapter;
  readonly #name: string;
  readonly #told: (failure: unknown) => void;
  #failures = 0;
  #failure: unknown;

  /**
   * @param name of the package, for errors
   * @param told of what the adapter emits, and of what fails in it when nobody waits for it
   */
  constructor(adapter: KeyvStorageAdapter, name: string, told: (failure: unknown) => void) {
    super();
    this.#adapter = adapter;
    this.#name = name;
    this.#told = told;
    adapter.on('error', (error: unknown) => {
      this.#failures += 1;
      this.#failure = error;
      told(error);
    });
  }

  get capabilities(): KeyvStorageCapability {
    return keyvStorageCapability(this);
  }

  get namespace(): string | undefined {
    return this.#adapter.namespace;
  }

  set namespace(namespace: string | undefined) {
    this.#adapter.namespace = namespace;
  }

  /** Whether the chats can be listed. */
  get isListed(): boolean {
    const adapter = this.#adapter;
    if (adapter instanceof KeyvBridgeAdapter) return adapter.capabilities.methods.iterator.exists;
    return typeof adapter.iterator === 'function';
  }

  async get<Value>(key: string): Promise<KeyvStorageGetResult<Value>> {
    return this.#call(() => this.#adapter.get<Value>(key));
  }

  async getMany<Value>(keys: string[]): Promise<KeyvStorageGetResult<Value | undefined>[]> {
    return keys.length === 0 ? [] : this.#call(() => this.#adapter.getMany<Value>(keys));
  }

  async has(key: string): Promise<boolean> {
    return this.#call(() => this.#adapter.has(key));
  }

  async hasMany(keys: string[]): Promise<boolean[]> {
    return keys.length === 0 ? [] : this.#call(() => this.#adapter.hasMany(keys));
  }

  async set(key: string, value: unknown, expires?: number): Promise<boolean> {
    return this.#call(() => this.#adapter.set(key, value, expires));
  }

  async setMany<Value>(entries: KeyvStorageEntry<Value>[]): Promise<boolean[] | undefined> {
    return entries.length === 0 ? [] : this.#call(() => this.#adapter.setMany(entries));
  }

  async delete(key: string): Promise<boolean> {
    return this.#call(() => this.#adapter.delete(key));
  }

  async deleteMany(keys: string[]): Promise<boolean[]> {
    return keys.length === 0 ? [] : this.#call(() => this.#adapter.deleteMany(keys));
  }

  async clear(): Promise<void> {
    await this.#call(() => this.#adapter.clear());
  }

  async disconnect(): Promise<void> {
    await this.#call(async () => this.#adapter.disconnect?.());
  }

  async *iterator<Value>(): AsyncGenerator<(string | Awaited<Value> | undefined)[], void> {
    const pairs = this.isListed ? this.#adapter.iterator?.<Value>() : undefined;
    if (!pairs) throw this.#unlisted();
    for (;;) {
      const { done, value } = await this.#call(() => pairs.next());
      if (done) return;
      yield value ?? [];
    }
  }

  async #call<T>(call: () => Promise<T>): Promise<T> {
    const before = this.#failures;
    let result: T;
    try {
      result = await contained(this.#told, call);
    } catch (error) {
      throw this.#failed(`failed (${wordOf(error)})`);
    }
    if (this.#failures > before) throw this.#failed(`failed (${wordOf(this.#failure)})`);
    return result;
  }

  #unlisted(): SetupError {
    return new SetupError('memory.listing', `The Keyv adapter ${this.#name} cannot list its keys`, {
      suggestions: [
        'See one chat: wabot history show --phone NUMBER',
        'Or name an adapter with an iterator in KEYV_ADAPTER.',
      ],
    });
  }

  #failed(what: string): ServiceError {
    return new ServiceError('memory.keyv', `The Keyv adapter ${this.#name} ${what}`, {
      retryable: true,
      suggestions: [
        'Make sure that the service behind KEYV_URI is running and accepts the password; the bot continues by itself once it does.',
      ],
    });
  }
}

/** No more of an error than its code or name: messages of databases quote values and addresses. */
export function wordOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const word = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  return /^[\w.-]{1,60}$/.test(word) ? word : 'unknown';
}
