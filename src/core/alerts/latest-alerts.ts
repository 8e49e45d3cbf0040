import type { AlertLevel } from '../kinds/alert-message.ts';
import type { Notice, Notices } from '../kinds/notices.ts';
import { chatWordings } from './chat-wordings.ts';
import { healthWordings } from './health-wordings.ts';
import type { Telling, Wordings } from './wording.ts';

/** So many are shown. */
const mostAlerts = 10;

/** Older ones are shown no more, milliseconds. */
const shownMs = 7 * 24 * 60 * 60 * 1000;

/** What is said of alerts; no other topic begins with `alert.`. */
const wordings: Wordings = { ...healthWordings, ...chatWordings };

/** An alert, and whom it has reached. */
export interface LatestAlert {
  /** Unix milliseconds. */
  at: number;
  topic: string;
  title: string;
  lines: readonly string[];
  level: AlertLevel;
  /** Names of the routes by which it has arrived. */
  told: string[];
  /** `told` by a route at least; `under-way`: not yet, and it is being tried; `untold`: it has reached nobody, and will not. */
  state: 'told' | 'under-way' | 'untold';
  /** Why the latest try failed, where nobody was reached; a code. */
  reason?: string;
}

/** What was amiss in the last seven days, the newest ten, newest first, in the words of `telling`. */
export async function latestAlerts(
  notices: Pick<Notices, 'list'>,
  telling: Telling,
  now: number,
): Promise<LatestAlert[]> {
  const newest = await notices.list({ begin: 'alert.', most: mostAlerts });
  const shown = newest.filter(({ at }) => at > now - shownMs);
  return Promise.all(shown.map((notice) => shownAlert(notice, telling)));
}

async function shownAlert(notice: Notice, telling: Telling): Promise<LatestAlert> {
  const { at, topic, routes, closed = false } = notice;
  const worded = await wordings[topic]?.(notice, telling, undefined);
  const { title = topic, lines = [], level = 'info' } = worded ?? {};
  const told = Object.keys(routes).filter((name) => routes[name]?.ended === 'done');
  const state = told.length > 0 ? 'told' : closed ? 'untold' : 'under-way';
  // Behind the code may stand that the try counts as one without effect.
  const [reason] = Object.values(routes).flatMap((route) => route.reason?.split(' ', 1) ?? []);
  const why = told.length > 0 || reason === undefined ? {} : { reason };
  return { at, topic, title, lines, level, told, state, ...why };
}
