/** Line ends of every kind. */
const lineEnds = /\r\n?|[\u0085\u2028\u2029]/g;

/**
 * What a phone cannot show or would be misled by: controls, lone surrogates, private-use characters, invisible spaces, byte
 * order marks and direction overrides. Joiners stay: emoji are built with them.
 */
const unprintable =
  /[^\P{Cc}\n\t]|[\p{Cs}\p{Co}\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/gu;

/** References that vendors' search tools leave in an answer: `【4:0†source】`. */
const citations = /【[^【】\n]{0,100}†[^【】\n]{0,100}】/g;

/** The text with `\n` as its only line end, and without what a phone cannot show. */
export function clean(text: string): string {
  return text.replace(lineEnds, '\n').replace(unprintable, '').replace(citations, '');
}
