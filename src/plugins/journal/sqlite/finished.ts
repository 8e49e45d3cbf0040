import type { Inbound } from '../../../core/kinds/channel.ts';
import type { Ended, Finished } from '../../../core/kinds/journal.ts';
import { finished } from './schema.ts';
import type { Store } from './store.ts';

const doneAfter = `SELECT seq, body, ended_at AS at FROM inbound WHERE state = ${finished} AND (ended_at, seq) > (?, ?)
  ORDER BY ended_at, seq LIMIT ?`;

const takeOver = `INSERT INTO inbound (chat, id, body, accepted_at, state, ended_at) VALUES (?, ?, ?, ?, ${finished}, ?)
  ON CONFLICT DO NOTHING`;

const sentOfChat = `SELECT channel_id AS channelId FROM outbound
  WHERE chat = ? AND state = 1 AND channel_id IS NOT NULL`;

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
  };
}

async function* done(store: Store): AsyncGenerator<Ended> {
  for (let last = { at: -1, seq: -1 }; ;) {
    const { at: from, seq } = last;
    const page = await store.read((connection) =>
      connection.all<DoneRow>(doneAfter, from, seq, pageSize),
    );
    for (const { body, at } of page) yield { inbound: JSON.parse(body) as Inbound, at };
    last = page.at(-1) ?? last;
    if (page.length < pageSize) return;
  }
}
