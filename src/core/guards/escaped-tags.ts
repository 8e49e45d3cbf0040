/** Tags and marks that came as entities or as escapes of JSON: `&lt;think&gt;`, `\u003cthink\u003e`. */
const escaped =
  /(?:&lt;|\\u003c|\\<)(\/?(?:[a-z:_]{0,20}(?:think|reason|thought|tool|function|invoke|answer|response)[\w=]{0,40}|[|｜][^<>&\n]{1,48}[|｜]))(?:&gt;|\\u003e|\\>)/giu;

/** The text with a machine's tags as they are, so that the other guards see them; other entities stay. */
export function withPlainTags(text: string): string {
  return text.replace(escaped, '<$1>');
}
