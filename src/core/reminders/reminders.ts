import type { Inbound } from '../kinds/channel.ts';
import type { TurnParts, TurnResult } from '../turn/turn.ts';
import { answerReminder } from './reminder-answer.ts';
import { ReminderWatch, type ReminderParts } from './reminder-watch.ts';

/** Reminds customers of their bookings, and takes their answers. */
export class Reminders {
  readonly #parts: ReminderParts;
  #watch: ReminderWatch | undefined;

  constructor(parts: ReminderParts) {
    this.#parts = parts;
  }

  /** Begins to look; `due` is told that a chat has replies due, and something to remember. */
  start(due: (chat: string) => Promise<void>): void {
    this.#watch = new ReminderWatch(this.#parts, due);
    this.#watch.watch();
  }

  /** The turn about an answer to a reminder; undefined where these messages are none. */
  answer(
    chat: string,
    messages: readonly Inbound[],
    turn: TurnParts,
    signal: AbortSignal,
  ): Promise<TurnResult | undefined> {
    return answerReminder(chat, messages, { ...this.#parts, ...turn }, signal);
  }

  /** Resolves when the look under way has ended. */
  async stop(): Promise<void> {
    await this.#watch?.stop();
  }
}
