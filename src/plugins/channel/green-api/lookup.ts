import { createHash } from 'node:crypto';
import { isRetryable } from '../../../core/plugin-api/failures.ts';
import type { Attempted } from '../../../core/kinds/channel.ts';
import { withoutDevice } from '../../../core/plugin-api/texts.ts';
import type { ChatIds } from './chat-ids.ts';
import { serviceError } from './errors.ts';
import { isNoteName, noteName } from './note-name.ts';
import type { RecentSends } from './recent-sends.ts';
import type { SentEntry, SentListReader } from './sent-lists.ts';

/** The pauses between two looks, milliseconds: short at first, as one that went out shows early as a rule, then half of the time that has passed. */
const shortestPollMs = 1_500;
const longestPollMs = 15_000;

/** The vendor's clock counts whole seconds and may be off from ours. */
const toleranceMs = 60_000;

/** Where and when is looked. */
export interface Lookup {
  lists: SentListReader;
  recent: RecentSends;
  /** This long after a send began its absence from the lists proves that it never went out, milliseconds. */
  lagMs: number;
  /** Unix milliseconds. */
  now: number;
  /** What the bot calls the chats in the lists. */
  chats: ChatIds;
}

/**
 * Whether a begun send went out: its id; undefined when it certainly did not. Rejects with a retryable error while the
 * vendor's lists may still lag and show nothing that went out later, and with the lists' own error when they cannot be read. Lists that are not to be had at
 * all count as empty after the lag: a reply heard twice is better than one never heard.
 */
export async function find(
  attempted: Attempted,
  { lists, recent, lagMs, now, chats }: Lookup,
  signal: AbortSignal,
): Promise<string | undefined> {
  const since = now - attempted.attemptedAt;
  const minutes = Math.ceil((Math.max(0, since) + toleranceMs) / 60_000) + 1;
  // Lists that were read for another reply before the lag was over prove nothing.
  const telling = attempted.attemptedAt + (since >= lagMs ? lagMs : 0);
  const { entries, problem } = await lists.read(minutes, telling, signal);
  const chat = withoutDevice(attempted.chat);
  const found = entries.find(
    (entry) => chats.nameOf(entry.chat) === chat && isTheSame(entry, attempted),
  );
  if (found) return found.id ?? queuedId(attempted);
  if (problem !== undefined && (since < lagMs || isRetryable(problem))) throw problem;
  const { hasSuffixes: tellsSender } = chats.messenger.current;
  if (since >= lagMs || recent.isOvertaken(attempted, entries, { tellsSender })) return undefined;
  throw serviceError('lookup', 'GREEN-API does not show yet whether a reply went out', {
    retryable: true,
    retryAfterMs: Math.min(lagMs - since, longestPollMs, Math.max(shortestPollMs, since / 2)),
  });
}

function isTheSame(entry: SentEntry, attempted: Attempted): boolean {
  const { text, voice, attemptedAt, knownIds } = attempted;
  const isSaid =
    plain(entry.text) === plain(text) || (voice !== undefined && isNote(entry, attempted));
  if (!isSaid) return false;
  if (entry.at !== undefined && entry.at < attemptedAt - toleranceMs) return false;
  return entry.id === undefined || !knownIds.has(entry.id);
}

/** A reply that was to be spoken may have been written all the same. The vendor gives some files names of its own. */
function isNote({ file }: SentEntry, attempted: Attempted): boolean {
  if (file === undefined) return false;
  return file.names.includes(noteName(attempted)) || (file.isAudio && !file.names.some(isNoteName));
}

function plain(text: string): string {
  return text.normalize().replaceAll(/\s+/g, ' ').trim();
}

/** A message in the queue has no id in some answers of the vendor; the same send then always gets the same one. */
function queuedId({ chat, text, attemptedAt }: Attempted): string {
  return `queued-${createHash('sha256')
    .update(JSON.stringify([chat, text, attemptedAt]))
    .digest('hex')
    .slice(0, 24)}`;
}
