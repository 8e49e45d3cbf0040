import type { JsonObject, ToolResult } from './tool.ts';

/** A write that is about to be made for a customer. */
export interface NewDeed {
  /** The same for every try of this write, over reruns of the turn that makes it. */
  key: string;
  chat: string;
  /** The oldest message with which its turn dealt. */
  message: string;
  /** The function. */
  name: string;
  args: JsonObject;
  /** Unix milliseconds. */
  at: number;
}

/** A write that was begun. Without an end nobody knows whether it was made. */
export interface Deed extends NewDeed {
  end?: {
    /** Unix milliseconds. */
    at: number;
    result: ToolResult;
  };
}

/**
 * What functions change for customers, so that nothing is done twice. What was begun thirty days ago is forgotten, and what
 * was done for a person with them.
 */
export interface Deeds {
  /**
   * Notes before it is made that it is, durably. Undefined: it may be made, now and by nobody else, as the key is new or ended
   * without effect (`done: false`); otherwise what is known of it, and nothing changes.
   */
  begin(deed: NewDeed): Promise<Deed | undefined>;
  /** Keeps what came of it. False: it is not known, as its customer was erased, or has ended. */
  end(key: string, end: NonNullable<Deed['end']>): Promise<boolean>;
  /** Those of one chat, or of all, oldest first. */
  list(chat?: string): Promise<Deed[]>;
}

/** The part of a journal that knows what functions have changed. */
export interface KeepingDeeds {
  readonly deeds: Deeds;
}
