import { withdrawnReason } from '../kinds/pauses.ts';
import type { DeadLetter, Journal, JournalCounts } from '../kinds/journal.ts';

/** Why a message of an old journal is a dead letter: it lives on elsewhere, and comes back to life when it is moved back. */
export const movedAway = 'moved';

/** So many letters are read where a person only wants to know how things are. */
export const lettersAtALook = 1000;

/** What a journal holds, without the messages that have left it. */
export interface Holding extends JournalCounts {
  /** How many messages `migrate` has moved from here to another journal. */
  moved: number;
  /** What was given up, newest first. */
  letters: DeadLetter[];
}

/**
 * Looks at what is in a journal: a message that was moved away is none that was given up, nor is a reply that a person made
 * superfluous. Of more than `most` letters, moved
 * ones included, only the newest are read and told apart.
 */
export async function holdingOf(
  journal: Pick<Journal, 'health' | 'letters'>,
  most: number,
): Promise<Holding> {
  const { waiting, due, dead } = await journal.health();
  const read = dead === 0 ? [] : await journal.letters.list(Math.min(dead, most));
  const own = read.filter(({ reason }) => reason !== movedAway && reason !== withdrawnReason);
  const moved = read.filter(({ reason }) => reason === movedAway).length;
  return { waiting, due, dead: dead - read.length + own.length, moved, letters: own };
}
