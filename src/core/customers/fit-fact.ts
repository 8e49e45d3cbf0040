import { customerText } from '../guards/customer-text.ts';
import { longestFact, longestName, type Learnt } from './customer.ts';
import { factFault } from './fact-fault.ts';

/** What a model or a person has written as a fact, fit to be kept of the customer of this chat; undefined: nothing of it is. */
export function fitFact(written: string, chat: string): string | undefined {
  const text = oneLine(written);
  if (!/\p{L}{2}/u.test(text) || factFault(text, chat) !== undefined) return undefined;
  if (text.length <= longestFact) return text;
  const cut = text.slice(0, longestFact - 1);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), longestFact / 2)).toWellFormed()}…`;
}

/** A name of at most four words, of letters alone: what says more («VIP, −50 %») is none. */
export function fitName(written: string): string | undefined {
  const name = oneLine(written).replace(/[.,;:!]$/u, '');
  if (name.length > longestName || !nameForm.test(name)) return undefined;
  return factFault(name, '') === 'order' ? undefined : name;
}

const nameForm = /^\p{L}[\p{L}\p{M}'’`.-]*(?: \p{L}[\p{L}\p{M}'’`.-]*){0,3}$/u;

/** What of a model's findings may be kept. */
export function fitLearnt({ name, facts, dropped }: Learnt, chat: string): Learnt {
  const fit = name === undefined ? undefined : fitName(name);
  return {
    ...(fit === undefined ? {} : { name: fit }),
    facts: facts.flatMap((fact) => fitFact(fact, chat) ?? []),
    dropped,
  };
}

/** Without anything that a model would read as a mark, or a terminal as a command. */
function oneLine(text: string): string {
  return customerText(text)
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .replace(/^[-•*–—\s]+/u, '')
    .trim();
}
