import { deniesMachine } from '../guards/index.ts';
import type { Guard } from './guard.ts';

/** The claim that a person writes, or no machine. */
export const denialGuard: Guard = {
  name: 'denial',
  look: (text) =>
    deniesMachine(text)
      ? {
          correction:
            'You have answered this before, but as if a person were writing. Never say or suggest that: you are the business’s AI assistant. If you were asked, say so plainly, and that a person can be asked for.',
        }
      : text,
};
