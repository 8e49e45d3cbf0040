import { phonesIn } from '../figures/mentions.ts';
import type { Guard } from './guard.ts';
import { decline } from './secret-guard.ts';

/** So many phones of an answer are looked up. */
const mostPhones = 5;

/** The phone of another customer, which a function has returned; those that the business itself names may leave. */
export const strangerGuard: Guard = {
  name: 'stranger',
  look(text, { evidence }) {
    const phones = phonesIn(text);
    if (phones.length === 0 || !evidence?.isStranger) return text;
    const { texts, business, customer } = evidence;
    const known = new Set([...texts(), ...business(), ...customer()].flatMap(phonesIn));
    const asked = phones.filter((phone) => !known.has(phone)).slice(0, mostPhones);
    const { isStranger } = evidence;
    return Promise.all(asked.map((phone) => isStranger(phone))).then((strangers) =>
      strangers.includes(true) ? decline : text,
    );
  },
};
