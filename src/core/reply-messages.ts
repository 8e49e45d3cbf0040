import { ServiceError } from './errors.ts';
import type { Answer } from './kinds/model.ts';
import type { Language } from './language/index.ts';
import { toWhatsApp } from './markup.ts';
import type { Phrases } from './phrases.ts';
import { splitMessage } from './split.ts';

/** What the bot says of itself. */
export interface Disclosing {
  phrases: Phrases;
  /** Whether the first answer of a chat begins with the line that a machine answers. */
  disclosure?: boolean;
}

/** An answer as messages for a phone; throws when nothing of it can be shown. `first`: the language of a chat that begins with it. */
export function replyMessages({ text }: Answer, { phrases, disclosure = false }: Disclosing, first?: Language): string[] {
  const shown = toWhatsApp(text);
  const replies = splitMessage(shown);
  if (replies.length === 0) {
    throw new ServiceError('model.empty', 'the model wrote nothing that a phone can show', { retryable: true });
  }
  return disclosure && first !== undefined ? splitMessage(`${phrases[first].disclosure}\n\n${shown}`) : replies;
}
