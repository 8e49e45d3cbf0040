import { FairQueue } from '../fair-queue.ts';
import type { Room } from '../kinds/channel.ts';

/** A file up to this is small, bytes: four minutes of speech and more, as WhatsApp records it. */
export const smallBytes = 1024 * 1024;

/** How many files are held at once. With the largest that a channel takes, 25 MB, they are some 110 MB together. */
const atOnce = { small: 64, large: 2 };

/**
 * Bounds what customers' files take in memory, from their first byte until they are heard: without it each of some hundred
 * turns could hold 25 MB. Who waits does so behind those who had less; of one chat one file at a time has room.
 */
export class DownloadBudget {
  readonly #small = new FairQueue(atOnce.small);
  readonly #large = new FairQueue(atOnce.large);

  /**
   * Does work that fetches a file and uses it; `room` is to be awaited before more bytes of the file are held. Anyone who waits
   * for a large room keeps a small one, and needs nothing else afterwards: so all of them come to an end.
   */
  async with<T>(owner: string, signal: AbortSignal, work: (room: Room) => Promise<T>): Promise<T> {
    const over = Promise.withResolvers<void>();
    let entered: Promise<void> | undefined;
    const room: Room = async (bytes) => {
      if (bytes > smallBytes) await (entered ??= this.#enter(owner, signal, over.promise));
    };
    try {
      return await this.#small.run(() => work(room), { owner, seconds: 1 }, signal);
    } finally {
      over.resolve();
    }
  }

  /** Resolves in a large room, which is taken until `over`. */
  async #enter(owner: string, signal: AbortSignal, over: Promise<void>): Promise<void> {
    const inside = Promise.withResolvers<void>();
    const stay = (): Promise<void> => {
      inside.resolve();
      return over;
    };
    this.#large.run(stay, { owner, seconds: 1 }, signal).catch(inside.reject);
    await inside.promise;
  }
}
