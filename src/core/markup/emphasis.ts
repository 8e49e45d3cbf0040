import type { Mark } from './writer.ts';

export interface TextToken {
  type: 'text';
  text: string;
  /** An address or code: no marks around it. */
  plain: boolean;
}

/** A place where a mark may begin or end. */
export interface Delimiter {
  type: 'delimiter';
  /** Only delimiters of one kind can be a pair. */
  kind: string;
  mark: Mark;
  canBegin: boolean;
  canEnd: boolean;
  /** What stands there when it has no partner. */
  literal: string;
}

export type EmphasisToken = TextToken | Delimiter;

/** A text, or a delimiter that has its partner. */
export type Paired = TextToken | { type: 'mark'; mark: Mark; role: 'begins' | 'ends' };

const wordCharacter = /[\p{L}\p{N}]/u;
const digit = /\d/;

/** The delimiters that a run of stars, underscores or tildes stands for; those that WhatsApp shares come out as text. */
export function readDelimiters(
  text: string,
  at: number,
  length: number,
  star: Mark,
): EmphasisToken[] {
  const character = text.charAt(at);
  const run = text.slice(at, at + length);
  const [before, after] = [text.charAt(at - 1), text.charAt(at + length)];
  const sides = { before, after };
  if (character === '*' && length === 1) return [delimiter('*', star, sides, { inWords: false })];
  if (character === '*' && length === 2) return [delimiter('**', '*', sides, { inWords: true })];
  if (character === '*' && length === 3)
    return [
      delimiter('**', '*', sides, { inWords: true }),
      delimiter('*', '_', sides, { inWords: false }),
    ];
  if (character === '_' && (length === 2 || length === 3))
    return underscores(length, delimiter('__', '*', sides, { inWords: false }));
  if (character === '~' && length === 2) return [delimiter('~~', '~', sides, { inWords: true })];
  return [{ type: 'text', text: run, plain: false }];
}

/** The third underscore is WhatsApp's italic already; it stands inside the bold. */
function underscores(length: number, bold: Delimiter): EmphasisToken[] {
  if (length === 2) return [bold];
  const italic: TextToken = { type: 'text', text: '_', plain: false };
  return bold.canBegin ? [bold, italic] : [italic, bold];
}

interface Sides {
  before: string;
  after: string;
}

/** Begins before something visible, ends after it. Between digits it is arithmetic. */
function delimiter(
  kind: string,
  mark: Mark,
  { before, after }: Sides,
  { inWords }: { inWords: boolean },
): Delimiter {
  const arithmetic = digit.test(before) && digit.test(after);
  const canBegin = !arithmetic && isVisible(after) && (inWords || !wordCharacter.test(before));
  const canEnd = !arithmetic && isVisible(before) && (inWords || !wordCharacter.test(after));
  const cutOff = kind === '**' && canBegin && !digit.test(after) && !wordCharacter.test(before);
  return { type: 'delimiter', kind, mark, canBegin, canEnd, literal: cutOff ? '' : kind };
}

function isVisible(character: string): boolean {
  return character.trim() !== '';
}

/** A tag such as `<b>` or `</b>`, which pairs like other delimiters and is nothing without its partner. */
export function htmlDelimiter(mark: Mark, closes: boolean): Delimiter {
  return {
    type: 'delimiter',
    kind: `<${mark}>`,
    mark,
    canBegin: !closes,
    canEnd: closes,
    literal: '',
  };
}

/** Finds each delimiter's partner, the nearest before it of its kind; what has none becomes text. Linear in the tokens. */
export function pairDelimiters(tokens: readonly EmphasisToken[]): Paired[] {
  const paired: Paired[] = [];
  const begun = new Map<string, number[]>();
  for (const token of tokens) {
    if (token.type === 'delimiter') pairOne(token, paired, begun);
    else paired.push(token);
  }
  return paired;
}

/** Every delimiter is text until its partner comes. */
function pairOne(
  { kind, mark, canBegin, canEnd, literal }: Delimiter,
  paired: Paired[],
  begun: Map<string, number[]>,
): void {
  const waiting = begun.get(kind) ?? [];
  begun.set(kind, waiting);
  const partner = canEnd ? waiting.pop() : undefined;
  if (partner !== undefined) {
    paired[partner] = { type: 'mark', mark, role: 'begins' };
    paired.push({ type: 'mark', mark, role: 'ends' });
    return;
  }
  if (canBegin) waiting.push(paired.length);
  paired.push({ type: 'text', text: literal, plain: false });
}
