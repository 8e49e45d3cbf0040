import { equal, partialDeepStrictEqual } from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Inbound, Reply } from '../../core/kinds/channel.ts';
import type { Charge, DeadLetter, Journal, Settlement } from '../../core/kinds/journal.ts';
import type { TurnRecord } from '../../core/kinds/turn-record.ts';

/**
 * Opens the journal that belongs to a place (a name of letters, digits and dashes: a folder, a prefix of keys). A new place
 * is empty, the same place holds what it held. Every time comes from `now`. The suite closes what it opens.
 */
export type OpenJournal = (place: string, now: () => number) => Promise<Journal>;

/** One demand on a journal in a new place; throws when it is not met. */
export type JournalCheck = (place: Place) => Promise<void>;

export const minuteMs = 60_000;
export const dayMs = 24 * 60 * minuteMs;

export const anna = '77001234567@c.us';
export const bolat = '77007654321@c.us';

/** A place of its own with a clock that stands still unless it is moved. */
export class Place implements AsyncDisposable {
  readonly #open: OpenJournal;
  readonly #name = randomUUID();
  readonly #opened: Journal[] = [];
  now = Date.UTC(2026, 10, 3, 9, 30);

  constructor(open: OpenJournal) {
    this.#open = open;
  }

  /** Opens the place, beside what is open there already. */
  async open(): Promise<Journal> {
    const journal = await this.#open(this.#name, () => this.now);
    this.#opened.push(journal);
    return journal;
  }

  /** Closes the journal and opens the place again. */
  async reopen(journal: Journal): Promise<Journal> {
    this.#opened.splice(this.#opened.indexOf(journal), 1);
    await journal.close();
    return this.open();
  }

  /** Lets time pass, with a little traffic now and then, in which a journal forgets. */
  async pass(journal: Journal, ms: number): Promise<void> {
    this.now += ms;
    for (let count = 0; count < 5; count += 1) {
      await journal.letters.reject(Buffer.from('traffic'), 'traffic');
      this.now += minuteMs;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const journal of this.#opened.splice(0)) await journal.close();
  }
}

/** Whether the actual value, or each of a list of as many, has at least what is expected. */
export function resembles(actual: unknown, expected: unknown): void {
  if (Array.isArray(actual) && Array.isArray(expected)) equal(actual.length, expected.length);
  partialDeepStrictEqual(actual, expected);
}

/** A customer's text message. */
export function message(chat: string, id: string, text = `text of ${id}`): Inbound {
  return {
    id,
    chat,
    at: Date.UTC(2026, 10, 3, 9, 0),
    name: 'Анна',
    content: { type: 'text', text },
  };
}

/** The end of a turn about these messages; a reply that is only a text is written. */
export function settlement(
  chat: string,
  inbound: string[],
  said: (string | Reply)[] = [],
  more: Partial<Settlement> = {},
): Settlement {
  const id = `${chat}/${inbound.at(-1) ?? ''}`;
  const replies = said.map((reply) => (typeof reply === 'string' ? { text: reply } : reply));
  return {
    chat,
    inbound,
    replies,
    record: { id, chat, at: Date.UTC(2026, 10, 3, 9, 1), entries: [], facts: {} },
    ...more,
  };
}

/** Stores a message that is given up at once; resolves with its letter. */
export async function buried(
  journal: Journal,
  chat: string,
  id: string,
  reason = 'service.model',
): Promise<DeadLetter> {
  await journal.inbox.accept(message(chat, id));
  await journal.turns.settle(settlement(chat, [id], [], { givenUp: reason }));
  const letters = await journal.letters.list(100);
  const letter = letters.find(
    (each) =>
      each.kind === 'inbound' && each.chat === chat && each.body.includes(JSON.stringify(id)),
  );
  if (!letter) throw new Error(`no letter for ${id}`);
  return letter;
}

/** Offers a message and waits until it is durable; whether it was new. */
export async function isNew({ inbox }: Journal, inbound: Inbound): Promise<boolean> {
  const accepted = await inbox.accept(inbound);
  await accepted.durable;
  return accepted.isNew;
}

/** Ids of a chat's waiting messages, in order. */
export async function waitingIds(journal: Journal, chat: string): Promise<string[]> {
  return (await journal.inbox.waiting(chat)).map(({ inbound }) => inbound.id);
}

/** Texts of the replies due, in order. */
export async function dueTexts(journal: Journal, chat?: string): Promise<string[]> {
  return (await journal.outbox.due(chat)).map(({ text }) => text);
}

/** A message accepted, answered and remembered. */
export async function ended(
  journal: Journal,
  chat: string,
  id: string,
  record: Partial<TurnRecord>,
  replies: string[] = [],
): Promise<void> {
  await journal.inbox.accept(message(chat, id));
  const end = settlement(chat, [id], replies);
  await journal.turns.settle({ ...end, record: { ...end.record, ...record } });
  if (replies.length === 0) await journal.turns.remembered(end.record);
}

/** What was paid for since a moment, oldest first. */
export function charges(journal: Journal, since: number): Promise<Charge[]> {
  return Array.fromAsync(journal.accounts.usage(since));
}
