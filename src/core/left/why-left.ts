import type { Inbound } from '../kinds/channel.ts';
import { oldestAnsweredMs, type ClosedManner } from '../settings/hours-settings.ts';
import type { BusinessHours } from '../time/business-hours.ts';

/** Why a customer's messages are left to people: the business is closed, or they are too old to be answered. */
export type WhyLeft = 'closed' | 'stale';

/** What it goes by. */
export interface LeavingRules {
  closed: ClosedManner;
  hours: Pick<BusinessHours, 'at'>;
}

/** Why these messages of one chat are not answered at this moment (Unix milliseconds); undefined: they are, as are those that a person has put back. */
export function whyLeft(
  messages: readonly Pick<Inbound, 'at' | 'from' | 'again'>[],
  { closed, hours }: LeavingRules,
  now: number,
): WhyLeft | undefined {
  if (messages.some(({ again }) => again)) return undefined;
  const newest = Math.max(...messages.filter(({ from }) => from === undefined).map(({ at }) => at));
  if (now - newest > oldestAnsweredMs) return 'stale';
  return closed !== 'answer' && !hours.at(now).open ? 'closed' : undefined;
}
