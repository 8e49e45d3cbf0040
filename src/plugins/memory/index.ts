/** What others import as `wabot/memory`: the storage adapters that remember the chats, for any Keyv 6. */
export { SqliteStore, type SqliteStoreOptions } from './file/sqlite-store.ts';
export { MemoryStore } from './memory/memory-store.ts';
export { RedisStore, type RedisStoreOptions } from './redis/redis-store.ts';
