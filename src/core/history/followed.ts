import type { Entry, EntryChange } from '../kinds/turn-record.ts';

/** The entries as their authors left them: edited ones with their new text, without those that were taken back. A transcript stays as it is. */
export function followed(entries: readonly Entry[], changed: readonly EntryChange[] = []): Entry[] {
  return changed.reduce<Entry[]>(
    (kept, change) =>
      change.was === undefined ? changedEntry(kept, change) : changedPart(kept, change, change.was),
    [...entries],
  );
}

/** The entries without a part of the latest of the bot's that holds it; entries of nothing else go. */
export function withoutPart(entries: readonly Entry[], part: string): Entry[] {
  return changedPart(entries, { id: '' }, part);
}

function changedEntry(entries: readonly Entry[], { id, text }: EntryChange): Entry[] {
  return entries.flatMap((entry) => {
    if (entry.id !== id) return [entry];
    if (text === undefined) return [];
    return [entry.voice === true ? entry : { ...entry, text }];
  });
}

/** What the bot said in one message is a part of an entry; the latest is meant where it said the same before. */
function changedPart(entries: readonly Entry[], { id, text }: EntryChange, was: string): Entry[] {
  const found = entries.findLastIndex(({ edited = {} }) => Object.hasOwn(edited, id));
  const part = entries[found]?.edited?.[id] ?? was;
  const at =
    found === -1
      ? entries.findLastIndex((entry) => entry.role === 'bot' && entry.text.includes(part))
      : found;
  return entries.flatMap((entry, index) => {
    if (index !== at) return [entry];
    const whole = entry.text
      .replace(part, () => text ?? '')
      .replaceAll(/\n{3,}/g, '\n\n')
      .trim();
    if (whole === '') return [];
    const edited = { ...entry.edited, ...(text === undefined ? {} : { [id]: text }) };
    const isEdited = Object.keys(edited).length > 0;
    return [{ ...entry, text: whole, ...(isEdited ? { edited } : {}) }];
  });
}
