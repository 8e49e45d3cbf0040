import type { DatabaseSync, SQLOutputValue, StatementSync } from 'node:sqlite';
import { jsonSerializer } from 'keyv';

export type Row = Record<string, SQLOutputValue>;

const sql = {
  get: 'SELECT expires, value FROM entries WHERE key = ?',
  has: 'SELECT expires FROM entries WHERE key = ?',
  set: `INSERT INTO entries (key, expires, at, value) VALUES (?, ?, ?, ?)
    ON CONFLICT (key) DO UPDATE SET expires = excluded.expires, at = excluded.at, value = excluded.value`,
  insert: `INSERT INTO entries (key, expires, at, value) VALUES ($key, $expires, $at, $value)
    ON CONFLICT (key) DO UPDATE SET expires = excluded.expires, at = excluded.at, value = excluded.value
    WHERE expires <= $now OR value IS NULL`,
  update:
    'UPDATE entries SET expires = $expires, at = $at, value = $value WHERE key = $key AND value = $before',
  delete: 'DELETE FROM entries WHERE key = ? RETURNING expires',
  /** Only while it is still expired: another process may have renewed it. */
  deleteExpired: 'DELETE FROM entries WHERE key = ? AND expires <= ?',
  sweep:
    'DELETE FROM entries WHERE rowid IN (SELECT rowid FROM entries WHERE expires <= ? ORDER BY expires LIMIT ?)',
  clear: 'DELETE FROM entries WHERE key >= $first AND key < $end',
  page: `SELECT key, value FROM entries WHERE key >= $first AND key < $end AND (expires IS NULL OR expires > $now)
    ORDER BY key LIMIT $limit`,
  /** The plus signs keep SQLite on the index by time. */
  newest: `SELECT key, at FROM entries
    WHERE (at, key) < ($at, $key) AND +key >= $first AND +key < $end AND (expires IS NULL OR +expires > $now)
    ORDER BY at DESC, key DESC LIMIT $limit`,
  count:
    'SELECT count(*) AS count FROM entries WHERE key >= $first AND key < $end AND (expires IS NULL OR expires > $now)',
};

export type Statements = Record<keyof typeof sql, StatementSync>;

/** Everything that is asked of the table `entries`. */
export function prepareStatements(database: DatabaseSync): Statements {
  const prepared = Object.entries(sql).map(([name, text]) => [name, database.prepare(text)]);
  return Object.fromEntries(prepared) as Statements;
}

/** A deadline as it is stored: whole milliseconds, never early; null for none. */
export function toDeadline(expires: number | undefined): number | null {
  if (expires === undefined || !Number.isFinite(expires)) return null;
  return Math.min(Math.ceil(expires), Number.MAX_SAFE_INTEGER);
}

/** Texts stay texts; undefined is NULL; anything else is JSON in a blob, so that it is not taken for a text. */
export function toColumn(value: unknown): string | Uint8Array | null {
  if (typeof value === 'string') return value;
  return value === undefined ? null : Buffer.from(jsonSerializer.stringify(value));
}

export function fromColumn(column: SQLOutputValue | undefined): unknown {
  if (column instanceof Uint8Array) return jsonSerializer.parse(Buffer.from(column).toString());
  return column ?? undefined;
}
