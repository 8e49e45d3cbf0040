import { findCut } from './cut.ts';
import { findSpans, type TextSpan } from './spans.ts';

/** The longest message that is sent, in UTF-16 units: what WhatsApp shows without folding it away, and every channel takes. */
export const longestMessage = 4_000;

/** Room for marks that must be closed at the end of a message. */
const reserve = 8;

/**
 * Splits a text in WhatsApp's markup into messages of at most `longestMessage`, none empty, space at their ends removed. Cuts
 * at paragraphs, else lines, sentences, words, characters. What stands between marks is kept whole where that is cheap;
 * otherwise its marks are closed in one message and opened again in the next. Takes time in proportion to the length.
 */
export function splitMessage(text: string): string[] {
  const whole = text.trim();
  if (whole === '') return [];
  return whole.length <= longestMessage ? [whole] : new Splitter(whole).split();
}

class Splitter {
  readonly #text: string;
  readonly #spans: readonly TextSpan[];
  readonly #messages: string[] = [];
  /** Where the next message begins. */
  #at = 0;
  /** What it begins with: marks that are open there. */
  #opens = '';
  /** Spans before this one have ended. */
  #firstSpan = 0;

  constructor(text: string) {
    this.#text = text;
    this.#spans = findSpans(text);
  }

  split(): string[] {
    while (this.#opens.length + this.#text.length - this.#at > longestMessage) this.#cut();
    this.#push(this.#text.length, '');
    return this.#messages;
  }

  #cut(): void {
    const room = longestMessage - this.#opens.length - reserve;
    const wanted = findCut(this.#text, this.#at, this.#at + room);
    const early = this.#spansAcross(wanted).find((span) => isWorthKeeping(span, this.#at, room));
    this.#end(early ? findCut(this.#text, this.#at, early.start) : wanted);
  }

  /** Ends the message at this place. */
  #end(cut: number): void {
    const across = this.#spansAcross(cut);
    const open = across.filter(
      ({ contentStart, contentEnd }) => cut > contentStart && cut < contentEnd,
    );
    const unbegun = across.find(({ contentStart }) => cut <= contentStart);
    const done = across.find(({ contentEnd }) => cut >= contentEnd);
    if (unbegun && unbegun.start > this.#at) return this.#end(unbegun.start);
    const closes = [...open, ...(done ? [done] : [])].toReversed().map((span) => span.closes);
    const quoted = this.#isQuoted(cut);
    this.#push(done?.contentEnd ?? cut, closes.join(''));
    this.#at = this.#skipSpace(
      done?.end ?? Math.max(cut, unbegun?.contentStart ?? 0),
      open.some(({ code }) => code),
    );
    this.#opens = (quoted ? '> ' : '') + open.map((span) => span.opens).join('');
  }

  #push(end: number, closes: string): void {
    const content = this.#text.slice(this.#at, end).trimEnd();
    if (content.trim() !== '') this.#messages.push(this.#opens + content + closes);
  }

  /** Spans that begin before this place and end after it, the outer before the inner. */
  #spansAcross(place: number): TextSpan[] {
    const spans = this.#spans;
    while ((spans[this.#firstSpan]?.end ?? Number.POSITIVE_INFINITY) <= this.#at)
      this.#firstSpan += 1;
    const across: TextSpan[] = [];
    for (let index = this.#firstSpan; ; index += 1) {
      const span = spans[index];
      if (!span || span.start >= place) return across;
      if (span.end > place) across.push(span);
    }
  }

  /** Whether a line that is a quote goes on behind this place. */
  #isQuoted(cut: number): boolean {
    if (this.#text.charAt(cut) === '\n') return false;
    const before = this.#text.slice(this.#at, cut);
    const lineStart = before.lastIndexOf('\n');
    return lineStart < 0
      ? (this.#opens + before).startsWith('> ')
      : before.startsWith('> ', lineStart + 1);
  }

  /** The place behind the space at this one; in code only the line end belongs to the cut. */
  #skipSpace(place: number, code: boolean): number {
    const pattern = code ? /[^\S\n]*\n|/y : /\s*/y;
    pattern.lastIndex = place;
    return place + (pattern.exec(this.#text)?.[0].length ?? 0);
  }
}

/** Whether the message may end before this span instead: it fits into the next one, and this one stays half full. */
function isWorthKeeping({ start, end }: TextSpan, at: number, room: number): boolean {
  return start - at >= room / 2 && end - start <= room;
}
