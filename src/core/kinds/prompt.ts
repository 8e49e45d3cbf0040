/** What the business wants its bot to know and how to speak. */
export interface PromptText {
  text: string;
  /** Changes exactly when the text changes; short, printable. */
  version: string;
}

/** Where the bot's instructions come from. */
export interface Prompt {
  /**
   * The text in force now: cheap (called every turn), never waits for a network, keeps the last good text when the
   * source breaks.
   */
  load(signal: AbortSignal): Promise<PromptText>;
}
