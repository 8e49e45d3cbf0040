import { requestOf } from '../brain/requests.ts';
import type { NextStep } from './book-step.ts';
import { bookingsStep, freeTimesStep } from './bookings-step.ts';
import { lastCall, functionNamed } from './listed-times.ts';
import { functionStep } from './function-step.ts';
import { lookUpStep } from './lookup-step.ts';
import type { Work } from './work.ts';

const longestSummary = 200;
const lookUps: ReadonlySet<string> = new Set(['search_knowledge', 'find_rows']);

/**
 * What the sandbox's model does with the functions that it is offered: it calls one where the customer plainly asks for it, and
 * says what came of it. Undefined: the customer asks for none; it answers from the business's text. `isKnown`: whether that
 * has an answer.
 */
export function nextStep(work: Work, isKnown: () => boolean): NextStep | undefined {
  if (work.offers.length === 0 && work.done.length === 0) return undefined;
  if (lookUps.has(work.done.at(-1)?.name ?? '')) return isKnown() ? undefined : lookUpStep(work);
  return (
    personStep(work) ??
    bookingsStep(work) ??
    (lastCall(work, 'find_slots') && freeTimesStep(work)) ??
    functionStep(work, false) ??
    freeTimesStep(work) ??
    (isKnown() ? undefined : (lookUpStep(work) ?? functionStep(work, true)))
  );
}

/** Calls somebody of the business, where the customer complains or wants a person or their money back. */
function personStep(work: Work): NextStep | undefined {
  const request = requestOf(work.said);
  if (!functionNamed(work, 'handoff') || (request !== 'complaint' && request !== 'human'))
    return undefined;
  const summary = work.said.replaceAll(/\s+/g, ' ').trim().slice(0, longestSummary);
  return { name: 'handoff', arguments: { reason: request, summary } };
}
