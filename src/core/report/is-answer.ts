import type { Charge } from '../kinds/journal.ts';
import { silentVersion } from '../kinds/turn-record.ts';

/** Whether a charge is of a turn in which a customer was answered. */
export function isAnswer({ kind, promptVersion }: Pick<Charge, 'kind' | 'promptVersion'>): boolean {
  return kind === 'answer' && promptVersion !== silentVersion;
}
