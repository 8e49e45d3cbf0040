import type { Waiting } from '../kinds/journal.ts';
import type { Pause } from '../kinds/pauses.ts';
import type { PauseEnd } from '../settings/people-settings.ts';
import { standing } from './standing.ts';

/**
 * How a chat's waiting messages are dealt with: answered, only listened to, only read as in a chat that costs too much already,
 * passed over as those of somebody who is not answered at all, or not before a moment (Unix milliseconds) or, where that
 * `yields`, a newer message.
 */
export type TurnManner =
  | 'answer'
  | 'listen'
  | 'read'
  | 'skip'
  | { restUntil: number; yields?: true };

/**
 * How these messages of one chat, at least one, are dealt with. What customers wrote before a pause ended is only listened to,
 * unless it ended by time, nobody of the business wrote since, and the settings want it answered then. Where no pause holds,
 * what a person wrote leaves no question without its answer: it came too late to pause anything, or is not to.
 */
export function mannerOf(
  waiting: readonly Pick<Waiting, 'inbound' | 'acceptedAt'>[],
  pauses: readonly Pause[],
  { now, pauseEnd }: { now: number; pauseEnd: PauseEnd },
): TurnManner {
  const customers = waiting.filter(({ inbound }) => inbound.from === undefined);
  if (customers.length === 0) return 'listen';
  const last = waiting.findLast(({ inbound }) => inbound.from !== 'machine');
  const isOpen = pauseEnd === 'answer' && last?.inbound.from === undefined;
  const found = standing(pauses, now);
  if (found.silent) {
    const { until, reason } = found.pause;
    if (reason === 'rest') return 'read';
    return isOpen && until !== undefined ? { restUntil: until } : 'listen';
  }
  const { endedAt = Number.NEGATIVE_INFINITY, ended } = found;
  if (customers.some(({ acceptedAt }) => acceptedAt > endedAt)) return 'answer';
  return ended === 'by time' && isOpen ? 'answer' : 'listen';
}
