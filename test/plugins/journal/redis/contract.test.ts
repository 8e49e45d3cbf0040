import { describe, it } from 'vitest';
import { toJournal } from '../../../../src/plugins/journal/redis/journal.ts';
import { journalSuite } from '../../../../src/suites/journal.ts';
import { connect, useRedis } from '../../redis/server.ts';

describe('journal/redis', () => {
  const server = useRedis();
  const log = { debug() {}, info() {}, warn() {}, error() {} };
  journalSuite(it, async (place, now) =>
    toJournal(await connect(server().url, place), { log, now }),
  );
});
