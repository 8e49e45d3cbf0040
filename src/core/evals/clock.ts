/** The clock of one conversation: it stands still but for what the conversation, and answers that take their time, put it on by. */
export class EvalClock {
  #at: number;

  /** @param at Unix milliseconds */
  constructor(at: number) {
    this.#at = at;
  }

  /** Unix milliseconds. To be handed on as it is. */
  readonly now = (): number => this.#at;

  /** So many milliseconds pass. */
  pass(ms: number): void {
    this.#at += Math.round(ms);
  }

  /** It is this moment, if it was earlier. */
  until(at: number): void {
    this.#at = Math.max(this.#at, Math.ceil(at));
  }
}
