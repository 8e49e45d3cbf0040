import type { DatabaseSync } from 'node:sqlite';

/** The number that a PRAGMA gives. */
export function pragmaOf(database: DatabaseSync, name: string): number {
  return Number(database.prepare(`PRAGMA ${name}`).get()?.[name]);
}

/** How many tables, indexes and views the file has. */
export function schemaSize(database: DatabaseSync): number {
  return Number(database.prepare('SELECT count(*) AS size FROM sqlite_schema').get()?.['size']);
}

/**
 * Has the file keep a write-ahead log that is cut back to this many bytes, hold little of it in memory, and overwrite with
 * zeros what is deleted. A commit survives a killed process; a power cut only once the log is synced.
 */
export function keepLog(database: DatabaseSync, limitBytes: number): void {
  database.exec(`
    PRAGMA journal_mode = WAL;
    PRAGMA cache_size = -256;
    PRAGMA synchronous = NORMAL;
    PRAGMA secure_delete = ON;
    PRAGMA journal_size_limit = ${limitBytes};
  `);
}

/** Moves all that the write-ahead log holds into the file. */
export const emptyingLog = 'PRAGMA wal_checkpoint(TRUNCATE)';
