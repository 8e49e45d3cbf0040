/** So many characters of a long text are read in one go: some milliseconds, whatever they are. */
export const pieceLength = 2000;

/** What a piece may end with: a line, an entry of JSON, a sentence, a word. */
const ends = ['\n', '},', '. ', ' '];

/** A long text in pieces that end with the first of these that there is; together they are the text. */
export function inPieces(text: string): string[] {
  const pieces: string[] = [];
  for (let at = 0; at < text.length;) {
    const piece = text.slice(at, at + lengthAt(text, at));
    pieces.push(piece);
    at += piece.length;
  }
  return pieces;
}

function lengthAt(text: string, at: number): number {
  if (text.length - at <= pieceLength) return text.length - at;
  const most = text.slice(at, at + pieceLength);
  for (const end of ends) {
    const found = most.lastIndexOf(end);
    if (found >= 0) return found + end.length;
  }
  return pieceLength;
}

/** Work that halts here and there, and says of how many characters it has read since. */
export type Halting<Result> = Generator<number, Result, void>;

/** Does it to its end in one go. */
export function toEnd<Result>(work: Halting<Result>): Result {
  for (;;) {
    const { done, value } = work.next();
    if (done === true) return value;
  }
}
