/** A document as it stands in a message, between its lines. */
const between =
  /\[a document, sent by the customer[^\]\n]*: «([^»\n]*)»\]\n<document>\n([^]*?)\n<\/document>\n?/g;

/** A message without the documents that came with it. */
export function withoutDocuments(text: string): string {
  return text.includes('<document>') ? text.replaceAll(between, '') : text;
}

/** The documents in a message, with their lines that hold words or figures. */
export function documentsIn(text: string): { name: string; lines: string[] }[] {
  return [...text.matchAll(between)].map(([, name = '', body = '']) => ({
    name,
    lines: body.split('\n').filter((line) => /[\p{L}\p{N}]/u.test(line)),
  }));
}
