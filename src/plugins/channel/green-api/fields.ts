/** WhatsApp's own limit on a text, in characters. */
const longestText = 65_536;
const longestName = 100;

/** A calendar that goes wrong: before WhatsApp existed (2009), or more than a day ahead. */
const earliestMs = Date.UTC(2009, 0);
const dayMs = 24 * 60 * 60 * 1000;

/** The items of a list; none for anything else. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The first of the values that is a text with something in it, else the first blank text, else undefined. */
export function firstText(...values: unknown[]): string | undefined {
  const texts = values.filter((value) => typeof value === 'string');
  return texts.find((text) => !isBlank(text)) ?? texts[0];
}

/** Whether there is nothing to see: spaces, control and invisible format characters only. */
export function isBlank(text: string): boolean {
  return !/[^\s\p{Cc}\p{Cf}]/u.test(text);
}

/** At most so many characters, never half of one. */
function cut(text: string, length: number): string {
  const kept = text.length > length ? text.slice(0, length).replace(/[\ud800-\udbff]$/, '') : text;
  return kept.toWellFormed();
}

/** A customer's text without control characters and surrounding spaces, at most `length` characters. */
export function cleanText(text: string, length = longestText): string {
  const visible = text
    .replaceAll('\r\n', '\n')
    .replace(/[\p{Cc}]/gu, (sign) => (sign === '\n' || sign === '\t' ? sign : ''));
  return cut(visible.trim(), length);
}

/** A text on one line, without control and direction characters, at most `length` characters; undefined when nothing is left. */
export function lineOf(value: unknown, length: number): string | undefined {
  if (typeof value !== 'string') return undefined;
  const line = cut(
    value
      .slice(0, 4 * length)
      .replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ')
      .trim(),
    length,
  );
  return line === '' ? undefined : line;
}

/** The first usable display name: one line, without control and direction characters; a bare number is no name. */
export function cleanName(...values: unknown[]): string | undefined {
  for (const value of values) {
    const name = lineOf(value, longestName);
    if (name !== undefined && /[^\d\s()+-]/.test(name)) return name;
  }
  return undefined;
}

/** An identifier: a text (or a whole number) of visible ASCII characters, at most 200; undefined for anything else. */
export function identifier(value: unknown): string | undefined {
  const text = Number.isSafeInteger(value) ? String(value) : value;
  return typeof text === 'string' && /^[\x21-\x7e]{1,200}$/.test(text) ? text : undefined;
}

/** Unix seconds as milliseconds; undefined when they are missing or absurd. */
export function fromSeconds(value: unknown, now: number): number | undefined {
  const at = Math.round(
    Number(typeof value === 'string' || typeof value === 'number' ? value : Number.NaN) * 1000,
  );
  return at >= earliestMs && at <= now + dayMs ? at : undefined;
}

/** A word of the vendor that is fit to be shown; undefined when it is not one plain word. */
export function plainWord(value: unknown): string | undefined {
  return typeof value === 'string' && /^[A-Za-z]\w{0,39}$/.test(value) ? value : undefined;
}
