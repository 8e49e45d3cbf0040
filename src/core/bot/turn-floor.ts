import type { WorkOutcome } from '../chat-loops.ts';
import { Semaphore } from '../semaphore.ts';

/** Turns at the same time, over all chats: what they hold in memory is bounded, and later ones wait on the disk. */
const mostTurns = 256;

/** Where turns are taken: side by side or, what may end the process, one at a time with no other turn beside it. */
export class TurnFloor {
  readonly #slots = new Semaphore(mostTurns);
  /** Who must be alone queues here, so that between two of them all others have their turn. */
  readonly #trials = new Semaphore(1);

  /** Takes a turn when there is room for it and, where it then resolves with undefined, once more alone. */
  async take(turn: (isAlone: boolean) => Promise<WorkOutcome | undefined>): Promise<WorkOutcome> {
    const outcome =
      (await this.#slots.run(() => turn(false))) ??
      (await this.#trials.run(() => this.#slots.runAlone(() => turn(true))));
    return outcome ?? 'done';
  }
}
