import { spokenPart, withoutMusing } from '../guards/index.ts';
import type { Guard } from './guard.ts';
import { isReadable } from './readable.ts';

/** What a machine wrote beside the words for the customer is left out; where nothing else is there, it is asked for those words. */
export const machineGuard: Guard = {
  name: 'machine',
  look(text, { answer }) {
    const spoken = withoutMusing(spokenPart(text));
    // Thinking that was cut off left no words: the next guard says so.
    if (answer.finish === 'length' || isReadable(spoken)) return spoken;
    return {
      correction:
        'You have answered this before, but not in words for the customer. Write nothing but the message itself: no thinking, no JSON, no calls, no marks.',
    };
  },
};
