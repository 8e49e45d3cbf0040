import { holdsSecret } from '../guards/index.ts';
import type { Guard, Objection } from './guard.ts';

/** Said of everything that must not leave. */
export const decline: Objection = {
  correction:
    'You have answered this before, but with words that must not leave. Decline that part kindly in one sentence of your own, and answer what the business’s text allows.',
};

/** A key or another secret of ours. */
export const secretGuard: Guard = {
  name: 'secret',
  look: (text, { confidential }) => (holdsSecret(text, confidential) ? decline : text),
};
