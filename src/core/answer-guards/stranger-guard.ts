import { phonesIn, readPhones } from '../figures/mentions.ts';
import type { Evidence, Guard, Verdict } from './guard.ts';
import { inPasses } from './in-passes.ts';
import { decline } from './secret-guard.ts';

/** So many phones of an answer are looked up. */
const mostPhones = 5;

/** The phone of another customer, which a function has returned; those that the business itself names may leave. */
export const strangerGuard: Guard = {
  name: 'stranger',
  look(text, { evidence }) {
    const phones = phonesIn(text);
    if (phones.length === 0 || !evidence?.isStranger) return text;
    return withoutStrangers(text, phones, evidence);
  },
};

async function withoutStrangers(
  text: string,
  phones: readonly string[],
  { texts, business, customer, isStranger }: Evidence,
): Promise<Verdict> {
  const known = await inPasses(readPhones([...texts(), ...business(), ...customer()]));
  const asked = phones.filter((phone) => !known.has(phone)).slice(0, mostPhones);
  const strangers = await Promise.all(asked.map(async (phone) => isStranger?.(phone)));
  return strangers.includes(true) ? decline : text;
}
