import type { Entry, EntryChange } from '../kinds/turn-record.ts';

/** The entries as their authors left them: edited ones with their new text, without those that were taken back. A transcript stays as it is. */
export function followed(entries: readonly Entry[], changed: readonly EntryChange[] = []): Entry[] {
  return changed.reduce<Entry[]>(
    (kept, { id, text }) =>
      kept.flatMap((entry) => {
        if (entry.id !== id) return [entry];
        if (text === undefined) return [];
        return [entry.voice === true ? entry : { ...entry, text }];
      }),
    [...entries],
  );
}
