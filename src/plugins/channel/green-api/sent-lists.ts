import {
  isRetryable,
  ServiceError,
  fieldsOf,
  type UnknownObject,
} from '../../../core/plugin-api/failures.ts';
import { withoutDevice } from '../../../core/plugin-api/texts.ts';
import type { World } from '../../../core/kinds/plugin.ts';
import type { Client } from './client.ts';
import { unlessAborted, type Sleeper } from './deadline.ts';
import { invalidResponse } from './errors.ts';
import { firstText, identifier } from './fields.ts';
import { parse } from './notification.ts';

/** One message in the vendor's lists. `at` is Unix milliseconds; what a list does not tell is undefined. */
export interface SentEntry {
  id: string | undefined;
  chat: string;
  /** Empty for a file without a caption. */
  text: string;
  file?: SentFile;
  at: number | undefined;
  /** Whether it still waits in the vendor's queue. */
  isQueued: boolean;
  /** False when it was written on the phone, and so never was in the queue. */
  isByApi: boolean;
}

/** A file in the vendor's lists, under the names that they tell. */
export interface SentFile {
  names: string[];
  /** Whether it is sound that was sent through the API. */
  isAudio: boolean;
}

/** What went out or waits to; `problem` when a part of it could not be had. */
export interface SentLists {
  entries: readonly SentEntry[];
  problem: unknown;
}

/** Each list may be asked for once a second. */
const gapMs = 1100;

/** For this long the lists serve anyone who asks: all chats after a restart share them. */
const freshMs = 2000;

const timeoutMs = 30_000;

/** The longest span the vendor's journal is asked for, in minutes: its own default, a day. */
const longestMinutes = 1440;

/** One reading of the lists. Moments are Unix milliseconds; undefined as long as they have not come. */
interface Flight {
  minutes: number;
  lists: Promise<SentLists>;
  begunAt?: number;
  landedAt?: number;
}

/** Reads the vendor's journal of sent messages and its outgoing queue, for many at once and never too often. */
export class SentListReader {
  readonly #client: Client;
  readonly #clock: Pick<World, 'now'>;
  readonly #pause: Sleeper;
  #flight: Flight | undefined;

  constructor(client: Client, clock: Pick<World, 'now'>, pause: Sleeper) {
    this.#client = client;
    this.#clock = clock;
    this.#pause = pause;
  }

  /** Messages of the last minutes, at least; of the last day at most. What the lists held at `since` or later (Unix milliseconds). */
  async read(minutes: number, since: number, signal: AbortSignal): Promise<SentLists> {
    return unlessAborted(this.#shared(Math.min(longestMinutes, minutes), since).lists, signal);
  }

  #shared(minutes: number, since: number): Flight {
    const before = this.#flight;
    if (before && before.minutes >= minutes && this.#serves(before, since)) return before;
    // A few spans only, so that the chats of one restart fit into one request.
    const span = Math.min(longestMinutes, 5 * 2 ** Math.ceil(Math.log2(Math.max(1, minutes / 5))));
    const { promise, resolve } = Promise.withResolvers<SentLists>();
    const flight: Flight = { minutes: span, lists: promise };
    this.#flight = flight;
    void this.#fly(flight, before).then(resolve);
    return flight;
  }

  #serves({ begunAt, landedAt }: Flight, since: number): boolean {
    const fresh = landedAt === undefined || this.#clock.now() - landedAt < freshMs;
    return fresh && (begunAt === undefined || begunAt >= since);
  }

  /** Never rejects. */
  async #fly(flight: Flight, before: Flight | undefined): Promise<SentLists> {
    const unhurried = new AbortController().signal;
    await before?.lists;
    const early = before?.begunAt === undefined ? 0 : before.begunAt + gapMs - this.#clock.now();
    await this.#pause(Math.min(gapMs, early), unhurried);
    flight.begunAt = this.#clock.now();
    const lists = await Promise.allSettled([
      this.#list('lastOutgoingMessages', `?minutes=${flight.minutes}`, unhurried),
      this.#list('showMessagesQueue', '', unhurried).then(asQueued),
    ]);
    flight.landedAt = this.#clock.now();
    return together(lists);
  }

  async #list(name: string, rest: string, signal: AbortSignal): Promise<SentEntry[]> {
    const { body } = await this.#client.call({ verb: 'GET', name, rest, timeoutMs }, signal);
    if (!Array.isArray(body)) throw invalidResponse();
    return body.flatMap((item) => readEntry(item) ?? []);
  }
}

function asQueued(entries: readonly SentEntry[]): SentEntry[] {
  return entries.map((entry) => ({ ...entry, isQueued: true }));
}

/** What all lists hold. One that this vendor does not have is no problem as long as there is another. */
function together(lists: readonly PromiseSettledResult<SentEntry[]>[]): SentLists {
  const entries = lists.flatMap((list) => (list.status === 'fulfilled' ? list.value : []));
  const failures = lists.flatMap((list) =>
    list.status === 'rejected' ? [list.reason as unknown] : [],
  );
  const problems =
    failures.length < lists.length ? failures.filter((failure) => !isAbsent(failure)) : failures;
  // What the operator must fix comes first: it explains the other.
  return { entries, problem: problems.find((problem) => !isRetryable(problem)) ?? problems[0] };
}

function isAbsent(failure: unknown): boolean {
  return failure instanceof ServiceError && failure.code === 'service.green-api.address';
}

/** Understands an item of either list, in its new and its old shape; undefined when it holds neither text nor file. */
export function readEntry(item: unknown): SentEntry | undefined {
  const outer = fieldsOf(item);
  const inner = fieldsOf(typeof outer['body'] === 'string' ? parse(outer['body']) : outer['body']);
  const fields = { ...outer, ...inner };
  const chat = identifier(fields['chatId']);
  const { text: extended } = fieldsOf(
    fields['extendedTextMessage'] ?? fields['extendedTextMessageData'],
  );
  const { textMessage } = fieldsOf(fields['textMessageData']);
  const file = readFile(fields);
  const text = firstText(
    fields['message'],
    fields['textMessage'],
    extended,
    textMessage,
    fields['text'],
    file && '',
  );
  if (chat === undefined || text === undefined) return undefined;
  const ids = [
    outer['idMessage'],
    outer['messageID'],
    outer['messageId'],
    outer['messagesIDs'],
    inner['idMessage'],
  ].flat();
  const seconds = Number(outer['timestamp'] ?? Number.NaN);
  return {
    id: ids.map(identifier).find((id) => id !== undefined),
    chat: withoutDevice(chat),
    text,
    ...(file === undefined ? {} : { file }),
    at: Number.isFinite(seconds) ? seconds * 1000 : undefined,
    isQueued: false,
    isByApi: fields['sendByApi'] !== false,
  };
}

function readFile(fields: UnknownObject): SentFile | undefined {
  const inner = { ...fields, ...fieldsOf(fields['fileMessageData']) };
  const addresses = [inner['downloadUrl'], inner['urlFile']].filter(
    (each) => typeof each === 'string',
  );
  const named = inner['fileName'];
  const names = [
    ...(typeof named === 'string' ? [named] : []),
    ...addresses.map((each) => each.replace(/[?#].*$/s, '')),
  ];
  if (names.length === 0) return undefined;
  const isSound =
    inner['typeMessage'] === 'audioMessage' ||
    names.some((name) => /\.(?:ogg|oga|opus)$/i.test(name));
  return {
    names: names.map((name) => name.slice(name.lastIndexOf('/') + 1)),
    isAudio: isSound && inner['sendByApi'] !== false,
  };
}
