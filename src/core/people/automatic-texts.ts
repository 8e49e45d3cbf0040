import { createHash } from 'node:crypto';
import type { History } from '../history/history.ts';
import type { Content, Inbound } from '../kinds/channel.ts';
import type { Inbox } from '../kinds/journal.ts';
import type { NewNotice } from '../kinds/notices.ts';
import type { Pause } from '../kinds/pauses.ts';
import { plainWords } from './standing.ts';

/** What comes so soon after a customer's message may be a machine's, milliseconds; times are told in whole seconds. */
const soonMs = 6_000;

/** The same words so soon in so many chats are a machine's. */
const enoughChats = 3;

/** As much of a text is shown to the owners, in UTF-16 units. */
const longestShown = 200;

/** Chats whose last message is known without a look into the journal. */
const mostChats = 5_000;

/** Knows the greetings and away texts that the WhatsApp Business app sends by itself. */
export class AutomaticTexts {
  readonly #inbox: Pick<Inbox, 'waiting'>;
  readonly #history: Pick<History, 'recall'>;
  readonly #ignored: readonly string[];
  readonly #lastAt = new Map<string, number>();
  readonly #known = new Set<string>();

  /** @param ignored texts that the owner has named as automatic */
  constructor(
    { inbox, history }: { inbox: Pick<Inbox, 'waiting'>; history: Pick<History, 'recall'> },
    ignored: readonly string[],
  ) {
    this.#inbox = inbox;
    this.#history = history;
    this.#ignored = ignored;
  }

  /** A customer wrote at this moment, Unix milliseconds. */
  customerWrote(chat: string, at: number): void {
    this.#lastAt.delete(chat);
    this.#lastAt.set(chat, at);
    const [oldest] = this.#lastAt.keys();
    if (this.#lastAt.size > mostChats && oldest !== undefined) this.#lastAt.delete(oldest);
  }

  /** Whether this text is known to be a machine's: named by the owner, or found out. */
  isKnown({ content }: Inbound): boolean {
    if (!isBare(content)) return false;
    return isNamedAutomatic(content.text, this.#ignored) || this.#known.has(digestOf(content.text));
  }

  /** A digest of the words, where they came within seconds of a customer's message; undefined where only a person writes so. */
  async suspectWords({ chat, at, content }: Inbound): Promise<string | undefined> {
    if (!isBare(content)) return undefined;
    const last = this.#lastAt.get(chat) ?? (await this.#writtenAt(chat));
    const isSoon = last !== undefined && Math.abs(at - last) <= soonMs;
    return isSoon ? digestOf(content.text) : undefined;
  }

  /**
   * Pauses that a machine's text made, to be lifted; none as long as the same words may be a person's. From then on they are
   * known as a machine's.
   */
  foundIn(pauses: readonly Pause[], chat: string, words: string): Pause[] {
    const same = pauses.filter((pause) => pause.words === words);
    const isEnough = new Set([chat, ...same.map((pause) => pause.chat)]).size >= enoughChats;
    if (!isEnough && !wereFound(same)) return [];
    this.#known.add(words);
    return same;
  }

  /** When the customer wrote last where another process, or another life of this one, took that in. */
  async #writtenAt(chat: string): Promise<number | undefined> {
    const waiting = await this.#inbox.waiting(chat);
    const last = waiting.findLast(({ inbound }) => !inbound.from && !inbound.changes);
    if (last) return last.inbound.at;
    const past = await this.#history.recall(chat).catch(() => undefined);
    return past?.entries.findLast(({ role }) => role === 'customer')?.at;
  }
}

/** Whether pauses of the same words were lifted because these were found out, in this life of a process or another. */
export function wereFound(same: readonly Pause[]): boolean {
  const lifted = same.filter(({ until, resumedAt }) => until !== undefined && until === resumedAt);
  return lifted.length >= enoughChats - 1;
}

/** Whether the owner has named this text as automatic. */
export function isNamedAutomatic(text: string, named: readonly string[]): boolean {
  return named.some((each) => folded(each) === folded(text));
}

/** Whether it is a text and nothing else: only a person sends pictures, or replies to a message. */
function isBare(content: Content): content is Extract<Content, { type: 'text' }> {
  return (
    content.type === 'text' &&
    (content.attached ?? content.quoted ?? content.quotedId) === undefined
  );
}

/** What the owners are told of a text that was found out, once. */
export function automaticNotice({ content }: Inbound, words: string, at: number): NewNotice {
  const text = content.type === 'text' ? content.text.slice(0, longestShown) : '';
  return { id: `alert.greeting/${words}`, at, topic: 'alert.greeting', values: { text } };
}

function folded(text: string): string {
  return plainWords(text).toLowerCase();
}

/** What stands for a text in the journal: the same for the same words, whatever lies between them. */
export function digestOf(text: string): string {
  return createHash('sha256').update(folded(text)).digest('hex').slice(0, 32);
}
