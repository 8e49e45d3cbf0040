import { codeSpan, matchAt, matchBackticks, runLength, type Markup } from './code.ts';
import { htmlDelimiter, readDelimiters, type EmphasisToken } from './emphasis.ts';
import { readEntity, readHtmlTag, type HtmlTag } from './html.ts';
import { addressLength, linkSuffix, matchBrackets, readDestination } from './links.ts';

/** How the marks of a text are meant. */
export interface InlineStyle {
  /** What a single star means: WhatsApp's bold or Markdown's italic. */
  star: '*' | '_';
  /** Whose marks are written. */
  markup: Markup;
}

/** Where something other than plain words may begin. */
const special = /[\\`*_~<&[\]!]|https?:\/\/|www\./gi;
const address = /(?:https?:\/\/|www\.)[^\s<>[\]`"«»|]+/iy;
const autolink =
  /<(?:(https?:\/\/[^\s<>]{1,2000})|(?:mailto:|tel:)?([^\s<>@]{1,64}@[^\s<>@]{1,255}|\+?[\d()-]{5,30}))>/iy;
const footnote = /\[\^([^\]\s]{1,50})\]/y;

/** Reads inline Markdown from left to right, each place once. */
export class InlineReader {
  readonly #text: string;
  readonly #style: InlineStyle;
  readonly #tokens: EmphasisToken[] = [];
  readonly #lastComment: number;
  readonly #brackets: ReadonlyMap<number, number>;
  readonly #fences: ReadonlyMap<number, number>;
  /** Ends of links whose labels are being read: what follows the label, by the place of its `]`. */
  readonly #links = new Map<number, { suffix: string; end: number }>();
  /** HTML links whose labels are being read. */
  readonly #anchors: { url: string; start: number }[] = [];
  #at = 0;

  constructor(text: string, style: InlineStyle) {
    this.#text = text;
    this.#style = style;
    this.#lastComment = text.lastIndexOf('-->');
    this.#brackets = matchBrackets(text);
    this.#fences = matchBackticks(text);
  }

  read(): EmphasisToken[] {
    while (this.#at < this.#text.length) {
      special.lastIndex = this.#at;
      const found = special.exec(this.#text);
      this.#words(found?.index ?? this.#text.length);
      if (found) this.#special(found[0].charAt(0));
    }
    return this.#tokens;
  }

  /** Takes the text up to this place as it is. */
  #words(end: number): void {
    this.#take(this.#text.slice(this.#at, end), end);
  }

  #take(text: string, end: number, plain = false): void {
    if (text !== '') this.#tokens.push({ type: 'text', text, plain });
    this.#at = end;
  }

  #special(character: string): void {
    switch (character) {
      case '\\':
        return this.#escape();
      case '`':
        return this.#code();
      case '*':
      case '_':
      case '~':
        return this.#delimiters();
      case '<':
        return this.#angle();
      case '&':
        return this.#entity();
      case '[':
        return this.#label(this.#at);
      case '!':
        return this.#text.charAt(this.#at + 1) === '['
          ? this.#label(this.#at + 1)
          : this.#words(this.#at + 1);
      case ']':
        return this.#labelEnd();
      default:
        return this.#address();
    }
  }

  #escape(): void {
    const next = this.#text.charAt(this.#at + 1);
    if (/^[!-/:-@[-`{-~\n]$/.test(next)) this.#take(next, this.#at + 2);
    else this.#words(this.#at + 1);
  }

  #code(): void {
    const length = runLength(this.#text, this.#at);
    const close = this.#fences.get(this.#at);
    if (close === undefined) return this.#words(this.#at + length);
    const source = this.#text.slice(this.#at, close + length);
    const inside = source.slice(length, -length);
    const { markup } = this.#style;
    const isWritten = length === 1 || (length === 3 && markup === 'whatsapp');
    this.#take(isWritten ? source : codeSpan(inside.trim(), markup), close + length, true);
  }

  #delimiters(): void {
    const length = runLength(this.#text, this.#at);
    this.#tokens.push(...readDelimiters(this.#text, this.#at, length, this.#style.star));
    this.#at += length;
  }

  #entity(): void {
    const entity = readEntity(this.#text, this.#at);
    if (entity) this.#take(entity.text, entity.end);
    else this.#words(this.#at + 1);
  }

  /** A link or an image, whose label begins at `start`; its label is read like any text, its address follows at the `]`. */
  #label(start: number): void {
    const note = matchAt(footnote, this.#text, start);
    if (note) return this.#take(`[${note[1]}]`, start + note[0].length, true);
    const close = this.#brackets.get(start);
    const destination = close === undefined ? undefined : readDestination(this.#text, close + 1);
    if (close === undefined || !destination) return this.#words(start + 1);
    const suffix = linkSuffix(this.#text.slice(start + 1, close), destination.url);
    this.#links.set(close, { suffix, end: destination.end });
    this.#at = start + 1;
  }

  #labelEnd(): void {
    const link = this.#links.get(this.#at);
    if (link) this.#suffix(link.suffix, link.end);
    else this.#words(this.#at + 1);
  }

  /** An address after its label; a word or a link that follows at once would become a part of it. */
  #suffix(suffix: string, end: number): void {
    const touches = suffix !== '' && /[\p{L}\p{N}[]/u.test(this.#text.charAt(end));
    this.#take(touches ? `${suffix} ` : suffix, end, true);
  }

  #address(): void {
    const [found = ''] = matchAt(address, this.#text, this.#at) ?? [];
    const length = addressLength(found);
    // `http` or `www.` alone.
    if (length < 5) return this.#words(this.#at + 4);
    this.#take(found.slice(0, length).replace(/\\([*_~])/g, '$1'), this.#at + length, true);
  }

  #angle(): void {
    const [link, url, contact] = matchAt(autolink, this.#text, this.#at) ?? [];
    if (link !== undefined) return this.#take(url ?? contact ?? '', this.#at + link.length, true);
    const commentEnd = this.#commentEnd();
    if (commentEnd !== undefined) return this.#take('', commentEnd);
    const found = readHtmlTag(this.#text, this.#at);
    if (!found) return this.#words(this.#at + 1);
    const start = this.#at;
    this.#at = found.end;
    return this.#tag(found.tag, start);
  }

  /** Where the comment that begins here ends; where the last one ends is known, so that no end is looked for in vain. */
  #commentEnd(): number | undefined {
    const inside = this.#at + 4;
    const isComment = this.#text.startsWith('<!--', this.#at) && inside <= this.#lastComment;
    return isComment ? this.#text.indexOf('-->', inside) + 3 : undefined;
  }

  #tag(tag: HtmlTag, start: number): void {
    switch (tag.type) {
      case 'mark':
        return void this.#tokens.push(htmlDelimiter(tag.mark, tag.closes));
      case 'text':
        return this.#take(tag.text, this.#at);
      case 'code':
        return this.#take('`', this.#at);
      case 'image':
        return this.#take(tag.label + linkSuffix(tag.label, tag.url), this.#at, true);
      case 'link':
        return void this.#anchors.push({ url: tag.url, start: this.#at });
      case 'linkEnd': {
        const anchor = this.#anchors.pop();
        if (anchor)
          this.#suffix(linkSuffix(this.#text.slice(anchor.start, start), anchor.url), this.#at);
      }
    }
  }
}
