import { rejectedLimits } from '../../../core/kinds/rejected-limits.ts';
import type { Reply } from '../../../core/kinds/channel.ts';
import type { DeadLetter, DeadLetters } from '../../../core/kinds/journal.ts';
import type { SqliteConnection } from './connection.ts';
import type { Store } from './store.ts';

const reject = 'INSERT INTO rejected (body, reason, at) VALUES (?, ?, ?)';

/** Its bytes are read from the row's head alone, not by way of the body. */
const forgetTooMany = `DELETE FROM rejected WHERE id IN (
  SELECT id FROM (
    SELECT id, row_number() OVER newest AS place, sum(octet_length(body)) OVER newest AS bytes FROM rejected
    WINDOW newest AS (ORDER BY id DESC)
  ) WHERE place > ? OR bytes > ?)`;

/** Where each kind of letter is, by the first letter of its id; the rest of the id is its number there. */
const places = {
  i: {
    kind: 'inbound',
    select:
      'SELECT seq AS number, chat, reason, ended_at AS at, body, NULL AS voice FROM inbound WHERE state = 2',
    key: 'seq',
  },
  o: {
    kind: 'outbound',
    select:
      'SELECT id AS number, chat, reason, ended_at AS at, text AS body, voice FROM outbound WHERE state = 2',
    key: 'id',
  },
  n: {
    kind: 'invalid',
    select:
      'SELECT id AS number, NULL AS chat, reason, at, body, NULL AS voice FROM rejected WHERE true',
    key: 'id',
  },
} as const;

type Place = keyof typeof places;

const putBack = {
  i: `UPDATE inbound SET state = 0, tries = 0, not_before = 0, reason = NULL, ended_at = NULL, lonely_deaths = 0,
        body = iif(?, json_set(body, '$.again', json('true')), body),
        seq = (SELECT max(seq) + 1 FROM inbound) WHERE seq = ? AND state = 2`,
  o: 'UPDATE outbound SET state = 0, tries = 0, not_before = 0, reason = NULL, ended_at = NULL, withheld = NULL, created_at = ? WHERE id = ? AND state = 2',
};

const remove = {
  i: 'UPDATE inbound SET state = 1, ended_at = ? WHERE seq = ? AND state = 2',
  o: 'UPDATE outbound SET state = 1, ended_at = ? WHERE id = ? AND state = 2',
  n: 'DELETE FROM rejected WHERE id = ?',
};

interface LetterRow {
  number: number;
  chat: string | null;
  reason: string | null;
  at: number;
  body: string;
  voice: NonNullable<Reply['voice']> | null;
}

/** What was given up, in the journal's file. */
export function openLetters(store: Store, now: () => number): DeadLetters {
  return {
    reject(body, reason) {
      // A character that the limit cuts in two is left out.
      const text = new TextDecoder().decode(body.subarray(0, rejectedLimits.bodyBytes), {
        stream: true,
      });
      return store.writeSynced((connection) => {
        connection.run(reject, text, reason, now());
        connection.run(forgetTooMany, rejectedLimits.letters, rejectedLimits.bytes);
      });
    },
    list: (limit) => store.read((connection) => newest(connection, limit)),
    show: (id) => store.read((connection) => find(connection, id)),
    retry: (id, again = false) =>
      store.writeSynced((connection) => retry(connection, id, again, now())),
    drop: (id) => store.writeSynced((connection) => drop(connection, id, now())),
  };
}

function newest(connection: SqliteConnection, limit: number): DeadLetter[] {
  const letters = (['i', 'o', 'n'] as const).flatMap((place) => {
    const { select, key } = places[place];
    const rows = connection.all<LetterRow>(
      `${select} ORDER BY at DESC, ${key} DESC LIMIT ?`,
      limit,
    );
    return rows.map((row) => toLetter(place, row));
  });
  return letters.toSorted((one, other) => other.at - one.at).slice(0, limit);
}

function find(connection: SqliteConnection, id: string): DeadLetter | undefined {
  const { place, number } = addressOf(id) ?? {};
  if (!place || number === undefined) return undefined;
  const row = connection.get<LetterRow>(
    `${places[place].select} AND ${places[place].key} = ?`,
    number,
  );
  return row && toLetter(place, row);
}

function retry(connection: SqliteConnection, id: string, again: boolean, now: number): boolean {
  const address = addressOf(id);
  if (address?.place === 'i') return connection.run(putBack.i, again ? 1 : 0, address.number) === 1;
  return address?.place === 'o' && connection.run(putBack.o, now, address.number) === 1;
}

function drop(connection: SqliteConnection, id: string, now: number): boolean {
  const address = addressOf(id);
  if (!address) return false;
  const { place, number } = address;
  return connection.run(remove[place], ...(place === 'n' ? [number] : [now, number])) === 1;
}

function addressOf(id: string): { place: Place; number: number } | undefined {
  const [, place, number] = /^([ion])(\d{1,15})$/.exec(id) ?? [];
  return place === undefined ? undefined : { place: place as Place, number: Number(number) };
}

function toLetter(place: Place, { number, chat, reason, at, body, voice }: LetterRow): DeadLetter {
  const { kind } = places[place];
  return {
    id: `${place}${number}`,
    kind,
    ...(chat === null ? {} : { chat }),
    reason: reason ?? '',
    at,
    body,
    ...(voice === null ? {} : { voice }),
    ...(place === 'o' ? { reply: String(number) } : {}),
  };
}
