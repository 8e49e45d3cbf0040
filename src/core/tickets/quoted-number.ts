/** The number of the case that a quoted text of ours is about: `№17 …`; undefined where it begins with none. */
export function quotedNumber(quoted: string | undefined): number | undefined {
  const number = /^[\s*_~"«“\u200e\u200f]{0,9}№\s?(\d{1,9})(?!\d)/.exec(quoted ?? '')?.[1];
  return number === undefined ? undefined : Number(number);
}
