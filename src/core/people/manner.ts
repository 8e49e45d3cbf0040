import type { Waiting } from '../kinds/journal.ts';
import type { Pause } from '../kinds/pauses.ts';
import type { PauseEnd } from '../settings/people-settings.ts';
import { standing } from './standing.ts';

/** How a chat's waiting messages are dealt with: answered, only listened to, or not before a moment (Unix milliseconds). */
export type TurnManner = 'answer' | 'listen' | { restUntil: number };

/**
 * How these messages of one chat, at least one, are dealt with. What came before a pause ended is only listened to, unless it
 * ended by time and the settings want it answered then; what a person of the business wrote last needs no answer, and neither
 * does a machine's text by itself.
 */
export function mannerOf(
  waiting: readonly Pick<Waiting, 'inbound' | 'acceptedAt'>[],
  pauses: readonly Pause[],
  { now, pauseEnd }: { now: number; pauseEnd: PauseEnd },
): TurnManner {
  const last = waiting.findLast(({ inbound }) => inbound.from !== 'machine');
  if (last?.inbound.from !== undefined || !last) return 'listen';
  const found = standing(pauses, now);
  if (found.silent) {
    const { until } = found.pause;
    return pauseEnd === 'answer' && until !== undefined ? { restUntil: until } : 'listen';
  }
  const { endedAt = Number.NEGATIVE_INFINITY, ended } = found;
  if (waiting.some(({ acceptedAt }) => acceptedAt > endedAt)) return 'answer';
  return ended === 'by time' && pauseEnd === 'answer' ? 'answer' : 'listen';
}
