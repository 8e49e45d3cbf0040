/** Marks of places in files that a customer has never seen: `【4:0†source】`, those between characters of private use, `<co: 0>`. */
const citations =
  /【\d{1,3}(?::\d{1,3})?†[^】\n]{0,100}】|\ue200[^\ue200\ue201\n]{0,300}\ue201|<\/?co:\s?[\d,]{1,12}>/g;

/** The text without marks that say to a program from which file a sentence comes. */
export function withoutCitations(text: string): string {
  return text.replace(citations, '');
}
