/** Names of gpt-oss's channels whose marks a server has eaten: `analysisThe user asks…assistantfinalДа.` */
const toFinal =
  /(?:assistant\s{0,3}final|assistant<final>)(?:\s{0,3}(?:json|code|message))?\s*(?=\S|$)/g;
const aside =
  /^\s*(?:assistant\s{0,3})?(?:analysis(?=[\p{Lu}\n"'])|commentary(?= to=|[\p{Lu}\n]))/u;
const leading = /^\s*(?:(?:[Aa]ssistant|model)\s{0,3}\n\s*|final(?=\p{Lu}|\n))/u;

/** Only what stands in the final channel, where the names of channels stand in a text without their marks; else the text as it is. */
export function withoutStrippedChannels(text: string): string {
  const last = [...text.matchAll(toFinal)].at(-1);
  if (last) return text.slice(last.index + last[0].length);
  if (aside.test(text)) return '';
  return text.replace(leading, '');
}
