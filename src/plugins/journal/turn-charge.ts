import type { Charge } from '../../core/kinds/journal.ts';
import type { TurnRecord } from '../../core/kinds/turn-record.ts';

/** What a turn is charged with, by its record. */
export function turnCharge(record: TurnRecord): Charge {
  const { chat, at, model, usage, ms, promptVersion, facts } = record;
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
  };
}
