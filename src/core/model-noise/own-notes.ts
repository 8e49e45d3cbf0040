/** Lines as we put them into a customer's message; some models begin their answer with one. */
const notes =
  /^(?:\s{0,9}\[(?:in reply to|came from the advertisement|answer in|what was said earlier|an? [\w ]{1,40} that (?:you|is|could)|(?:an? [\w ]{1,30}|image \d{1,2}), sent by the customer|sent with it|a message that could not|a voice message that could not)[^\][]{0,700}\][^\S\n]{0,9}\n?)+/;

/** The text without notes of ours that it begins with. */
export function withoutOwnNotes(text: string): string {
  return text.replace(notes, '');
}
