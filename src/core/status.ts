import { holdingOf, lettersAtALook } from './given-up.ts';
import type { DeadLetter, Journal, JournalCounts } from './kinds/journal.ts';
import { readRunNote, type RunNote } from './run-note.ts';

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
  /** A process works the journal off. */
  running: boolean;
  /** What the latest run left about itself; undefined when there was none. */
  run: RunNote | undefined;
  journal: JournalCounts;
  /** When a customer was last answered, within a week, and with which prompt. */
  answeredAt: number | undefined;
  promptVersion: string | undefined;
  errors: RecentError[];
}

/** Looks at the journal and at the note of the latest run; a running bot goes on undisturbed. */
export async function readStatus(journal: Journal, dataFolder: string, now: number): Promise<Status> {
  const [running, run, { waiting, due, dead, letters }] = await Promise.all([
    journal.books.claimed(),
    readRunNote(dataFolder),
    holdingOf(journal, lettersAtALook),
  ]);
  const counts = { waiting, due, dead };
  return { running, run, journal: counts, ...(await lastAnswer(journal, now)), errors: recent(letters, now) };
}

async function lastAnswer(journal: Journal, now: number): Promise<Pick<Status, 'answeredAt' | 'promptVersion'>> {
  let answeredAt: number | undefined;
  let promptVersion: string | undefined;
  for await (const turn of journal.books.usage(now - answersMs)) {
    answeredAt = turn.at;
    promptVersion = turn.promptVersion ?? promptVersion;
  }
  return { answeredAt, promptVersion };
}

function recent(letters: readonly DeadLetter[], now: number): RecentError[] {
  const byReason = Map.groupBy(
    letters.filter(({ at }) => at > now - hourMs),
    ({ reason }) => reason,
  );
  const errors = [...byReason].map(([reason, same]) => ({
    reason,
    count: same.length,
    at: Math.max(...same.map(({ at }) => at)),
  }));
  return errors.toSorted((one, other) => other.at - one.at);
}
