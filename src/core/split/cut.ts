/** A cut at a paragraph, line or sentence must leave at least this part of the room used. */
const leastUsed = 1 / 4;

const sentenceEnd = /[.!?…。！？][)\]»”"'’*_~]*(?=\s)/gu;

/** Space at which a line may be broken: not the one within numbers and between a number and its unit. */
const space = /[^\S\u00a0\u202f]/;

/** What belongs to the character before it. */
const joins = /^(?:\p{M}|\u200d)/u;

/**
 * The best place after `from` and not after `to` to end a message: the last end of a paragraph, else of a line, else of a
 * sentence, else of a word, else of what people see as one character.
 */
export function findCut(text: string, from: number, to: number): number {
  const room = to - from;
  const window = text.slice(from, to + 2);
  const good = (cut: number): boolean => cut >= room * leastUsed && cut <= room;
  const paragraph = window.lastIndexOf('\n\n', room);
  if (good(paragraph)) return from + paragraph;
  const line = window.lastIndexOf('\n', room);
  if (good(line)) return from + line;
  const sentence = [...window.matchAll(sentenceEnd)]
    .map((found) => found.index + found[0].length)
    .findLast((cut) => cut <= room);
  if (sentence !== undefined && good(sentence)) return from + sentence;
  return (
    from + (lastSpace(window, room) ?? lastCharacter(text.slice(from, to + longestCharacter), room))
  );
}

function lastSpace(window: string, room: number): number | undefined {
  for (let cut = room; cut > 0; cut -= 1) {
    if (space.test(window.charAt(cut)) && !joins.test(window.slice(cut + 1, cut + 3))) return cut;
  }
  return undefined;
}

/** Enough of what follows to see whether a character goes on: the longest emoji have some thirty units. */
const longestCharacter = 100;

function lastCharacter(window: string, room: number): number {
  const segments = new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(window);
  const start = segments.containing(room)?.index ?? room;
  if (start > 0) return start;
  // A heap of marks that is longer than a message: at least no surrogates are parted.
  return /[\ud800-\udbff]$/.test(window.slice(0, room)) ? room - 1 : room;
}
