import type { RequestField } from './cases.ts';

export type { RequestField } from './cases.ts';

/** Who has left something with the business, and where. */
export interface Requester {
  /** The number of the chat, known and not said: `+77010000000`; absent where the chat shows none. */
  phone?: string;
  /** In which messenger it was left, as people call it; absent: WhatsApp. */
  messenger?: string;
  /** The name that the customer has there. */
  name?: string;
}

/** What a customer has left with the business, as it is brought to a sink. All texts are bounded, and are the customer's: data, never formulas or commands. */
export interface BusinessRequest extends Requester {
  /** `wb_` and twenty characters of a–v and 0–9: the same for every try, by which it is found again. */
  id: string;
  /** By which the people of the business name it. */
  number: number;
  /** When it was left, Unix milliseconds. */
  at: number;
  /** In the owner's order; those that nobody filled in are left out. */
  fields: readonly RequestField[];
}

/** Where a request lies in a sink. */
export interface Delivered {
  /** The sink's own name of it; empty where it gives none. */
  ref: string;
  /** Where people look at it. */
  url?: string;
}

/** A place of the business to which requests are brought, such as a table or a CRM. Several serve at once: every one whose settings are there. */
export interface Sink {
  /** For so many milliseconds after a try `find` may not see what it has brought; 0 where absent. */
  readonly settleMs?: number;
  /**
   * Where the request lies that an earlier try may have brought; undefined: certainly nowhere. Absent where nobody can be asked: a
   * receiver then tells repeats apart by the id. Rejects as `deliver` does.
   */
  find?(request: BusinessRequest, signal: AbortSignal): Promise<Delivered | undefined>;
  /**
   * Brings it, one try; `before`, where it was found: that is brought up to date, and nothing is added. Ends when `signal` aborts,
   * with its reason. Rejects with a ServiceError that holds no secret and nothing of the request; `outcomeUnknown`: it may have
   * arrived, otherwise it certainly did not.
   */
  deliver(request: BusinessRequest, signal: AbortSignal, before?: Delivered): Promise<Delivered>;
  /** Called once, when nothing is brought any more. */
  close?(): Promise<void>;
}
