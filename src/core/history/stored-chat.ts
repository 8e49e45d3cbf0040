import { followed, withoutPart } from './followed.ts';
import type { ChatFacts, Entry, TurnRecord } from '../kinds/turn-record.ts';

/**
 * A chat as it is stored: one value for each chat, under the channel's chat id, as JSON
 * `{"value":{"version":1,"updatedAt":…,…},"expires":…}`. `version` and `updatedAt` come first, in this order, so that a
 * backend can sort without parsing. Times are Unix milliseconds.
 */
export interface StoredChat {
  version: 1;
  /** When the newest turn ended. */
  updatedAt: number;
  /** When the chat became known; a cleared chat becomes known again. */
  createdAt: number;
  /** How many entries there ever were, those that are no longer kept included. */
  messages: number;
  facts: ChatFacts;
  /** What was said last, oldest first. */
  entries: Entry[];
  /** Ids of the newest records that were taken in, so that none is taken in twice. */
  recorded: string[];
  /** What was said before `pending`, in short. */
  summary?: Summary;
  /** Entries that are too old for `entries` and wait to be folded into the summary, oldest first. */
  pending: Entry[];
  /** How many of the first `messages` were looked through for facts of the customer; absent: none. */
  noted?: number;
}

export interface Summary {
  text: string;
  /** When it was written, Unix milliseconds. */
  at: number;
  /** How many entries it covers. */
  messages: number;
}

/** How much of a chat is kept. */
export interface ChatLimits {
  /** The most entries; the newest are kept. */
  limit: number;
  /** The most entries that wait to be folded into the summary; the newest are kept. 0: what is too old is forgotten. */
  pending: number;
}

/** A record is repeated only when a process died between two steps, so it is among the very last; this leaves room. */
const mostRecorded = 16;

/** A chat that becomes known now (Unix milliseconds). */
export function newChat(now: number): StoredChat {
  return {
    version: 1,
    updatedAt: 0,
    createdAt: now,
    messages: 0,
    facts: {},
    entries: [],
    recorded: [],
    pending: [],
  };
}

/** The chat with this record taken in; undefined when it has been taken in before. A late record finds its place. */
export function takeIn(
  chat: StoredChat,
  record: TurnRecord,
  limits: ChatLimits,
): StoredChat | undefined {
  if (chat.recorded.includes(record.id)) return undefined;
  const fresh = unknownTo(chat, record.entries);
  const said = (record.unsaid ?? []).reduce<readonly Entry[]>(withoutPart, chat.entries);
  const [pending, kept] = followedBoth(chat.pending, said, record.changed);
  const late = isLate(chat, record.at, fresh);
  const all = kept.toSpliced(late ? placeFor(kept, record.at, fresh) : kept.length, 0, ...fresh);
  const fallen = Math.max(0, all.length - limits.limit);
  return {
    ...chat,
    updatedAt: Math.max(chat.updatedAt, record.at),
    messages: chat.messages + fresh.length,
    facts:
      record.at < chat.updatedAt
        ? { ...record.facts, ...chat.facts }
        : { ...chat.facts, ...record.facts },
    entries: all.slice(fallen),
    recorded: [...chat.recorded, record.id].slice(-mostRecorded),
    pending: newest([...pending, ...all.slice(0, fallen)], limits.pending),
  };
}

/** Both as their authors left them; a message is a part of one entry only. */
function followedBoth(
  pending: readonly Entry[],
  entries: readonly Entry[],
  changed: TurnRecord['changed'],
): [Entry[], Entry[]] {
  const ids = new Set(pending.map(({ id }) => id));
  const all = followed([...pending, ...entries], changed);
  return [all.filter(({ id }) => ids.has(id)), all.filter(({ id }) => !ids.has(id))];
}

/** The chat with a summary that now covers these pending entries as well as what it covered before. `isNoted`: they were looked through for facts, too. */
export function foldIn(
  chat: StoredChat,
  summary: { text: string; at: number },
  folded: readonly string[],
  isNoted = false,
): StoredChat {
  const ids = new Set(folded);
  const pending = chat.pending.filter(({ id }) => !ids.has(id));
  const covered = chat.pending.length - pending.length;
  const noted = Math.max(chat.noted ?? 0, chat.messages - chat.entries.length - pending.length);
  return {
    ...chat,
    pending,
    ...(isNoted ? { noted } : {}),
    summary: { ...summary, messages: (chat.summary?.messages ?? 0) + covered },
  };
}

/** The last `count` of a list. */
export function newest<T>(list: readonly T[], count: number): T[] {
  return list.slice(Math.max(0, list.length - count));
}

function unknownTo(chat: StoredChat, entries: readonly Entry[]): Entry[] {
  const ids = new Set([...chat.pending, ...chat.entries].map(({ id }) => id));
  return entries.filter(({ id }) => !ids.has(id) && ids.add(id));
}

/** By both clocks: the bot's own may be set back, and messages may reach the bot in another order than they were sent. */
function isLate(chat: StoredChat, at: number, fresh: readonly Entry[]): boolean {
  return at < chat.updatedAt && lastSaid(fresh) <= lastSaid(chat.entries);
}

function lastSaid(entries: readonly Entry[]): number {
  return entries.findLast(({ role }) => role === 'customer')?.at ?? 0;
}

/** After the last turn that ended before this one; a turn ends with the bot's reply. */
function placeFor(entries: readonly Entry[], at: number, fresh: readonly Entry[]): number {
  const end = fresh.findLast(({ role }) => role === 'bot')?.at ?? at;
  return entries.findLastIndex((entry) => entry.role === 'bot' && entry.at <= end) + 1;
}

/** The time of a chat in its encoded form, Unix milliseconds; undefined when this is no stored chat. */
export function encodedTime(encoded: unknown): number | undefined {
  const [, time] =
    typeof encoded === 'string'
      ? (/^\{"value":\{"version":\d+,"updatedAt":(\d{1,15})[,}]/.exec(encoded) ?? [])
      : [];
  return time === undefined ? undefined : Number(time);
}
