import { isDeepStrictEqual } from 'node:util';
import { withdrawnReason } from '../kinds/pauses.ts';
import type { Case } from '../kinds/cases.ts';
import type { ChatRule } from '../kinds/chat-rules.ts';
import type { Due, Journal } from '../kinds/journal.ts';
import type { Notice, Notices, RouteState } from '../kinds/notices.ts';
import type { Pause } from '../kinds/pauses.ts';
import { movedAway } from '../operator/dead-letters.ts';
import { plural } from '../plural.ts';
import { count, unequal, type Tallies } from './tally.ts';

/**
 * Takes from one journal to another what people of the business have to do with: where the bot is silent, what they have to
 * deal with, under the same numbers, what they are still to be told, what holds for single chats. Done again, it brings only
 * what is new. Rejects with a ServiceError when a case has not arrived.
 */
export async function moveMatters(
  source: Journal,
  target: Journal,
  tallies: Tallies,
): Promise<void> {
  for (const pause of (await source.pauses.list()).toSorted(everyChatFirst))
    await carryPause(pause, target, tallies);
  for (const known of (await source.cases.list()).reverse())
    count(tallies.cases, await carryCase(known, target));
  for (const notice of await source.notices.list('owed')) {
    count(tallies.notices, await carryNotice(notice, target));
    await source.notices.close(notice.id);
  }
  for (const { end, ...deed } of await source.deeds.list()) {
    if (!(await target.deeds.begin(deed)) && end) await target.deeds.end(deed.key, end);
  }
  for (const rule of await source.rules.list()) count(tallies.rules, await carryRule(rule, target));
  const there = new Set((await target.cases.list()).map(({ id }) => id));
  const missing = (await source.cases.list()).filter(({ id }) => !there.has(id)).length;
  if (missing > 0) throw unequal(`${plural(missing, 'case is', 'cases are')} missing`);
}

/**
 * Gives up what is due and must not be sent any more, as a pause began after it; a bot that runs does so by itself. The pause
 * itself may be over, and is then not known to the other journal.
 */
export async function withdrawSilenced({ outbox, pauses }: Journal): Promise<void> {
  const all = await pauses.list();
  const silences = ({ chat, added, createdAt }: Due): boolean =>
    added !== true &&
    all.some(
      (pause) =>
        (pause.chat ?? chat) === chat &&
        pause.reason !== 'handoff' &&
        pause.reason !== 'rest' &&
        pause.until !== undefined &&
        pause.until <= Date.now() &&
        pause.begunAt >= createdAt,
    );
  for (const due of await outbox.due())
    if (silences(due)) await outbox.giveUp(due.id, withdrawnReason);
}

/** An end of all pauses comes before what was begun in single chats since. */
function everyChatFirst(one: Pause, other: Pause): number {
  return Number(one.chat !== undefined) - Number(other.chat !== undefined);
}

/** One that is over is not brought, but when a person ended it, which bars what is older. */
async function carryPause(pause: Pause, { pauses }: Journal, tallies: Tallies): Promise<void> {
  const { begunAt, resumedAt = 0, unanswered: _, ...begun } = pause;
  const before = (await pauses.list()).find(({ chat }) => chat === pause.chat);
  if (resumedAt > (before?.resumedAt ?? 0)) await pauses.end(pause.chat, resumedAt);
  if (begunAt === 0 || (begun.until !== undefined && begun.until <= Date.now())) return;
  const isNew = before?.at !== begun.at || before.until !== begun.until;
  if (isNew) await pauses.begin(begun);
  count(tallies.pauses, isNew);
}

/** Of one that is there only the end is brought. False: there was nothing to bring. */
async function carryCase(known: Case, { cases }: Journal): Promise<boolean> {
  const { number, end } = known;
  const there = await cases.find(number);
  if (!there) return cases.know(known);
  if (there.id !== known.id || there.end || !end) return false;
  return (await cases.end({ number, ...end })) !== undefined;
}

async function carryRule({ chat, ...rule }: ChatRule, { rules }: Journal): Promise<boolean> {
  const before = await rules.of(chat);
  const isNew = !isDeepStrictEqual(before, { ...before, ...rule });
  if (isNew) await rules.set(chat, rule);
  return isNew;
}

/** One that was there before, and came back, is owed again under another id. */
async function carryNotice({ routes, ...notice }: Notice, { notices }: Journal): Promise<boolean> {
  const again = { ...notice, id: `${notice.id}/${movedAway}` };
  const owed = (await notices.list('owed')).find(({ id }) => id === notice.id || id === again.id);
  const isThere = owed !== undefined;
  const id = owed?.id ?? ((await notices.add(notice)) ? notice.id : again.id);
  if (!isThere && id === again.id) await notices.add(again);
  for (const [route, state] of Object.entries(routes))
    if (!owed?.routes[route]) await carryRoute(id, route, state, notices);
  return !isThere;
}

/** Whether a try may have arrived stays known; how many there were does not. */
async function carryRoute(
  id: string,
  route: string,
  { ended, tries, notBefore, attemptedAt, unknown, reason = movedAway }: RouteState,
  notices: Notices,
): Promise<void> {
  if (ended) return notices.ended(id, route, ended, reason);
  const mayHaveArrived = attemptedAt !== undefined || unknown !== undefined;
  if (tries === 0 && !mayHaveArrived) return;
  if ((await notices.attempt(id, route, attemptedAt ?? notBefore)) === false) return;
  await notices.retry(id, route, notBefore, reason, mayHaveArrived ? 'unknown' : 'unsent');
}
