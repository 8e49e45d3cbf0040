/** Thrown inside: why a text is no opening hours, with the piece of it that is the reason. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';
}

const longestPiece = 60;

/** A piece of the owner's text as an error shows it. */
export function shownPiece(piece: string): string {
  const line = piece.replace(/(?<!\s)\s+/g, ' ').trim();
  return `"${line.length > longestPiece ? `${line.slice(0, longestPiece)}…` : line}"`;
}
