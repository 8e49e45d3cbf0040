/** Primary result codes of SQLite that are told apart (sqlite.org/rescode.html). */
export const resultCodes = {
  busy: 5,
  readOnly: 8,
  input: 10,
  corrupt: 11,
  full: 13,
  cannotOpen: 14,
  notADatabase: 26,
};

/** What the system's own refusals mean in SQLite's codes. */
const systemCodes: Record<string, number> = {
  EACCES: resultCodes.readOnly,
  EPERM: resultCodes.readOnly,
  EROFS: resultCodes.readOnly,
  ENOSPC: resultCodes.full,
  EDQUOT: resultCodes.full,
  ENOENT: resultCodes.cannotOpen,
  ENOTDIR: resultCodes.cannotOpen,
  EIO: resultCodes.input,
  EEXIST: resultCodes.cannotOpen,
};

/** SQLite's primary result code; undefined when neither SQLite nor the file system failed. */
export function resultCodeOf(error: unknown): number | undefined {
  if (!(error instanceof Error)) return undefined;
  if ('errcode' in error && typeof error.errcode === 'number') return error.errcode & 0xff;
  return 'code' in error ? systemCodes[String(error.code)] : undefined;
}
