import type { Settlement } from '../kinds/journal.ts';
import { silentVersion } from '../kinds/turn-record.ts';

/**
 * How a settled turn ended. `line`: words that no model wrote; `held`: an answer that waits for a person's word, or a question
 * left to people.
 */
export type TurnOutcome = 'answered' | 'line' | 'silent' | 'held' | 'given_up';

/** How this turn ended. */
export function turnOutcome({ givenUp, opens, replies, record }: Settlement): TurnOutcome {
  if (givenUp !== undefined) return 'given_up';
  if (opens?.kind === 'draft' || opens?.kind === 'left') return 'held';
  if (replies.length === 0 || record.promptVersion === silentVersion) return 'silent';
  return record.model === undefined ? 'line' : 'answered';
}
