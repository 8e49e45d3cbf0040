import { jsonSerializer } from 'keyv';

/** Begins what is not kept as it is; no text of a chat begins so. */
const mark = '\0';

/** A value as Redis keeps it: texts as they are, anything else as JSON after a mark. Throws a TypeError for what is no value. */
export function toStored(value: unknown): string {
  if (typeof value === 'string' && !value.startsWith(mark) && value.isWellFormed()) return value;
  const json: unknown =
    typeof value === 'string' ? JSON.stringify(value) : jsonSerializer.stringify(value);
  if (typeof json !== 'string') throw new TypeError(`a ${typeof value} cannot be stored`);
  return `${mark}${typeof value === 'string' ? mark : ''}${json}`;
}

/** The value again; undefined for none. */
export function fromStored(stored: string | null | undefined): unknown {
  if (stored === null || stored === undefined) return undefined;
  if (!stored.startsWith(mark)) return stored;
  if (stored.startsWith(mark, 1)) return JSON.parse(stored.slice(2));
  return jsonSerializer.parse(stored.slice(1));
}

/** A deadline as Redis takes it: whole milliseconds since 1970, never early; empty for none. */
export function deadlineText(expires: number | undefined): string {
  if (expires === undefined || !Number.isFinite(expires)) return '';
  return String(Math.min(Math.ceil(expires), Number.MAX_SAFE_INTEGER));
}
