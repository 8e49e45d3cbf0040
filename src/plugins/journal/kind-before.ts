import type { Charge } from '../../core/kinds/journal.ts';

/** What stood in the place of a prompt's version where a summary was paid for. */
const summaryVersion = 'summary';

/**
 * The same charge with its kind, which was not written down before version 1 of the contract: what a summary or a voice note
 * cost was kept as a turn that had answered nothing.
 */
export function kindBefore({ promptVersion, ...charge }: Omit<Charge, 'kind'>): Charge {
  if (promptVersion === summaryVersion) return { ...charge, kind: 'summary' };
  if (promptVersion !== undefined) return { ...charge, promptVersion, kind: 'answer' };
  const isSpoken = charge.model === undefined && charge.usage?.spokenCharacters !== undefined;
  return { ...charge, kind: isSpoken ? 'speech' : 'answer' };
}
