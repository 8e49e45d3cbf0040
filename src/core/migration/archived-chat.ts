import { createHash } from 'node:crypto';
import type { ArchivedChat, ArchivedEntry } from '../kinds/archive.ts';
import { detectLanguage, type Language } from '../language/index.ts';
import type { StoredChat } from '../history/stored-chat.ts';
import type { Entry, TurnRecord } from '../kinds/turn-record.ts';

/** How the record of an archived chat is named; no turn's record begins so. */
const mark = 'archive:';

export interface RecordOptions {
  /** Languages of the business, most common first. */
  languages: readonly Language[];
  /** Unix milliseconds. */
  now: number;
}

/**
 * An archived chat as a record that a chat takes in like that of a turn. The same chat gives the same record, and a chat that
 * has gone on gives its earlier entries the same ids, so that nothing is taken in twice. Where no time is known, it is now.
 */
export function archivedRecord(
  chat: string,
  { entries }: ArchivedChat,
  { languages, now }: RecordOptions,
): TurnRecord {
  const taken = withTimes(entries, now);
  const language = languageOf(taken, languages);
  return {
    id: mark + digest(taken.map(({ id }) => id)),
    chat,
    at: Math.max(...taken.map(({ at }) => at)),
    entries: taken,
    facts: language ? { language } : {},
  };
}

/** Whether a chat holds nothing but what was taken from archives: the new bot has not gone on with it. */
export function isArchived({ recorded }: StoredChat): boolean {
  return recorded.length > 0 && recorded.every((id) => id.startsWith(mark));
}

/** A message without a time was said when the one before it was, or when the next one was; nothing was said after `now`. */
function withTimes(entries: readonly ArchivedEntry[], now: number): Entry[] {
  const seen = new Map<string, number>();
  let last = entries.find(({ at }) => at !== undefined)?.at ?? now;
  return entries.map(({ role, text, at }) => {
    last = Math.min(at ?? last, now);
    const said = digest([role, text, String(at)]);
    const nth = (seen.get(said) ?? 0) + 1;
    seen.set(said, nth);
    return { id: `${mark}${said}-${nth}`, role, text, at: last };
  });
}

function digest(words: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(words)).digest('hex').slice(0, 16);
}

/** The language that the customer wrote in last, as a chat goes from one message to the next. */
function languageOf(
  entries: readonly Entry[],
  languages: readonly Language[],
): Language | undefined {
  let previous: Language | undefined;
  for (const { role, text } of entries) {
    if (role !== 'customer') continue;
    previous = detectLanguage(text, {
      languages,
      ...(previous === undefined ? {} : { previous }),
    }).language;
  }
  return previous;
}
