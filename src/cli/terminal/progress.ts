import { eraseLine } from '../../core/log/terminal.ts';

const width = 24;

/** A bar on stderr while a list is worked on; silent where stderr is no terminal. */
export class Progress {
  readonly #total: number;
  readonly #shown: boolean;

  constructor(total: number, { shown }: { shown: boolean }) {
    this.#total = total;
    this.#shown = shown && process.stderr.isTTY;
  }

  /** `done` of the total are finished and `label` is being worked on. */
  show(done: number, label: string): void {
    if (!this.#shown) return;
    const filled = Math.round((done / this.#total) * width);
    process.stderr.write(
      `${eraseLine}[${'#'.repeat(filled)}${'-'.repeat(width - filled)}] ${done}/${this.#total} ${label}`,
    );
  }

  /** Removes the bar, so that a line can be printed. */
  clear(): void {
    if (this.#shown) process.stderr.write(eraseLine);
  }
}
