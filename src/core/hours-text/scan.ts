import { Unreadable, shownPiece } from './unreadable.ts';
import { numberWordsToFigures } from './number-words.ts';
import { phraseAt } from './phrase-at.ts';
import type { WordMeaning } from './words.ts';

/** One thing that an opening-hours text says; what says nothing is left out. */
export interface HoursToken {
  is:
    | Exclude<WordMeaning, 'nothing' | 'place' | 'noon' | 'midnight'>
    | 'number'
    | 'always'
    | 'dash'
    | 'stop'
    | 'opening'
    | 'closing'
    | 'end';
  /** As it is written. */
  text: string;
}

interface Piece {
  is:
    | 'word'
    | 'number'
    | 'always'
    | 'dash'
    | 'stop'
    | 'and'
    | 'opening'
    | 'closing'
    | 'point'
    | 'blank';
  text: string;
  /** Nothing stands between this piece and the one before. */
  isGlued: boolean;
}

/** Longer texts are no opening hours, in UTF-16 units. */
const longestText = 1000;

const mark =
  /(?<always>24\s?(?:[/\\xх×*-]|на)\s?7(?:\s?\/\s?365)?(?![\d:.]))|(?<word>[ap]\.\s?m\b\.?|\p{L}[\p{L}'’]*)|(?<number>\d+(?:[:.]\d+)*)|(?<dash>[-‐‑‒–—―−~→]+|\.\.\.?)|(?<stop>(?<!\s)\s+\/\s|[,;/|\n•·*¦؛،])|(?<and>[&+])|(?<opening>[([{])|(?<closing>[)\]}])|(?<point>\.(?=\s|$))|(?<blank>[\s.:!"'«»“”„_`\p{Extended_Pictographic}]+?)|(?<other>.)/gisu;

/** Invisible characters and the marks that turn a digit into a picture. */
const invisible = /\u00AD|[\u200B-\u200F]|\u2060|\uFEFF|[\uFE00-\uFE0F]|\u20E3/g;

/** The things that a text says, in their order and with an `end` behind the last. Throws an Unreadable that names what is not understood. */
export function scan(text: string): HoursToken[] {
  if (text.length > longestText)
    throw new Unreadable(`it is longer than ${longestText} characters`);
  const plain = text.normalize('NFKC').replace(invisible, '').replace(/[꞉∶ː]/g, ':');
  const pieces = piecesOf(numberWordsToFigures(plain));
  const tokens: HoursToken[] = [];
  let place: string | undefined;
  for (let at = 0; at < pieces.length;) {
    const { token, meaning, count } = read(pieces, at, tokens.at(-1));
    const said = token.text.toLowerCase();
    if (meaning === 'place' && place !== undefined && said !== place)
      throw new Unreadable(`${shownPiece(token.text)} is a second schedule`);
    if (meaning === 'place') place = said;
    else if (meaning !== 'nothing') tokens.push(token);
    at += count;
  }
  return [...tokens, { is: 'end', text: '' }];
}

function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const match of text.matchAll(mark)) {
    const [whole] = match;
    const [is = 'other'] =
      Object.entries(match.groups ?? {}).find(([, found]) => found !== undefined) ?? [];
    if (is === 'other') throw new Unreadable(`${shownPiece(whole)} is not understood`);
    if (is !== 'blank')
      pieces.push({ is: is as Piece['is'], text: whole, isGlued: match.index === end });
    if (is !== 'blank') end = match.index + whole.length;
  }
  return pieces;
}

interface Reading {
  token: HoursToken;
  meaning: WordMeaning | 'sign';
  /** Of how many pieces it is. */
  count: number;
}

function read(pieces: readonly Piece[], at: number, before: HoursToken | undefined): Reading {
  const { is, text } = pieces[at] ?? { is: 'stop', text: '' };
  const sign = (kind: HoursToken['is']): Reading => ({
    token: { is: kind, text },
    meaning: 'sign',
    count: 1,
  });
  if (is === 'word' || is === 'number') return phrase(pieces, at, before) ?? sign('number');
  if (is === 'dash')
    return isSuffix(pieces, at, before) ? { ...sign('dash'), meaning: 'nothing' } : sign('dash');
  if (is !== 'point') return sign(is === 'blank' ? 'stop' : is);
  return { ...sign('stop'), meaning: isAbbreviation(pieces[at - 1]) ? 'nothing' : 'sign' };
}

const suffix = /^(?:[дтн][ае]н|[гғкқ][аеa]|ти|ми|х|и)$/iu;

/** A dash before the ending of a number or an abbreviated day: `9-дан`, `Жм-ға`, `10-ти`. */
function isSuffix(pieces: readonly Piece[], at: number, before: HoursToken | undefined): boolean {
  const following = pieces[at + 1];
  return (
    before !== undefined &&
    following?.is === 'word' &&
    following.isGlued &&
    suffix.test(following.text)
  );
}

/** The point behind it ends no sentence. */
function isAbbreviation(piece: Piece | undefined): boolean {
  return piece?.is === 'word' && piece.text.length <= 5;
}

const mostWords = 7;

function phrase(
  pieces: readonly Piece[],
  at: number,
  before: HoursToken | undefined,
): Reading | undefined {
  const first = pieces[at];
  if (first?.is === 'number' && isEndOfRange(before)) return undefined;
  if (before?.is === 'number' && first && /^(?:ти|ми|х)$/i.test(first.text))
    return { token: { is: 'number', text: '' }, meaning: 'nothing', count: 1 };
  const words = wordsFrom(pieces, at);
  const found = phraseAt(words.map(({ text }) => text));
  if (!found && first?.is === 'number') return undefined;
  if (!found) throw new Unreadable(`${shownPiece(first?.text ?? '')} is not understood`);
  const last = words[found.count - 1]?.index ?? at;
  const text = pieces
    .slice(at, last + 1)
    .map((piece) => piece.text)
    .join(' ');
  const { meaning } = found;
  const token: HoursToken =
    meaning === 'noon' || meaning === 'midnight'
      ? { is: 'number', text: meaning }
      : { is: meaning as HoursToken['is'], text };
  return { token, meaning, count: last - at + 1 };
}

/** In `10-24 часа` the 24 is a time. */
function isEndOfRange(before: HoursToken | undefined): boolean {
  return before !== undefined && ['dash', 'to', 'po', 'from', 'with'].includes(before.is);
}

/** The words from a place on that may be one phrase; a dash inside one (`round-the-clock`) is none. */
function wordsFrom(pieces: readonly Piece[], at: number): { text: string; index: number }[] {
  const words: { text: string; index: number }[] = [];
  for (let index = at; index < pieces.length && words.length < mostWords; index += 1) {
    const piece = pieces[index];
    if (piece?.is === 'dash' && piece.isGlued && pieces[index + 1]?.isGlued === true && index > at)
      continue;
    if (piece?.is !== 'word' && piece?.is !== 'number') break;
    words.push({ text: piece.text.toLowerCase().replace(/['’.\s]/g, ''), index });
  }
  return words;
}
