import type { LatestAlert } from '../../core/alerts/latest-alerts.ts';
import type { StandIn } from '../../core/assembly/registry.ts';
import type { SaidReady } from '../../core/health/ask-ready.ts';
import type { Pause } from '../../core/kinds/pauses.ts';
import type { Status } from '../../core/operator/status.ts';
import type { Translate } from '../../core/owner-language/index.ts';
import { phoneOf } from '../base/journal-command.ts';
import { pauseWords } from '../base/pause-command.ts';

/** How the bot is, with what was told lately. */
export type ShownStatus = Status & { alerts: readonly LatestAlert[] };

/** How the bot is, as a person reads it. */
export function statusLines(
  { running, run, said, journal, answeredAt, promptVersion, errors, ...people }: ShownStatus,
  clock: (at: number) => string,
  words: Translate,
): string[] {
  const moment = (iso: string): string => clock(Date.parse(iso));
  const about = run && `wabot ${run.version}, process ${run.pid}, ${run.address} (${run.receives})`;
  const ended = run?.stoppedAt === undefined ? 'killed' : `stopped ${moment(run.stoppedAt)}`;
  const last = run
    ? ` (started ${moment(run.startedAt)}, ${ended})`
    : ' and never ran with this data folder';
  return [
    running ? `running${run ? ` since ${moment(run.startedAt)}` : ''}` : `not running${last}`,
    ...(running && about ? [about] : []),
    ...messengerLines(said),
    ...(said?.reasons ?? []).map((line) => `not ready: ${line}`),
    ...(said?.detail ?? []).map((line) => `look: ${line}`),
    ...((running && run?.standIns) || []).map(standInLine),
    `queue: ${journal.waiting} waiting, ${journal.due} due, ${journal.dead} given up`,
    `last reply: ${answeredAt === undefined ? 'none within a week' : clock(answeredAt)}`,
    `prompt: ${promptVersion ?? 'not known yet'}`,
    ...(people.tickets > 0 ? [`tickets: ${people.tickets} open (wabot tickets list)`] : []),
    ...pauseLines(people, clock),
    errors.length === 0 ? 'errors of the last hour: none' : 'errors of the last hour:',
    ...errors.map(({ reason, count, at }) => `  ${clock(at)}  ${count} × ${words(reason)}`),
    ...alertLines(people.alerts, clock, words),
  ];
}

function alertLines(
  alerts: readonly LatestAlert[],
  clock: (at: number) => string,
  words: Translate,
): string[] {
  if (alerts.length === 0) return [];
  const reached = { told: 'told:', 'under-way': 'not told yet', untold: 'told to nobody' };
  return [
    'alerts of the last seven days:',
    ...alerts.map(({ at, title, state, told }) =>
      [`  ${clock(at)}  ${title} (${words(reached[state])}`, ...told].join(' ').concat(')'),
    ),
  ];
}

function messengerLines({ messenger, accounts = [] }: Partial<SaidReady> = {}): string[] {
  if (accounts.length > 0)
    return accounts.map(
      ({ id, messenger: of, state = 'unknown' }) => `instance ${id}: ${of}, ${state}`,
    );
  return messenger === undefined ? [] : [`messenger: ${messenger}`];
}

function pauseLines(
  { paused, unanswered }: Pick<Status, 'paused' | 'unanswered'>,
  clock: (at: number) => string,
): string[] {
  const name = ({ chat }: Pause): string => (chat === undefined ? 'every chat' : phoneOf(chat));
  return [
    ...paused.map((pause) => `silent in ${name(pause)}: ${pauseWords(pause, clock)}`),
    ...unanswered.map((pause) => `a question was left in ${name(pause)} when its pause ran out`),
  ];
}

function standInLine({ kind, chosen, used }: StandIn): string {
  return `${kind}: ${used} stands in for ${chosen}, which was unavailable at startup; restart the bot once it is back`;
}
