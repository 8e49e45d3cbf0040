import type { Deed, Deeds, NewDeed } from '../../../core/kinds/deeds.ts';
import type { ToolResult } from '../../../core/kinds/tool.ts';
import type { SqliteConnection } from './connection.ts';
import type { Store } from './store.ts';

const columns = 'key, chat, body, ended_at AS endedAt, result';

const byKey = `SELECT ${columns} FROM deeds WHERE key = ?`;

const ofChat = `SELECT ${columns} FROM deeds WHERE chat = ? ORDER BY seq`;

const ofAll = `SELECT ${columns} FROM deeds ORDER BY seq`;

const keep = `
  INSERT INTO deeds (key, chat, at, body) VALUES (?, ?, ?, ?)
  ON CONFLICT DO UPDATE SET at = excluded.at, body = excluded.body, ended_at = NULL, result = NULL`;

const finish = 'UPDATE deeds SET ended_at = ?, result = ? WHERE key = ? AND ended_at IS NULL';

interface Row {
  key: string;
  chat: string;
  body: string;
  endedAt: number | null;
  result: string | null;
}

/** What functions change for customers, in the journal's file. */
export function openDeeds(store: Store): Deeds {
  return {
    begin: (deed) => store.writeSynced((connection) => begin(connection, deed)),
    end: (key, { at, result }) =>
      store.writeSynced(
        (connection) => connection.run(finish, at, JSON.stringify(result), key) > 0,
      ),
    list: (chat) =>
      store.read((connection) =>
        (chat === undefined ? connection.all<Row>(ofAll) : connection.all<Row>(ofChat, chat)).map(
          toDeed,
        ),
      ),
  };
}

function begin(
  connection: SqliteConnection,
  { key, chat, at, ...body }: NewDeed,
): Deed | undefined {
  const row = connection.get<Row>(byKey, key);
  const known = row && toDeed(row);
  if (known && known.end?.result.done !== false) return known;
  connection.run(keep, key, chat, at, JSON.stringify({ ...body, at }));
  return undefined;
}

function toDeed({ key, chat, body, endedAt, result }: Row): Deed {
  return {
    ...(JSON.parse(body) as Omit<NewDeed, 'key' | 'chat'>),
    key,
    chat,
    ...(endedAt === null || result === null
      ? {}
      : { end: { at: endedAt, result: JSON.parse(result) as ToolResult } }),
  };
}
