/** The system's word for why a file could not be had (`ENOENT`), which is fit to be shown; undefined when the error has none. */
export function fileErrorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}

/** Whether there is no such file or folder. */
export function isMissing(error: unknown): boolean {
  return fileErrorCode(error) === 'ENOENT';
}
