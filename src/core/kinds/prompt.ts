/** What the business wants its bot to know and how to speak. */
export interface PromptText {
  text: string;
  /** Differs whenever the text differs; short, printable. */
  version: string;
}

/** A prompt as its source has it at this moment, not yet current. */
export interface FetchedPrompt {
  text: string;
  /** Where it comes from, in a few words without secrets; the same as long as it is the same place. */
  source: string;
  /** A short word that begins the names of its versions: `gdocs` for gdocs-12. */
  kind: string;
}

/** Where the bot's instructions come from. */
export interface Prompt {
  /**
   * The current text now: cheap (called every turn), keeps the last good text when the source breaks. Never waits for a
   * network once there is a text: only the very first call may, and it rejects with a WabotError when it gets none.
   * Rejects with the reason of a signal that has aborted.
   */
  load(signal: AbortSignal): Promise<PromptText>;
  /** Asks the source itself, over a network where it lies behind one; changes nothing. Rejects with a WabotError. */
  fetch?(signal: AbortSignal): Promise<FetchedPrompt>;
  /**
   * Puts a text in the place of the source's own, where that has this hash (SHA-256, hexadecimal) still; absent where it is
   * edited elsewhere. False: it says something else by now. Rejects with a WabotError when it cannot be written.
   */
  save?(text: string, over: string): Promise<boolean>;
  /** Why the source cannot be used at present, in one line without secrets; undefined while all is well. */
  problem?(): string | undefined;
  /** Ends what runs in the background; nothing may be called afterwards. */
  close?(): Promise<void>;
}
