import { closeSync, fdatasync, openSync } from 'node:fs';
import { promisify } from 'node:util';

/** How long `soon` waits for others, milliseconds. */
const soonMs = 10;

const bringToDisk = promisify(fdatasync);

/**
 * Brings what was written to a file to the disk, beside the event loop, which a commit that waits for the disk would hold up.
 * Calls that come meanwhile share the next time.
 */
export class Disk {
  readonly #file: string;
  readonly #rewrite: () => void;
  #isDoubtful = false;
  #running: Promise<void> = Promise.resolve();
  #next: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;

  /**
   * @param rewrite brings what the file holds to the disk by writes of its own, and throws when it cannot: after a failure the
   * system may take for written what it could not write, and would not write it again
   */
  constructor(file: string, rewrite: () => void) {
    this.#file = file;
    this.#rewrite = rewrite;
  }

  /** Resolves when everything written before the call survives a power cut; rejects with the system's error. */
  sync(): Promise<void> {
    this.#next ??= this.#running.then(() => this.#begin());
    return this.#next;
  }

  /** Has it synced within a hundredth of a second, with what others write meanwhile. */
  soon(): void {
    this.#timer ??= setTimeout(() => void this.sync().catch(() => {}), soonMs);
  }

  /** Resolves when nothing is on its way to the disk. */
  async whenIdle(): Promise<void> {
    if (this.#timer) await this.sync().catch(() => {});
    while (this.#next) await this.#next.catch(() => {});
    await this.#running;
  }

  #begin(): Promise<void> {
    this.#next = undefined;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const ended = this.#bring();
    this.#running = ended.catch(() => {});
    return ended;
  }

  async #bring(): Promise<void> {
    try {
      await syncFile(this.#file);
      if (this.#isDoubtful) this.#rewrite();
      this.#isDoubtful = false;
    } catch (error) {
      this.#isDoubtful = true;
      throw error;
    }
  }
}

/** The file is opened each time: the one that was opened before may have been replaced since. */
async function syncFile(file: string): Promise<void> {
  const opened = openSync(file, 'r+');
  try {
    await bringToDisk(opened);
  } finally {
    closeSync(opened);
  }
}
