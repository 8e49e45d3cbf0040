import { setImmediate as breathe } from 'node:timers/promises';
import type { Inbound } from '../kinds/channel.ts';
import type { Position } from '../kinds/memory.ts';
import type { Entry } from '../kinds/turn-record.ts';
import { printableEntry } from '../printable.ts';
import { ChatMarks, type ChatMark } from './chat-marks.ts';
import type { ConsoleParts } from './console-parts.ts';

/** Characters of the newest message in a list. */
const previewLength = 140;

/** Chats that a search looks through, how many at a time, and how many it finds. */
const mostSearched = 20_000;
const searchedAtOnce = 100;
const mostFound = 100;

/** A chat in the list. Moments are Unix milliseconds. */
export interface ListedChat extends ChatMark {
  chat: string;
  name: string | null;
  at: number;
  language: string | null;
  /** The newest message. */
  last: { role: Entry['role']; text: string; voice: boolean } | null;
  /** Moments of the customer's newest messages, so that the page can tell which were not seen yet. */
  heard: number[];
  /** Whether a message waits for its answer. */
  waiting: boolean;
}

/** A part of the list. */
export interface ListedChats {
  chats: ListedChat[];
  next: Position | null;
}

/** Chats, newest first, from just after a position; before the first, those of which nothing is remembered yet. */
export async function listChats(
  parts: ConsoleParts,
  { limit, from }: { limit: number; from?: Position | undefined },
): Promise<ListedChats> {
  const lister = await Lister.open(parts);
  const page = await parts.chats.list({ limit, ...(from ? { from } : {}) });
  const listed = await Promise.all(page.chats.map(({ chat }) => lister.line(chat)));
  const fresh = from ? [] : await lister.unremembered();
  const chats = [...fresh, ...listed.flatMap((line) => line ?? [])];
  chats.sort((one, other) => other.at - one.at);
  return { chats, next: page.next ?? null };
}

/** The chats in which a word stands, in the phone, the name or what is remembered; newest first. */
export async function searchChats(parts: ConsoleParts, word: string): Promise<ListedChats> {
  const lister = await Lister.open(parts);
  const wanted = word.toLowerCase().trim();
  const digits = wanted.replaceAll(/[^\d]/g, '');
  const found: ListedChat[] = [];
  let from: Position | undefined;
  for (let read = 0; read < mostSearched && found.length < mostFound; read += searchedAtOnce) {
    const page = await parts.chats.list({ limit: searchedAtOnce, ...(from ? { from } : {}) });
    for (const { chat } of page.chats) {
      const isNumber = digits.length > 2 && chat.includes(digits);
      const line =
        isNumber || (await lister.says(chat, wanted)) ? await lister.line(chat) : undefined;
      if (line) found.push(line);
    }
    from = page.next;
    if (!from) break;
    await breathe();
  }
  return { chats: found.slice(0, mostFound), next: null };
}

/** Makes the lines of a list. */
class Lister {
  readonly #parts: ConsoleParts;
  readonly #marks: ChatMarks;
  readonly #waiting: ReadonlySet<string>;

  private constructor(parts: ConsoleParts, marks: ChatMarks, waiting: ReadonlySet<string>) {
    this.#parts = parts;
    this.#marks = marks;
    this.#waiting = waiting;
  }

  static async open(parts: ConsoleParts): Promise<Lister> {
    const { journal } = parts.opened.plugins;
    const marks = await ChatMarks.read(journal, parts.opened.world.now());
    const waiting = (await journal.inbox.chats()).map(({ chat }) => chat);
    return new Lister(parts, marks, new Set(waiting));
  }

  /** Undefined: it was forgotten just now. */
  async line(chat: string): Promise<ListedChat | undefined> {
    const [kept, customer] = await Promise.all([
      this.#parts.chats.read(chat),
      this.#parts.customers.read(chat),
    ]);
    if (!kept) return undefined;
    const { entries, facts, updatedAt } = kept.stored;
    const newest = await this.#newest(chat);
    const last = newest ? entryOf(newest) : entries.at(-1);
    const marks = this.#marks.of(chat);
    return {
      ...marks,
      chat,
      name: customer?.name?.text ?? newest?.name ?? marks.calledHere,
      at: Math.max(updatedAt, newest?.at ?? 0),
      language: facts.language ?? null,
      last: last ? previewOf(last) : null,
      heard: heardAt([...entries, ...(newest ? [entryOf(newest)] : [])]),
      waiting: newest !== undefined,
    };
  }

  /** Chats with a first message that waits. */
  async unremembered(): Promise<ListedChat[]> {
    const lines: ListedChat[] = [];
    for (const chat of this.#waiting) {
      const newest = await this.#newest(chat);
      if (!newest || (await this.#parts.chats.read(chat))) continue;
      const entry = entryOf(newest);
      const about = { name: newest.name ?? null, at: newest.at, language: null, waiting: true };
      lines.push({
        ...this.#marks.of(chat),
        chat,
        ...about,
        last: previewOf(entry),
        heard: [entry.at],
      });
    }
    return lines;
  }

  async says(chat: string, wanted: string): Promise<boolean> {
    const [kept, customer] = await Promise.all([
      this.#parts.chats.read(chat),
      this.#parts.customers.read(chat),
    ]);
    const name = customer?.name?.text ?? this.#marks.of(chat).calledHere ?? '';
    if (name.toLowerCase().includes(wanted)) return true;
    const { pending = [], entries = [] } = kept?.stored ?? {};
    return [...pending, ...entries].some(({ text, seen = '' }) =>
      `${text}\n${seen}`.toLowerCase().includes(wanted),
    );
  }

  async #newest(chat: string): Promise<Inbound | undefined> {
    if (!this.#waiting.has(chat)) return undefined;
    return (await this.#parts.opened.plugins.journal.inbox.waiting(chat)).at(-1)?.inbound;
  }
}

/** A message that waits, as an entry that it may become; what has no words yet has none. */
export function entryOf({ id, at, from, content }: Inbound): Entry {
  const text =
    content.type === 'text'
      ? content.text
      : content.type === 'voice'
        ? (content.caption ?? '')
        : '';
  return {
    id,
    role: from === undefined ? 'customer' : 'operator',
    text,
    at,
    ...(content.type === 'voice' ? { voice: true as const } : {}),
  };
}

function previewOf(entry: Entry): NonNullable<ListedChat['last']> {
  const text = printableEntry(entry).replaceAll(/\s+/g, ' ').slice(0, previewLength);
  return { role: entry.role, text, voice: entry.voice === true };
}

/** So many are told apart from those that were seen. */
const mostUnseen = 20;

function heardAt(entries: readonly Entry[]): number[] {
  return entries
    .filter(({ role }) => role === 'customer')
    .slice(-mostUnseen)
    .map(({ at }) => at);
}
