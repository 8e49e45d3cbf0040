import { DatabaseSync } from 'node:sqlite';
import { keepLog, marksOf } from '../../sqlite/database-file.ts';
import { makePrivate } from '../../sqlite/private-file.ts';
import { foreignFile, newerFile } from './failures.ts';
import { applicationId, migrations } from './schema.ts';

/** How long opening waits for another process that opens or closes the file, milliseconds. */
const openWaitMs = 2_000;

/** Later waits block the whole bot; a locked write is tried again from outside instead. Milliseconds. */
const callWaitMs = 5;

/** The write-ahead log is cut back to this after a long read let it grow, bytes. */
const logLimitBytes = 16 * 1024 * 1024;

/**
 * Opens the journal's file and brings it to the present version; makes it when missing, readable for its owner only.
 * Throws a SetupError for a foreign or newer file and leaves it untouched, otherwise SQLite's error.
 */
export function openFile(file: string): DatabaseSync {
  makePrivate(file);
  const database = new DatabaseSync(file, { timeout: openWaitMs });
  try {
    const version = versionOf(database, file);
    keepLog(database, logLimitBytes);
    if (version < migrations.length) migrate(database, file);
    database.exec(`PRAGMA busy_timeout = ${callWaitMs}`);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** The version of the file's tables, 0 when it is empty. */
function versionOf(database: DatabaseSync, file: string): number {
  const { id, version, size } = marksOf(database);
  const isEmpty = size === 0 && version === 0 && id === 0;
  if (id !== applicationId && !isEmpty) throw foreignFile(file);
  if (version > migrations.length) throw newerFile(file, version, migrations.length);
  return version;
}

/** Looks at the version once more under the lock: two processes may open a new file at once. */
function migrate(database: DatabaseSync, file: string): void {
  database.exec('BEGIN IMMEDIATE');
  for (const step of migrations.slice(versionOf(database, file))) database.exec(step);
  database.exec(
    `PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${migrations.length}; COMMIT`,
  );
}
