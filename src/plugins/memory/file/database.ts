import { closeSync, openSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { ServiceError, SetupError } from '../../../core/plugin-api/failures.ts';
import { strangersFile } from '../../../core/plugin-api/files.ts';
import { emptyingLog, keepLog, pragmaOf, marksOf } from '../../sqlite/database-file.ts';
import { makePrivate } from '../../sqlite/private-file.ts';
import { resultCodeOf, resultCodes } from '../../sqlite/result-codes.ts';

/** How long a call waits for another process's write, milliseconds. Writes take well under one. */
const busyMs = 1_000;

/** The write-ahead log is cut back to this after a long read let it grow, bytes. */
const logLimitBytes = 8 * 1024 * 1024;

/** Marks the file as ours ("wabm"). */
const applicationId = 0x7761626d;
const schemaVersion = 1;

/** Columns in this order, so that `expires` and `at` are read without walking through a long value. */
const schema = `
  CREATE TABLE IF NOT EXISTS entries (key TEXT NOT NULL PRIMARY KEY, expires INTEGER, at INTEGER NOT NULL, value ANY) STRICT;
  CREATE INDEX IF NOT EXISTS entries_by_time ON entries (at, key);
  CREATE INDEX IF NOT EXISTS entries_by_expiry ON entries (expires) WHERE expires IS NOT NULL;
  PRAGMA application_id = ${applicationId};
  PRAGMA user_version = ${schemaVersion};`;

/**
 * Opens the file, made with its folder where it is missing, readable by its owner only. Throws a SetupError, having
 * changed nothing, when the file is something else or may not be written.
 */
export function openDatabase(path: string): DatabaseSync {
  try {
    if (path !== ':memory:') makeFile(path);
    const database = new DatabaseSync(path, { timeout: busyMs });
    try {
      prepare(database, path);
    } catch (error) {
      database.close();
      throw error;
    }
    return database;
  } catch (error) {
    throw openFailure(error, path);
  }
}

/** Also throws where a file that is there may not be written: SQLite would open it for reading. */
function makeFile(path: string): void {
  makePrivate(path);
  closeSync(openSync(path, 'a'));
}

function prepare(database: DatabaseSync, path: string): void {
  refuseForeign(database, path);
  keepLog(database, logLimitBytes);
  if (pragmaOf(database, 'user_version') === schemaVersion) return;
  database.exec('BEGIN IMMEDIATE');
  database.exec(schema);
  database.exec('COMMIT');
}

function refuseForeign(database: DatabaseSync, path: string): void {
  const { id, version, size } = marksOf(database);
  if (id !== applicationId && size > 0) throw unusable(path, 'is the database of another program');
  if (version > schemaVersion) throw unusable(path, 'was written by a newer version of wabot');
}

/** Empties the write-ahead log, which holds earlier writes; waits for others who read just now. Throws a ServiceError when they read on. */
export function emptyLog(database: DatabaseSync): void {
  const outcome = database.prepare(emptyingLog).get();
  if (outcome?.['busy'] === 0) return;
  throw new ServiceError(
    'memory',
    'The memory’s write-ahead log still holds what was removed: another program reads it',
    {
      retryable: true,
      suggestions: ['Stop that program (a backup, a database browser), then try again.'],
    },
  );
}

/** Writes what is there already, to prove that the file can be written. */
export function renewVersion(database: DatabaseSync): void {
  database.exec(`PRAGMA user_version = ${schemaVersion}`);
}

function openFailure(error: unknown, path: string): Error {
  if (error instanceof SetupError) return error;
  const code = resultCodeOf(error);
  if (code === resultCodes.notADatabase || code === resultCodes.corrupt)
    return unusable(path, 'is not a database, or a damaged one', error);
  if (code === resultCodes.busy)
    return new ServiceError('memory', `another process holds ${path}`, {
      retryable: true,
      cause: error,
    });
  const stranger = strangersFile(path);
  const whose = stranger ? `: ${stranger.whose}` : '';
  return new SetupError('memory', `${path} cannot be opened for reading and writing${whose}`, {
    suggestions: [
      ...(stranger ? [stranger.advice] : []),
      'Check that the folder exists, has room, and belongs to the user who runs wabot',
      'Or name another folder in WABOT_DATA',
    ],
    cause: error,
  });
}

function unusable(path: string, why: string, cause?: unknown): SetupError {
  return new SetupError('memory', `${path} ${why}; nothing in it was changed`, {
    suggestions: [
      `Move it away, together with its -wal and -shm files; wabot then creates a new one: mv ${path} ${path}.old`,
      'Or name another folder in WABOT_DATA',
    ],
    cause,
  });
}
