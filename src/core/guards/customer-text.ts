/** Square brackets and what looks like them. */
const opening = /[[［【〔〖〘〚⟦⟬❲⁅﹝⦋⦍⦏⎡⎢⎣⸢⸤﹇⹕⹗｢⌈⌊⦗]/gu;
const closing = /[\]］】〕〗〙〛⟧⟭❳⁆﹞⦌⦎⦐⎤⎥⎦⸣⸥﹈⹖⹘｣⌉⌋⦘]/gu;

/** Characters that nobody sees and a model reads; joiners and the two that choose how an emoji looks stay. */
const unseen = String.raw`(?!\u200c|\u200d|\ufe0e|\ufe0f)\p{Default_Ignorable_Code_Point}`;
const invisible = new RegExp(unseen, 'gu');

/** None of these patterns finds anything in a text without one of these. */
const suspicious = new RegExp(
  String.raw`[[\]<>|\u2045\u2046\u2308-\u230b\u23a1-\u23a6\u2772\u2773\u27e6-\u27ed\u298b-\u2990\u2997\u2998\u2e22-\u2e25\u2e55-\u2e58\u3010\u3011\u3014-\u301b\ufe47\ufe48\ufe5d\ufe5e\uff3b\uff3d\uff5c\uff62\uff63]|${unseen}`,
  'u',
);

/** Marks of templates, of thinking and of our own instructions, with which a text would speak for somebody else. */
const marks =
  /<(?=[|｜<]|\/?(?:s|bos|eos|start_of_turn|end_of_turn|think|thinking|tool_call|function|business|earlier|dialogue|customer|system|assistant|user)\b)|(?<=[|｜])>/giu;

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
