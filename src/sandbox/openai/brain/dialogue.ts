/** A dialogue as Chat Completions carry it, in plain texts. */
export interface Dialogue {
  system: string;
  messages: { role: 'user' | 'assistant'; text: string }[];
}

/** What the customer said since the last answer. */
export function lastSaid(messages: Dialogue['messages']): string {
  const answered = messages.findLastIndex(({ role }) => role === 'assistant');
  return messages
    .slice(answered + 1)
    .map(({ text }) => text)
    .join('\n');
}
