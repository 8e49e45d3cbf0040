import type { Language } from '../language/index.ts';
import type { FunctionOffer } from './model.ts';
import type { Rested } from './turn-record.ts';

/** A JSON object, as arguments are. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Functions that the model may call, given by a plugin. Several serve at once: every one whose settings are there. */
export interface ToolSource {
  /**
   * The functions as they are now; the same list, in bytes too, as long as nothing changed: it is part of what services cache.
   * Rejects with a WabotError when they cannot be had; the bot then goes on without them, and asks again at the next turn.
   */
  list(signal: AbortSignal): Promise<readonly Tool[]>;
  /**
   * Functions of somebody else that are refused, as what is said of them is not what was approved; none of them is in `list`.
   * Absent where all functions are the owner's own. Rejects as `list`.
   */
  changed?(signal: AbortSignal): Promise<readonly ChangedTool[]>;
  /** Takes these as they are now. Rejects with a WabotError when that cannot be kept. */
  approve?(changed: readonly ChangedTool[]): Promise<void>;
  /** Ends what it keeps open; later calls reject. */
  close?(): Promise<void>;
}

/** A function as somebody else describes it now. */
export interface ChangedTool extends FunctionOffer {
  /** Who gives it, as the owner calls him. */
  server: string;
  /** What of it is approved, so that nothing else is. */
  hash: string;
}

/** A function, and what becomes of a call. Its name is known in one plugin only: of two with one name the first, by plugin, serves. */
export interface Tool extends FunctionOffer {
  /** `write`: it changes something, and runs at most once for each key. What only looks is `read`, and may run again. */
  effect: 'read' | 'write';
  /** Whose word is awaited before it runs; absent: nobody's. */
  confirm?: 'owner' | 'customer';
  /** The longest that one run may take, milliseconds; absent: 10,000. */
  timeoutMs?: number;
  /**
   * Runs once, with arguments that `parameters` allow. Ends when `signal` aborts. Rejects with a ServiceError: `outcomeUnknown`
   * where a write may have taken effect, otherwise it certainly did not. Of a write, any other error counts as unknown, too.
   */
  run(args: JsonObject, context: ToolContext, signal: AbortSignal): Promise<ToolResult>;
  /**
   * Whether the write with this key was done: its result; undefined: it certainly was not. Rejects where that cannot be said now.
   * Absent where the other side cannot be asked.
   */
  find?(
    args: JsonObject,
    context: ToolContext,
    signal: AbortSignal,
  ): Promise<ToolResult | undefined>;
}

/** For whom and when a function runs: what we know, never what the model wrote. */
export interface ToolContext {
  /** The same for every try of this call (chat, messages, function, arguments), at most 64 letters and digits: the `Idempotency-Key`. */
  key: string;
  /** Unix milliseconds. */
  now: number;
  /** Of the business, an IANA name. */
  timeZone: string;
  /** Of the reply. */
  language: Language;
  customer: ToolCustomer;
}

/** The person in whose chat a function runs. */
export interface ToolCustomer {
  /** The chat, as the channel names it: it stands for the person. */
  chat: string;
  /** Digits with the country's code; absent where the chat shows no number. */
  phone?: string;
  /** As the customer's account has it: said, not proved. */
  name?: string;
}

/** What came of a call. */
export interface ToolResult {
  /** For the model, as data: JSON, at most 32 KB as it is written; more is cut. */
  value: unknown;
  /** Of a write; absent counts as true. False: the other side refused, nothing was done, and it may be tried with other arguments. */
  done?: boolean;
  /** For memory, the history and owners: one short line without a phone number. */
  summary?: string;
  /** Where in the documents of the business it was found, for who asks later what an answer rested on. */
  rested?: Rested;
}
