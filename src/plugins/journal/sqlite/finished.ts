import type { Inbound } from '../../../core/kinds/channel.ts';
import type { Ended, Finished, Sent } from '../../../core/kinds/journal.ts';
import { finished } from './schema.ts';
import type { Store } from './store.ts';

const doneAfter = `SELECT seq, body, ended_at AS at FROM inbound WHERE state = ${finished} AND (ended_at, seq) > (?, ?)
  ORDER BY ended_at, seq LIMIT ?`;

const takeOver = `INSERT INTO inbound (chat, id, body, accepted_at, state, ended_at) VALUES (?, ?, ?, ?, ${finished}, ?)
  ON CONFLICT DO NOTHING`;

const sentOfChat = `SELECT channel_id AS channelId FROM outbound
  WHERE chat = ? AND state = 1 AND channel_id IS NOT NULL`;

const textOfSent = `SELECT text FROM outbound WHERE chat = ? AND state = 1 AND channel_id = ? AND text <> ''`;

const sentAfter = `SELECT id AS seq, chat, channel_id AS id, text, ended_at AS at FROM outbound
  WHERE state = 1 AND channel_id IS NOT NULL AND text <> '' AND (ended_at, id) > (?, ?) ORDER BY ended_at, id LIMIT ?`;

const takeOverSent = `INSERT INTO outbound (chat, text, state, created_at, channel_id, ended_at) SELECT ?1, ?2, 1, ?3, ?4, ?3
  WHERE NOT EXISTS (SELECT 1 FROM outbound WHERE chat = ?1 AND state = 1 AND channel_id = ?4)`;

/** Messages that are read at a time. */
const pageSize = 500;

interface DoneRow {
  seq: number;
  body: string;
  at: number;
}

/** What is done and still known, in the journal's file. */
export function openFinished(store: Store): Finished {
  return {
    ended: () => done(store),
    know: (ended) =>
      store.writeSynced((connection) => {
        for (const { inbound, at } of ended)
          connection.run(takeOver, inbound.chat, inbound.id, JSON.stringify(inbound), at, at);
      }),
    sentIds: (chat) =>
      store.read((connection) => {
        const rows = connection.all<{ channelId: string }>(sentOfChat, chat);
        return new Set(rows.map(({ channelId }) => channelId));
      }),
    sentText: (chat, id) =>
      store.read((connection) => connection.get<{ text: string }>(textOfSent, chat, id)?.text),
    sent: () => sent(store),
    knowSent: (known) =>
      store.writeSynced((connection) => {
        for (const { chat, text, at, id } of known)
          connection.run(takeOverSent, chat, text, at, id);
      }),
  };
}

async function* done(store: Store): AsyncGenerator<Ended> {
  for await (const { body, at } of pages<DoneRow>(store, doneAfter))
    yield { inbound: JSON.parse(body) as Inbound, at };
}

async function* sent(store: Store): AsyncGenerator<Sent> {
  for await (const { seq: _, ...row } of pages<Sent & { seq: number }>(store, sentAfter)) yield row;
}

/** All rows of a query by moment and place, a page at a time. */
async function* pages<Row extends { seq: number; at: number }>(
  store: Store,
  query: string,
): AsyncGenerator<Row> {
  for (let last = { at: -1, seq: -1 }; ;) {
    const { at, seq } = last;
    const page = await store.read((connection) => connection.all<Row>(query, at, seq, pageSize));
    yield* page;
    last = page.at(-1) ?? last;
    if (page.length < pageSize) return;
  }
}
