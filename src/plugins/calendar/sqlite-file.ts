import { DatabaseSync } from 'node:sqlite';
import { ServiceError, SetupError } from '../../core/plugin-api/failures.ts';
import { shownPath } from '../../core/plugin-api/files.ts';
import { keepLog, marksOf, pragmaOf } from '../sqlite/database-file.ts';
import { makePrivate } from '../sqlite/private-file.ts';
import { resultCodeOf, resultCodes } from '../sqlite/result-codes.ts';

/** Marks the file as ours ("wabk"). */
const applicationId = 0x77_61_62_6b;

/** A call blocks the bot for so long at most while another process writes; then it is tried again from outside. Milliseconds. */
const callWaitMs = 20;
const openWaitMs = 2_000;

/** The write-ahead log is cut back to this, bytes. */
const logLimitBytes = 8 * 1024 * 1024;

const schema = `
  CREATE TABLE bookings (
    id TEXT PRIMARY KEY,
    revision INTEGER NOT NULL,
    chat TEXT NOT NULL,
    starts INTEGER NOT NULL,
    ends INTEGER NOT NULL,
    body TEXT NOT NULL
  ) WITHOUT ROWID;
  CREATE INDEX bookings_of_chat ON bookings (chat, ends);
  CREATE INDEX bookings_by_end ON bookings (ends);
  CREATE TABLE spans (
    booking TEXT NOT NULL,
    staff TEXT NOT NULL,
    starts INTEGER NOT NULL,
    ends INTEGER NOT NULL
  );
  CREATE INDEX spans_of_staff ON spans (staff, ends);
  CREATE INDEX spans_of_booking ON spans (booking);
  CREATE TABLE offers (chat TEXT PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID;
  PRAGMA application_id = ${applicationId};
  PRAGMA user_version = 1;`;

/** Opens the file of bookings; makes it when missing, for its owner alone. Throws a WabotError, having changed nothing, for another's file. */
export function openBookingsFile(path: string): DatabaseSync {
  try {
    makePrivate(path);
    const database = new DatabaseSync(path, { timeout: openWaitMs });
    try {
      prepare(database, path);
      return database;
    } catch (error) {
      database.close();
      throw error;
    }
  } catch (error) {
    throw failureOf(error, path);
  }
}

function prepare(database: DatabaseSync, path: string): void {
  const { id, version, size } = marksOf(database);
  if (id !== applicationId && size > 0) throw unusable(path, 'is the database of another program');
  if (version > 1) throw unusable(path, 'was written by a newer version of wabot');
  keepLog(database, logLimitBytes);
  // A booking that was confirmed must survive a power cut, too.
  database.exec('PRAGMA synchronous = FULL; BEGIN IMMEDIATE');
  if (pragmaOf(database, 'user_version') === 0) database.exec(schema);
  database.exec(`COMMIT; PRAGMA busy_timeout = ${callWaitMs}`);
}

/** What a failed call to the file means: a retryable ServiceError, or a SetupError where a person must act. */
export function failureOf(error: unknown, path: string): unknown {
  const code = resultCodeOf(error);
  if (error instanceof SetupError || code === undefined) return error;
  if (code === resultCodes.notADatabase || code === resultCodes.corrupt)
    return unusable(path, 'is not a database, or a damaged one', error);
  return new ServiceError(
    'bookings',
    `${shownPath(path)} cannot be read or written at the moment`,
    {
      retryable: true,
      suggestions: ['Check that the folder has room and belongs to the user who runs wabot.'],
      cause: error,
    },
  );
}

function unusable(path: string, why: string, cause?: unknown): SetupError {
  return new SetupError('bookings', `${shownPath(path)} ${why}; nothing in it was changed`, {
    suggestions: [
      'Move it away, together with its -wal and -shm files, or name another folder in WABOT_DATA.',
    ],
    cause,
  });
}
