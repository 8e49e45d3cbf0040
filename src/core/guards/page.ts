/** What a page has around its words. */
const frame = /<(?:!doctype|\/?html|\/?body)\b[^<>]{0,500}>/gi;

/** What is in the body of a whole HTML page, whose tags are for `markup` to read; any other text as it is. */
export function withoutPage(text: string): string {
  if (!/^\s*<(?:!doctype html|html)\b/i.test(text)) return text;
  const body = text.search(/<body\b/i);
  return text.slice(Math.max(0, body)).replace(frame, '').trim();
}
