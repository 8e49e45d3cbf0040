import type { Journal, JournalCounts } from '../../../core/kinds/journal.ts';
import type { Store } from './store.ts';
import { tryThePath } from './trial.ts';

/** A proof that the file can be written holds for this long, milliseconds. */
const proofMs = 1_000;

/** As much as a long message: on a disk that is nearly full a single number may still find a place. */
const prove = 'INSERT OR REPLACE INTO proof (one, at, filling) VALUES (1, ?, zeroblob(32768))';

const count = `
  SELECT (SELECT count(*) FROM inbound WHERE state = 0) AS waiting,
         (SELECT count(*) FROM outbound WHERE state = 0) AS due,
         (SELECT count(*) FROM inbound WHERE state = 2 AND ended_at IS NOT NULL) +
         (SELECT count(*) FROM outbound WHERE state = 2 AND ended_at IS NOT NULL) +
         (SELECT count(*) FROM rejected) AS dead`;

/** Proves that the file can be written, and counts what is in it. */
export function openHealth(store: Store, now: () => number): Journal['health'] {
  let provedAt: number | undefined;
  return async (refused) => {
    const at = now();
    if (refused !== undefined || provedAt === undefined || Math.abs(at - provedAt) >= proofMs) {
      provedAt = undefined;
      await store.writeSynced((connection) => {
        tryThePath(connection, at);
        if (refused) tryThePath(connection, at, refused);
        connection.run(prove, at);
      });
      provedAt = at;
    }
    return store.read((connection) => ({
      waiting: 0,
      due: 0,
      dead: 0,
      ...connection.get<JournalCounts>(count),
    }));
  };
}
