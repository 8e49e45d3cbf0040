import { addressOf } from './api.js';

/** How soon a broken line is tried again, milliseconds. */
const again = 3_000;

/** What changes at the bot, as long as the page is looked at: a browser opens few connections to one place. */
export class Live {
  /** @type {EventSource | undefined} */
  #source;
  #onChange;
  #onLine;
  #timer = 0;
  #see = () => (document.hidden ? this.#end() : this.#begin(true));

  /**
   * @param {(hint: { chats: string[] }) => void} onChange
   * @param {(isUp: boolean) => void} onLine
   */
  constructor(onChange, onLine) {
    this.#onChange = onChange;
    this.#onLine = onLine;
    document.addEventListener('visibilitychange', this.#see);
    this.#begin(false);
  }

  close() {
    document.removeEventListener('visibilitychange', this.#see);
    this.#end();
  }

  /** @param {boolean} isBack whether something may have changed meanwhile */
  #begin(isBack) {
    this.#end();
    const source = new EventSource(addressOf('live'));
    this.#source = source;
    source.addEventListener('open', () => this.#onLine(true));
    source.addEventListener('change', (event) => this.#onChange(JSON.parse(event.data)));
    source.addEventListener('error', () => {
      this.#onLine(false);
      this.#end();
      this.#timer = window.setTimeout(() => this.#begin(true), again);
    });
    if (isBack) this.#onChange({ chats: [] });
  }

  #end() {
    clearTimeout(this.#timer);
    this.#source?.close();
    this.#source = undefined;
  }
}
