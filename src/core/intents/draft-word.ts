/** What an owner decides on a proposed answer: send it, drop it, or send a text of his own instead. */
export type DraftWord =
  | { readonly action: 'send' | 'drop'; readonly number?: number }
  | { readonly action: 'replace'; readonly text: string; readonly number?: number };

/** `1`, `0` or `2`, then the draft's number where one is given, then the owner's text. */
const shape = /^([012])[.):!]?(?:\s+[#№]\s?(\d{1,9})(?!\d))?(?:\s+(\S[^]*))?$/;

/** A key of the emoji keyboard is its digit and two signs. */
const keyCap = /[\uFE0F\u20E3]/g;

/**
 * What a message of an owner decides on a draft: `1` sends it, `0` drops it, `2 text` sends the text instead; `#17` behind the digit names the draft. Undefined
 * for every other text, also for `1 text` and a `2` without one. A number that begins with such a digit is none: "2.5", "10".
 */
export function draftWord(message: string): DraftWord | undefined {
  const trimmed = message.trim();
  const begin = trimmed.slice(0, 20).replace(keyCap, '');
  const [, digit, given, text] = shape.exec(begin + trimmed.slice(20)) ?? [];
  if (digit === undefined) return undefined;
  const number = given === undefined ? {} : { number: Number(given) };
  if (digit === '2') return text === undefined ? undefined : { action: 'replace', text, ...number };
  return text === undefined ? { action: digit === '1' ? 'send' : 'drop', ...number } : undefined;
}
