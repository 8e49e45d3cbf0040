import { ServiceError } from '../../../core/plugin-api/failures.ts';
import { fine, warning, type Finding } from '../../../core/kinds/finding.ts';
import { holdingOf, lettersAtALook } from '../../../core/plugin-api/storage.ts';
import type { World } from '../../../core/kinds/plugin.ts';
import { redisFindings } from '../../redis/redis-findings.ts';
import { openRedis } from '../../redis/connection.ts';
import type { RedisValues } from '../../redis/settings.ts';
import { toJournal } from './journal.ts';

/** Looks at the Redis and at what the journal holds. Rejects as `openRedis` does, unless files may stand in for it. */
export async function checkJournal(values: RedisValues, world: World): Promise<Finding[]> {
  try {
    return await look(values, world);
  } catch (error) {
    if (!(error instanceof ServiceError) || values.standIn === 'none') throw error;
    return [
      warning(
        `${error.message}; a bot started now uses files`,
        'Start Redis, then start the bot again.',
      ),
    ];
  }
}

async function look(values: RedisValues, world: World): Promise<Finding[]> {
  const connection = await openRedis(values, world);
  const journal = toJournal(connection, world);
  try {
    const findings = await redisFindings(connection, { durable: true, wanted: values.replicas });
    if (findings.some(({ level }) => level === 'problem')) return findings;
    const { waiting, due, dead } = await holdingOf(journal, lettersAtALook);
    const message = `${waiting} waiting, ${due} due, ${dead} given up`;
    return [
      ...findings,
      dead === 0 ? fine(message) : warning(message, 'See what was given up: wabot outbox list'),
    ];
  } finally {
    await journal.close();
  }
}
