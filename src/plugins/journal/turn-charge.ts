import type { CallCounts, Charge } from '../../core/kinds/journal.ts';
import type { CalledFunction, TurnRecord } from '../../core/kinds/turn-record.ts';

/** What a turn is charged with, by its record. */
export function turnCharge(record: TurnRecord): Charge {
  const { chat, at, model, usage, ms, promptVersion, facts } = record;
  const calls = callCounts(record.calls ?? []);
  const { language } = facts;
  return {
    kind: 'answer',
    chat,
    at,
    ...(model === undefined ? {} : { model }),
    ...(usage === undefined ? {} : { usage }),
    ...(ms === undefined ? {} : { ms }),
    ...(promptVersion === undefined ? {} : { promptVersion }),
    ...(language === undefined ? {} : { language }),
    ...(calls ? { calls } : {}),
  };
}

/** How often each function was called; undefined: none was. */
function callCounts(called: readonly CalledFunction[]): Charge['calls'] {
  const made = called.filter(({ unmade }) => unmade === undefined || unmade === 'failed');
  if (made.length === 0) return undefined;
  const counts = new Map<string, CallCounts>();
  for (const { name, done, unknown, unmade } of made) {
    const before: CallCounts = counts.get(name) ?? { calls: 0 };
    const how = unknown || unmade ? 'failed' : done === false ? 'refused' : undefined;
    const more = how === undefined ? {} : { [how]: (before[how] ?? 0) + 1 };
    counts.set(name, { ...before, calls: before.calls + 1, ...more });
  }
  return Object.fromEntries(counts);
}
