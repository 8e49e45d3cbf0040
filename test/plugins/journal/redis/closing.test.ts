import { expect, it } from 'vitest';
import { message } from '../../../../src/suites/journal/place.ts';
import { watchTimers } from '../../../timers.ts';
import { until, useRedis } from '../../redis/server.ts';
import { openProcesses } from './processes.ts';

const redis = useRedis();

it('a journal that is shared leaves no timer behind', { timeout: 60_000 }, async () => {
  const timers = watchTimers();
  const [worker] = await openProcesses(1, redis().url, 'closing');
  await worker?.sharing.assignChats(worker, worker.stopping.signal);
  await worker?.journal.inbox.accept(message('77001234567@c.us', 'a'));
  await until(() => (worker?.leaseWorker.length ?? 0) > 0);
  await worker?.close();
  expect(timers.set().join()).toContain('src/plugins/journal/redis/sharing.ts');
  expect(timers.left()).toEqual([]);
});
