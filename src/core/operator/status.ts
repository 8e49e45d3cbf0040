import { hostname } from 'node:os';
import { askReady, type SaidReady } from '../health/ask-ready.ts';
import { holdingOf, lettersAtALook } from './dead-letters.ts';
import type { DeadLetter, Journal, JournalCounts } from '../kinds/journal.ts';
import { withdrawnReason } from '../kinds/pauses.ts';
import type { Pause } from '../kinds/pauses.ts';
import { silentVersion } from '../kinds/turn-record.ts';
import { isInForce } from '../people/standing.ts';
import { liveRun, readRunNote, type RunNote } from '../health/run-note.ts';

const hourMs = 60 * 60 * 1000;

/** The last answer is looked for within this time. */
const answersMs = 7 * 24 * hourMs;

/** What went wrong for good within the last hour, equal reasons together. */
export interface RecentError {
  reason: string;
  count: number;
  /** The latest, Unix milliseconds. */
  at: number;
}

/** How the bot is, seen from outside. Moments are Unix milliseconds. */
export interface Status {
  /** A process processes the journal. */
  running: boolean;
  /** What the run that goes on left about itself, or the latest one when none does; undefined when nothing of it is known here. */
  run: RunNote | undefined;
  /** What it says of itself; undefined when it does not run, or out of this machine's reach. */
  said: SaidReady | undefined;
  journal: JournalCounts;
  /** When a customer was last answered, within a week, and with which prompt. */
  answeredAt: number | undefined;
  promptVersion: string | undefined;
  errors: RecentError[];
  /** Where the bot is silent now. */
  paused: Pause[];
  /** Customers who were handed to a person, and for whom nobody has come. */
  tickets: number;
  /** Pauses that have run out over a question of a customer's which nobody has answered since, within a week. */
  unanswered: Pause[];
}

/** Looks at the journal and at the note of the latest run; a running bot goes on undisturbed. */
export async function readStatus(
  journal: Journal,
  dataFolder: string,
  now: number,
): Promise<Status> {
  const [running, { waiting, due, dead, letters }] = await Promise.all([
    journal.ownership.claimed(),
    holdingOf(journal, lettersAtALook),
  ]);
  const run = running ? await liveRun(dataFolder) : await readRunNote(dataFolder);
  const said = running && run ? await saidBy(run) : undefined;
  const counts = { waiting, due, dead };
  return {
    running,
    run,
    said,
    journal: counts,
    ...(await lastAnswers(journal, now)),
    tickets: (await journal.cases.list({ kind: 'ticket', open: true })).length,
    errors: recent(letters, now),
  };
}

/** A process of this machine that does not answer does not work either. */
async function saidBy({ address, host }: RunNote): Promise<SaidReady | undefined> {
  const said = await askReady(address);
  if (said || host !== hostname()) return said;
  return {
    ready: false,
    reasons: [`it does not answer at ${address}`],
    detail: [],
    receiving: true,
  };
}

async function lastAnswers(
  journal: Journal,
  now: number,
): Promise<Pick<Status, 'answeredAt' | 'promptVersion' | 'paused' | 'unanswered'>> {
  let answeredAt: number | undefined;
  let promptVersion: string | undefined;
  const answered = new Map<string, number>();
  for await (const charge of journal.accounts.usage(now - answersMs)) {
    if (charge.kind !== 'answer' || charge.promptVersion === silentVersion) continue;
    answeredAt = charge.at;
    answered.set(charge.chat, charge.at);
    promptVersion = charge.promptVersion ?? promptVersion;
  }
  const pauses = await journal.pauses.list();
  const isLeft = ({ chat = '', until = 0, unanswered }: Pause): boolean =>
    unanswered === true && until > now - answersMs && (answered.get(chat) ?? 0) < until;
  const paused = pauses.filter((pause) => isInForce(pause, now));
  return { answeredAt, promptVersion, paused, unanswered: pauses.filter(isLeft) };
}

function recent(letters: readonly DeadLetter[], now: number): RecentError[] {
  const byReason = Map.groupBy(
    letters.filter(({ at, reason }) => at > now - hourMs && reason !== withdrawnReason),
    ({ reason }) => reason,
  );
  const errors = [...byReason].map(([reason, same]) => ({
    reason,
    count: same.length,
    at: Math.max(...same.map(({ at }) => at)),
  }));
  return errors.toSorted((one, other) => other.at - one.at);
}
