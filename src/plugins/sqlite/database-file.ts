import type { DatabaseSync } from 'node:sqlite';

/** The number that a PRAGMA gives. */
export function pragmaOf(database: DatabaseSync, name: string): number {
  return Number(database.prepare(`PRAGMA ${name}`).get()?.[name]);
}

/** What tells whose a file is. */
export interface FileMarks {
  /** Of the program that made it; 0: none has said. */
  id: number;
  /** Of its tables; 0: none has said. */
  version: number;
  /** How many tables, indexes and views it has. */
  size: number;
}

/** The marks of a file, all of one moment: another process may be making it just now. */
export function marksOf(database: DatabaseSync): FileMarks {
  database.exec('SAVEPOINT look');
  try {
    const found = database.prepare('SELECT count(*) AS size FROM sqlite_schema').get();
    const id = pragmaOf(database, 'application_id');
    return { id, version: pragmaOf(database, 'user_version'), size: Number(found?.['size']) };
  } finally {
    database.exec('RELEASE look');
  }
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
