/** What nobody says to a customer: words about what the customer wants, and about oneself. */
const aboutCustomer =
  /^\s*(?:(?:okay|ok|alright|hmm|so|well|first)[,.] )?(?:(?:let me|let's|i need to|i should|we need to|we should) [^\n]{0,200}\b)?the (?:user|customer|client)(?:'s (?:message|question|request))? (?:is (?:asking|greeting|saying|looking|requesting|inquiring|writing)|has (?:asked|written|sent)|asks|asked|wants to know|just (?:said|asked|wrote|sent)|greet(?:s|ed)|wrote|writes|sent)\b/iu;

/** The text without English thinking, in no tags, before an answer in Cyrillic; where no such answer follows, nothing is left. */
export function withoutMusing(text: string): string {
  if (!aboutCustomer.test(text)) return text;
  const answer = /\n[^\S\n]{0,9}\n(?=[^\n\p{L}]{0,20}\p{Script=Cyrillic})/u.exec(text);
  return answer ? text.slice(answer.index).trim() : '';
}
