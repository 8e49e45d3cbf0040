import { asksForPerson } from '../intents/index.ts';
import { isCard } from '../understanding/enclosures.ts';
import type { Understood } from '../understanding/understood.ts';

/** Whether a customer asks for a person in one of these messages, in their own words. */
export function asksForPersonIn(understood: readonly Understood[]): boolean {
  return understood.some(
    ({ inbound, text }) =>
      text !== undefined &&
      inbound.from === undefined &&
      !isCard(inbound.content) &&
      asksForPerson(text),
  );
}
