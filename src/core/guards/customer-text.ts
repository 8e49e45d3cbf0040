/** Square brackets and what looks like them. */
const opening = /[[［【〔〖〘〚⟦⟬❲⁅﹝⦋⦍⦏⎡⎢⎣⸢⸤﹇]/gu;
const closing = /[\]］】〕〗〙〛⟧⟭❳⁆﹞⦌⦎⦐⎤⎥⎦⸣⸥﹈]/gu;

/** Characters that nobody sees and a model reads; joiners stay, emoji are built with them. */
const invisible = /[\u00ad\u115f\u1160\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\u{e0000}-\u{e007f}]/gu;

/** None of these patterns finds anything in a text without one of these; as UTF-16 units, which is quicker. */
const suspicious =
  /[[\]<>|\u00ad\u115f\u1160\u180e\u200b\u200e\u200f\u202a-\u202e\u2045\u2046\u2060-\u206f\u23a1-\u23a6\u2772\u2773\u27e6-\u27ed\u298b-\u2990\u2e22-\u2e25\u3010\u3011\u3014-\u301b\u3164\ufe47\ufe48\ufe5d\ufe5e\ufeff\uff3b\uff3d\uff5c\uffa0\udb40]/;

/** Marks of templates, of thinking and of our own instructions, with which a text would speak for somebody else. */
const marks =
  /<(?=[|｜<]|\/?(?:s|bos|eos|start_of_turn|end_of_turn|think|thinking|tool_call|function|business|earlier|dialogue|system|assistant|user)\b)|(?<=[|｜])>/giu;

/**
 * A customer's words as a model reads them: they hold no square bracket and nothing that looks like one (round ones take
 * their place), nothing invisible and no mark of a template. So no customer can write what `note` and `quote` write. The
 * same text always comes out the same.
 */
export function customerText(text: string): string {
  if (!suspicious.test(text)) return text;
  return text
    .replace(invisible, '')
    .replace(opening, '(')
    .replace(closing, ')')
    .replace(marks, (sign) => (sign === '<' ? '‹' : '›'));
}

/** A line of ours in a customer's message: `[an image that you cannot see]`. `words` are our own. */
export function note(words: string): string {
  return `[${words}]`;
}

/** A line of ours with words of others in it, on one line and cut at `longest` UTF-16 units: `[in reply to: «…»]`. */
export function quote(what: string, words: string, longest = 500): string {
  const line = customerText(words).replace(/[«»]/g, '"').replace(/\s+/g, ' ').trim();
  return note(`${what}: «${line.slice(0, longest).toWellFormed()}»`);
}
