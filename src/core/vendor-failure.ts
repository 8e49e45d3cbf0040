import { fieldsOf } from './unknown-object.ts';

/** Causes of causes beyond this are not checked: some errors are their own cause. */
const deepest = 5;

/** Milliseconds from `now` (Unix milliseconds) that the header Retry-After asks for, in seconds or as a date; never negative. */
export function retryAfter(header: string, now: number): number | undefined {
  const milliseconds = /^\s*\d+(?:\.\d+)?\s*$/.test(header)
    ? Number(header) * 1000
    : Date.parse(header) - now;
  return Number.isNaN(milliseconds) ? undefined : Math.max(0, milliseconds);
}

/** The system's word for a lost connection (`ECONNREFUSED`), which is fit to be shown. */
export function systemCode(error: Error): string | undefined {
  const { code } = fieldsOf(error);
  return typeof code === 'string' && /^[A-Z][A-Z0-9_]{2,40}$/.test(code) ? code : undefined;
}

/** The first that `read` finds in an error, its causes and its members. */
export function firstInside<T>(
  error: unknown,
  read: (error: Error) => T | undefined,
  depth = 0,
): T | undefined {
  if (depth > deepest || !(error instanceof Error)) return undefined;
  const found = read(error);
  if (found !== undefined) return found;
  const { cause, errors } = fieldsOf(error);
  const deeper: unknown[] = [cause, ...(Array.isArray(errors) ? errors : [])];
  for (const inner of deeper) {
    const other = firstInside(inner, read, depth + 1);
    if (other !== undefined) return other;
  }
  return undefined;
}
