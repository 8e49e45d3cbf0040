import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ConsoleParts } from '../console-calls/console-parts.ts';
import { guardingHeaders } from './page-files.ts';

/** How often is looked for changes while a page is open, milliseconds; a memory without an index is read whole for it. */
const lookMs = 700;
const slowLookMs = 10_000;

/** A comment keeps proxies from closing a silent stream, milliseconds. */
const pingMs = 20_000;

/** Pages that may be open; the oldest gives way. */
const mostStreams = 64;

/** Pages that are told at once, and the pause before the next ones, milliseconds. */
const toldAtOnce = 4;
const toldPauseMs = 25;

/** The newest chats that are compared. */
const watchedChats = 40;

/** What is compared from one look to the next: of each chat, and of the rest. */
interface Seen {
  chats: ReadonlyMap<string, string>;
  rest: string;
}

/**
 * Tells open pages that something has changed, and in which chats; they then ask for it. All of them share one look, and while
 * none is open there is none.
 */
export class LiveHints {
  readonly #parts: ConsoleParts;
  /** With what tells whether the session of a stream is over. */
  readonly #streams = new Map<ServerResponse, () => boolean>();
  /** Those that have not been told yet that what they asked for before may be old by now. */
  readonly #fresh = new Set<ServerResponse>();
  #isLooking = false;
  readonly #changed: () => void;

  /** @param changed called before pages are told that something has */
  constructor(parts: ConsoleParts, changed: () => void) {
    this.#parts = parts;
    this.#changed = changed;
  }

  /** Answers with a stream that stays open until its session `isOver`. */
  answer(response: ServerResponse, isOver: () => boolean): void {
    const [oldest] = this.#streams.keys();
    if (this.#streams.size >= mostStreams && oldest) this.#end(oldest);
    response.writeHead(200, {
      ...guardingHeaders,
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    response.write('retry: 2000\n\nevent: open\ndata: {}\n\n');
    this.#streams.set(response, isOver);
    this.#fresh.add(response);
    const ping = setInterval(() => {
      if (this.#streams.has(response)) response.write(': \n\n');
    }, pingMs).unref();
    response.once('close', () => {
      clearInterval(ping);
      this.#forget(response);
    });
    void this.#look();
  }

  /** Ends every stream; the pages come back when they can. */
  close(): void {
    for (const stream of this.#streams.keys()) this.#end(stream);
  }

  /** Nothing may be written from then on, though the connection is open until all has gone out. */
  #end(stream: ServerResponse): void {
    this.#forget(stream);
    stream.end();
  }

  #forget(stream: ServerResponse): void {
    this.#streams.delete(stream);
    this.#fresh.delete(stream);
  }

  async #look(): Promise<void> {
    if (this.#isLooking) return;
    this.#isLooking = true;
    const { signal, opened } = this.#parts;
    const pauseMs = opened.plugins.memory.newest ? lookMs : slowLookMs;
    let before: Seen | undefined;
    while (this.#streams.size > 0 && !signal.aborted) {
      const seen = await this.#see().catch(() => undefined);
      for (const [stream, isOver] of this.#streams) if (isOver()) this.#end(stream);
      if (seen && before) await this.#tell(before, seen);
      before = seen ?? before;
      if (seen) for (const stream of this.#fresh) stream.write(hint([]));
      if (seen) this.#fresh.clear();
      await sleep(pauseMs, undefined, { signal, ref: false }).catch(() => {});
    }
    this.#isLooking = false;
  }

  async #see(): Promise<Seen> {
    const { chats, opened } = this.#parts;
    const { inbox, outbox, cases, pauses, rules, letters } = opened.plugins.journal;
    const marks = new Map<string, string>();
    const mark = (chat: string, what: string): void =>
      void marks.set(chat, `${marks.get(chat) ?? ''}|${what}`);
    for (const { chat, messages, updatedAt } of (await chats.list({ limit: watchedChats })).chats)
      mark(chat, `${messages} ${updatedAt}`);
    for (const { chat } of await inbox.chats())
      mark(chat, `waits ${(await inbox.waiting(chat)).at(-1)?.inbound.id}`);
    for (const { chat, id, tries } of await outbox.due()) mark(chat, `due ${id} ${tries}`);
    for (const { chat, number } of await cases.list({ open: true })) mark(chat, `case ${number}`);
    for (const { chat = '', at, until = 0 } of await pauses.list())
      mark(chat, `pause ${at} ${until}`);
    for (const { chat, ...rule } of await rules.list()) mark(chat, JSON.stringify(rule));
    const [letter] = await letters.list(1);
    return { chats: marks, rest: letter?.id ?? '' };
  }

  /** Some pages after the other: what all of them ask at once would keep a customer's message waiting. */
  async #tell(before: Seen, seen: Seen): Promise<void> {
    const all = new Set([...before.chats.keys(), ...seen.chats.keys()]);
    const chats = [...all].filter((chat) => before.chats.get(chat) !== seen.chats.get(chat));
    if (chats.length === 0 && before.rest === seen.rest) return;
    this.#changed();
    for (const [index, stream] of [...this.#streams.keys()].entries()) {
      if (index > 0 && index % toldAtOnce === 0) await sleep(toldPauseMs);
      if (this.#streams.has(stream)) stream.write(hint(chats));
    }
  }
}

/** That these chats have changed, or anything; as it goes over the line. */
function hint(chats: readonly string[]): string {
  return `event: change\ndata: ${JSON.stringify({ chats })}\n\n`;
}
