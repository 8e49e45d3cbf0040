import { SharedText } from './page-files.ts';

/** How long an answer is given to others, too, milliseconds; what changes meanwhile ends it. */
const sharedMs = 1_000;

/** What several pages ask for at the same time is read once: they all ask when something has changed. */
export class SharedReads {
  readonly #kept = new Map<string, Promise<SharedText>>();

  /** The answer to what is named by the key, as JSON: the one that is there or on its way, else what `make` resolves with. */
  read(key: string, make: () => Promise<object>): Promise<SharedText> {
    const kept = this.#kept.get(key);
    if (kept) return kept;
    const made = make().then((result) => new SharedText(JSON.stringify(result)));
    this.#kept.set(key, made);
    const end = (): void => {
      if (this.#kept.get(key) === made) this.#kept.delete(key);
    };
    made.then(() => void setTimeout(end, sharedMs).unref(), end);
    return made;
  }

  /** Something has changed: whoever asks from now on has it read again. */
  forget(): void {
    this.#kept.clear();
  }
}
