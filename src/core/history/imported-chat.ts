import type { ExportedChat } from './chats.ts';
import { isChatId, withoutDevice } from '../phone.ts';
import { isStoredChat } from './is-stored-chat.ts';

/** Of one text, in UTF-16 units: a webhook call carries 100 KB at most, a transcript of hours of speech is shorter. */
const longestText = 200_000;

/** Of an id, in UTF-16 units. */
const longestId = 512;

/** Of a chat: far more than any limit that a bot keeps. */
const mostEntries = 20_000;

/** A clock that goes ahead is believed for this long, milliseconds. */
const clockMarginMs = 24 * 60 * 60 * 1000;

/** Why this value cannot be taken in as a chat at this moment (Unix milliseconds), as the end of a sentence; or the chat. */
export function readExportedChat(value: unknown, now: number): ExportedChat | string {
  if (!isStoredChat(value)) return 'is not a chat as `wabot history export` writes it';
  const chat = value as ExportedChat;
  if (typeof chat.chat !== 'string' || !isChatId(chat.chat))
    return 'has no chat id that a chat can have';
  const problem = problemOfSizes(chat) ?? problemOfIds(chat) ?? problemOfTimes(chat, now);
  return problem ?? { ...chat, chat: withoutDevice(chat.chat) };
}

function problemOfSizes({
  entries,
  pending,
  recorded,
  messages,
  summary,
}: ExportedChat): string | undefined {
  const all = [...entries, ...pending];
  if (!Number.isSafeInteger(messages) || messages < all.length)
    return 'counts fewer messages than it holds';
  if (all.length > mostEntries || recorded.length > mostEntries)
    return `holds more than ${mostEntries} messages`;
  const texts = [...all.map(({ text }) => text), summary?.text ?? ''];
  return texts.some((text) => text.length > longestText)
    ? `has a text of more than ${longestText} characters`
    : undefined;
}

function problemOfIds({ entries, pending, recorded }: ExportedChat): string | undefined {
  const ids = [...pending, ...entries].map(({ id }) => id);
  const isBad = [...ids, ...recorded].some((id) => id === '' || id.length > longestId);
  if (isBad) return `has an id that is empty or longer than ${longestId} characters`;
  return new Set(ids).size < ids.length ? 'holds one message twice' : undefined;
}

function problemOfTimes(
  { updatedAt, createdAt, entries, pending, summary, facts }: ExportedChat,
  now: number,
): string | undefined {
  const moments = [updatedAt, createdAt, summary?.at, facts.apologizedAt, facts.hintedAt];
  const all = [...moments, ...[...entries, ...pending].map(({ at }) => at)].filter(
    (at) => at !== undefined,
  );
  if (all.some((at) => at > now + clockMarginMs)) return 'has a time in the future';
  return all.every((at) => Number.isSafeInteger(at) && at >= 0)
    ? undefined
    : 'has an invalid time (not Unix milliseconds)';
}
