import { note } from '../guards/index.ts';
import type { KeptChat } from '../history/chat-store.ts';
import { newChat } from '../history/stored-chat.ts';
import type { Inbound } from '../kinds/channel.ts';
import type { Journal } from '../kinds/journal.ts';
import type { Entry } from '../kinds/turn-record.ts';
import { followChanges } from '../people/changed-messages.ts';
import { standing } from '../people/standing.ts';

/**
 * A chat with what waits in the journal for its pause to end, which the memory takes in with its answer; voice notes are not
 * heard yet. `now` is in Unix milliseconds.
 */
export async function withHeld(
  chat: string,
  kept: KeptChat | undefined,
  { pauses, inbox }: Pick<Journal, 'pauses' | 'inbox'>,
  now: number,
): Promise<KeptChat | undefined> {
  if (!standing(await pauses.of(chat), now).silent) return kept;
  const stored = kept?.stored ?? newChat(now);
  const known = new Set(stored.entries.map(({ id }) => id));
  const held = followChanges(await inbox.waiting(chat))
    .items.flatMap(({ inbound }) => entryOf(inbound))
    .filter(({ id }) => !known.has(id));
  const last = held.at(-1);
  if (!last) return kept;
  const entries = [...stored.entries, ...held];
  const messages = stored.messages + held.length;
  const updatedAt = Math.max(stored.updatedAt, last.at);
  return { ...kept, stored: { ...stored, entries, messages, updatedAt } };
}

function entryOf({ id, at, from, content }: Inbound): Entry[] {
  const text = content.type === 'text' ? content.text : spoken(content);
  const role = from === undefined ? 'customer' : 'operator';
  return text === undefined ? [] : [{ id, role, text, at }];
}

function spoken(content: Exclude<Inbound['content'], { type: 'text' }>): string | undefined {
  return content.type === 'voice' ? (content.caption ?? note('a voice message')) : undefined;
}
