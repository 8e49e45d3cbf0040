import { dirname } from 'node:path';
import { ServiceError, SetupError, WabotError } from '../../../core/plugin-api/failures.ts';
import { strangersFile } from '../../../core/plugin-api/files.ts';
import { resultCodeOf, resultCodes as codes } from '../../sqlite/result-codes.ts';

/** Another connection writes; it passes by itself. */
export function isLocked(error: unknown): boolean {
  return resultCodeOf(error) === codes.busy;
}

/** After such an error the connection itself may be at fault and must be opened again. */
export function spoilsConnection(error: unknown): boolean {
  const { input, corrupt, cannotOpen, notADatabase, readOnly } = codes;
  return [input, corrupt, cannotOpen, notADatabase, readOnly].includes(resultCodeOf(error) ?? -1);
}

/** Whether other writes may succeed: it is not the whole file or the disk that fails, but what was to be written, or a damaged place in the file. */
export function isOfOne(error: unknown): boolean {
  const code = resultCodeOf(error) ?? -1;
  return (
    code === codes.corrupt || !(Object.values(codes).includes(code) || error instanceof WabotError)
  );
}

interface Words {
  name: string;
  what: string;
  suggestion: string;
}

function wordsFor(code: number | undefined, file: string): Words {
  const folder = dirname(file);
  switch (code) {
    case codes.busy:
      return {
        name: 'locked',
        what: 'is locked by another program',
        suggestion: `Stop the program that holds ${file}.`,
      };
    case codes.full:
      return {
        name: 'full',
        what: 'cannot grow: the disk is full',
        suggestion: `Free some space where ${folder} is.`,
      };
    case codes.readOnly:
      return {
        name: 'read-only',
        what: 'is read-only',
        suggestion: `Give this user the right to write in ${folder}.`,
      };
    case codes.corrupt:
    case codes.notADatabase:
      return {
        name: 'damaged',
        what: 'is damaged',
        suggestion: `Stop the bot, keep a copy of ${file} and its -wal file, and restore a backup or move both away.`,
      };
    case codes.cannotOpen:
      return unavailable(
        'cannot be opened',
        `Make sure that ${folder} is a folder in which this user may write.`,
      );
    default:
      return unavailable('cannot be read or written', `Check the disk where ${folder} is.`);
  }
}

function unavailable(what: string, suggestion: string): Words {
  return { name: 'unavailable', what, suggestion };
}

/** The same with whose the file is, where that may be the cause. */
function words(
  code: number | undefined,
  file: string,
): { name: string; what: string; whose: string; suggestions: string[] } {
  const { name, what, suggestion } = wordsFor(code, file);
  const isBarred = code === codes.readOnly || code === codes.cannotOpen;
  const stranger = isBarred ? (strangersFile(file) ?? strangersFile(`${file}-wal`)) : undefined;
  if (!stranger) return { name, what, whose: '', suggestions: [suggestion] };
  return { name, what, whose: ` (${stranger.whose})`, suggestions: [stranger.advice, suggestion] };
}

/** What a failed call to the journal means to the bot: it may succeed later. A WabotError stays what it is. */
export function toSqliteError(error: unknown, file: string): WabotError {
  return error instanceof ServiceError ? error : asServiceError(resultCodeOf(error), file, error);
}

/** Another process has it open in the moment. */
export function lockedJournal(file: string): ServiceError {
  return asServiceError(codes.busy, file);
}

function asServiceError(code: number | undefined, file: string, cause?: unknown): ServiceError {
  const { name, what, whose, suggestions } = words(code, file);
  return new ServiceError(`journal.${name}`, `The journal ${what}${whose}`, {
    retryable: true,
    suggestions,
    cause,
  });
}

/** Part of the file cannot be read any more. */
export function damagedFile(file: string): SetupError {
  const { name, what, suggestion } = wordsFor(codes.corrupt, file);
  return new SetupError(`journal.${name}`, `The journal ${file} ${what}`, {
    suggestions: [suggestion],
  });
}

/** The file is not where it was any more: what is written to it would be gone with this process. */
export function movedFile(file: string): ServiceError {
  return new ServiceError(
    'journal.gone',
    'The journal’s file was removed or replaced while the bot ran',
    {
      retryable: true,
      suggestions: [
        `Stop the bot, put ${file} back together with its -wal file (or a backup), and start the bot again.`,
      ],
    },
  );
}

/** The journal is closed already. */
export function closedJournal(): ServiceError {
  return new ServiceError('journal.closed', 'The journal is closed', { retryable: true });
}

/** Why the journal cannot be opened at all: the operator must act, unless another program only holds it now. */
export function toOpenError(error: unknown, file: string): WabotError {
  if (error instanceof WabotError) return error;
  const code = resultCodeOf(error);
  if (code === codes.busy || code === codes.full) return toSqliteError(error, file);
  if (code === codes.notADatabase) return foreignFile(file, error);
  const { name, what, whose, suggestions } = words(code, file);
  return new SetupError(`journal.${name}`, `The journal ${file} ${what}${whose}`, {
    suggestions,
    cause: error,
  });
}

/** The file is something else and stays as it is. */
export function foreignFile(file: string, cause?: unknown): SetupError {
  return new SetupError('journal.foreign', `${file} is not a journal of wabot`, {
    suggestions: [
      'Move it away (a new one is made at the next start), or set WABOT_DATA to another folder.',
    ],
    cause,
  });
}

/** The file is of a later version and stays as it is. */
export function newerFile(file: string, version: number, known: number): SetupError {
  const message = `${file} was written by a newer wabot (format ${version}; this one knows ${known})`;
  return new SetupError('journal.newer', message, {
    suggestions: ['Update wabot, or set WABOT_DATA to another folder.'],
  });
}

/** Another process processes this journal. */
export function claimedFile(file: string, cause: unknown): SetupError {
  return new SetupError(
    'journal.claimed',
    `Another wabot already uses the journal in ${dirname(file)}`,
    {
      suggestions: ['Stop the other one, or give this one a folder of its own with WABOT_DATA.'],
      cause,
    },
  );
}
