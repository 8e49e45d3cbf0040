/** A text without characters that would steer a terminal or turn its direction; line ends and tabs stay. */
export function printable(text: string): string {
  return text.replace(/[^\P{Cc}\n\t]|[\u202a-\u202e\u2066-\u2069]/gu, '');
}

/** What was said as a person reads it: before it what came with it, where that was put into words. */
export function printableEntry({ text, seen }: { text: string; seen?: string }): string {
  return [...(seen === undefined ? [] : [`[${seen}]`]), ...(text === '' ? [] : [text])].join(' ');
}
