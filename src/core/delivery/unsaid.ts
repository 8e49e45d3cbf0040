import type { Due } from '../kinds/journal.ts';
import { silentVersion, type TurnRecord } from '../kinds/turn-record.ts';

/** What takes a reply out of the memory that was settled and then withdrawn; the same for the same reply. */
export function unsaid({ id, chat, text }: Due, at: number): TurnRecord {
  return {
    id: `unsaid/${id}`,
    chat,
    at,
    entries: [],
    facts: {},
    unsaid: [text],
    promptVersion: silentVersion,
  };
}
