import type { Journal } from '../../src/core/kinds/journal.ts';
import { toJournal } from '../../src/plugins/journal/redis/journal.ts';
import { connect } from '../plugins/redis/server.ts';

const silent = { debug() {}, info() {}, warn() {}, error() {} };

/** Looks into the journal that processes share. */
export async function lookOnRedis<T>(
  url: string,
  look: (journal: Journal) => Promise<T>,
): Promise<T> {
  const journal = toJournal(await connect(url, 'wabot'), { log: silent, now: Date.now });
  try {
    return await look(journal);
  } finally {
    await journal.close();
  }
}
