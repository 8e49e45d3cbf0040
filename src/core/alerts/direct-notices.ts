import { setTimeout as sleep } from 'node:timers/promises';
import { within } from '../deadline.ts';
import { ServiceError } from '../errors.ts';
import type { AlertRoute } from '../kinds/alert.ts';
import type { NewNotice, Notices } from '../kinds/notices.ts';
import type { Log } from '../log.ts';
import { askedPause, backoff } from '../retry.ts';
import { alertOf, type Telling, type Wordings } from './wording.ts';

/** So often is each route tried. */
const mostTries = 6;

/** The longest that one try may take, milliseconds. */
const tryMs = 30_000;

export interface DirectNoticesDependencies {
  routes: ReadonlyMap<string, AlertRoute>;
  wordings: Wordings;
  telling: Telling;
  signal: AbortSignal;
  log: Log;
}

/**
 * Tells at once and past the journal, for when the journal itself is what fails: on the routes that do not need it, some times,
 * and not after the process has ended.
 */
export function directNotices(parts: DirectNoticesDependencies): Pick<Notices, 'add'> {
  return {
    add(notice) {
      for (const [name, route] of parts.routes)
        if (route.repeats !== 'outbox') void tell(notice, name, route, parts);
      return Promise.resolve(true);
    },
  };
}

async function tell(
  notice: NewNotice,
  name: string,
  route: AlertRoute,
  { wordings, telling, signal, log }: DirectNoticesDependencies,
): Promise<void> {
  const worded = await wordings[notice.topic]?.(notice, telling, undefined);
  if (!worded) return;
  let unknown = 0;
  for (let tries = 0; tries < mostTries && !signal.aborted; tries += 1) {
    const repeated = route.repeats === 'once' && unknown > 0;
    const alert = alertOf(notice, worded, { words: telling.words, repeated });
    try {
      await within(tryMs, signal, (limited) => route.send(alert, limited));
      return log.info('notice-told', { topic: notice.topic, route: name });
    } catch (error) {
      if (signal.aborted) return;
      log.warn('notice-delayed', { topic: notice.topic, route: name, error });
      if (!(error instanceof ServiceError) || error.outcomeUnknown) unknown += 1;
      if (route.repeats === 'once' && unknown > 1) return;
      const pause = askedPause(error) ?? backoff(tries, { first: 2_000, longest: 60_000 });
      await sleep(pause, undefined, { signal, ref: false }).catch(() => {});
    }
  }
}
