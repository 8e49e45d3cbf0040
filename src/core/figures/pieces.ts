/** So many characters of a long text are read in one go: some milliseconds, whatever they are. */
export const pieceLength = 2000;

/** What a piece may end with: a line, an entry of JSON, a sentence. */
const ends = ['\n', '},', '. '];

/** What may be a part of a price or a phone that goes on behind a space. */
const ofNumber = /[\d+()-]/;

/** A long text in pieces that end with the first of these that there is, else between two words, and not within a number; together they are the text. */
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
  const found = betweenWords(text, at);
  if (found !== undefined) return found;
  const isHalf = /[\uD800-\uDBFF]/.test(text.charAt(at + pieceLength - 1));
  return isHalf ? pieceLength - 1 : pieceLength;
}

/** How much of a piece's length goes up to the last space with no part of a number on either side, else up to the last one. */
function betweenWords(text: string, from: number): number | undefined {
  const last = text.lastIndexOf(' ', from + pieceLength - 1);
  for (let at = last; at > from; at = text.lastIndexOf(' ', at - 1))
    if (!ofNumber.test(text.charAt(at - 1)) && !ofNumber.test(text.charAt(at + 1)))
      return at + 1 - from;
  return last > from ? last + 1 - from : undefined;
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
