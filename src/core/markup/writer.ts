/** WhatsApp's marks: bold, italic, strike. */
export type Mark = '*' | '_' | '~';

interface OpenMark {
  mark: Mark;
  /** Where it stands in the output. */
  at: number;
  /** Not written because WhatsApp would not see a mark inside a word. */
  mute: boolean;
}

const wordCharacter = /[\p{L}\p{N}]/u;

/**
 * Writes text with marks as WhatsApp reads them: hugging the words, ended and begun again at line ends, properly nested
 * whatever the order in which they are wanted, and left out where one would touch a letter or digit on its outside.
 */
export class MarkWriter {
  readonly #pieces: string[] = [];
  readonly #open: OpenMark[] = [];
  #space = '';
  #last = '';

  /** Writes text under exactly these marks. */
  write(text: string, wanted: readonly Mark[]): void {
    for (const [index, line] of text.split('\n').entries()) {
      if (index > 0) this.#newLine();
      this.#writeLine(line, wanted);
    }
  }

  /** Everything written, all marks closed. */
  finish(): string {
    this.#closeFrom(0, '');
    return this.#pieces.join('') + this.#space;
  }

  #newLine(): void {
    this.#closeFrom(0, '');
    this.#space = '';
    this.#push('\n');
  }

  #writeLine(line: string, wanted: readonly Mark[]): void {
    const words = line.trim();
    const start = line.length - line.trimStart().length;
    this.#space += line.slice(0, start);
    if (words === '') return;
    const unwanted = this.#open.findIndex(({ mark }) => !wanted.includes(mark));
    if (unwanted >= 0) this.#closeFrom(unwanted, this.#space.charAt(0) || words.charAt(0));
    this.#push(this.#space);
    this.#space = line.slice(start + words.length);
    for (const mark of wanted) this.#begin(mark);
    this.#push(words);
  }

  #begin(mark: Mark): void {
    if (this.#open.some((open) => open.mark === mark)) return;
    const mute = wordCharacter.test(this.#last);
    this.#open.push({ mark, at: this.#pieces.length, mute });
    if (!mute) this.#push(mark);
  }

  /** Closes the marks from this one inwards; `next` is the character that will follow. */
  #closeFrom(index: number, next: string): void {
    const closed = this.#open.splice(index).toReversed();
    const touches = wordCharacter.test(next);
    for (const { mark, at, mute } of closed) {
      if (mute) continue;
      if (touches) this.#pieces[at] = '';
      else this.#push(mark);
    }
  }

  #push(piece: string): void {
    if (piece === '') return;
    this.#pieces.push(piece);
    this.#last = piece.slice(-1);
  }
}
