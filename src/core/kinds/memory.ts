import type { KeyvStorageAdapter } from 'keyv';

/**
 * A place that keeps the chats: any Keyv 6 storage adapter (absolute `expires` in Unix milliseconds, `iterator()`
 * present, errors reject and are never emitted). Another process may read and write it at the same time.
 */
export type Memory = KeyvStorageAdapter;
