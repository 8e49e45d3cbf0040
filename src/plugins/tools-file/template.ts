/** A part of a text: as it stands, a secret of the environment, or what a call brings. */
export type Piece =
  | { text: string }
  | { secret: string }
  /** The way to it: an argument and what is within, or `customer` and what of it. */
  | { from: readonly string[] };

/** A text with places that are filled when the function runs. */
export type Template = readonly Piece[];

/** What a call brings: its arguments, and the customer as we know him. */
export type CallValues = Readonly<Record<string, unknown>>;

/** `${NAME}`, and `{argument}` or `{customer.phone}`. */
const places = /\$\{([A-Za-z_]\w*)\}|\{([\p{L}_][\p{L}\p{N}_-]*(?:\.[\p{L}\p{N}_-]+)*)\}/gu;

/** The parts of a text; the secrets by name yet. */
export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const { 0: whole, 1: secret, 2: from, index } of text.matchAll(places)) {
    if (index > at) pieces.push({ text: text.slice(at, index) });
    pieces.push(secret === undefined ? { from: (from ?? '').split('.') } : { secret });
    at = index + whole.length;
  }
  if (at < text.length) pieces.push({ text: text.slice(at) });
  return pieces;
}

/** What stands at a place; undefined where the call brings none. Only what an object has itself counts. */
export function valueAtPath(from: readonly string[], given: CallValues): unknown {
  let value: unknown = given;
  for (const key of from) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as CallValues)[key];
  }
  return value ?? undefined;
}

/** A value within a text: nothing where there is none, JSON where it is more than a word. */
export function valueText(value: unknown): string {
  if (value === undefined) return '';
  return typeof value === 'string' ? value.toWellFormed() : JSON.stringify(value);
}

/** The text with every place filled; `encode` makes each filling fit for where it stands. */
export function filled(
  template: Template,
  given: CallValues,
  encode: (value: string) => string = (value) => value,
): string {
  return template
    .map((piece) => {
      if ('text' in piece) return piece.text;
      return encode('secret' in piece ? piece.secret : valueText(valueAtPath(piece.from, given)));
    })
    .join('');
}

/** The value itself, with its type, where one place is the whole text; otherwise the text. */
export function filledValue(template: Template, given: CallValues): unknown {
  const [first] = template;
  if (template.length === 1 && first && 'from' in first) return valueAtPath(first.from, given);
  return filled(template, given);
}
