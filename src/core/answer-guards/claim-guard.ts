import { claimsAction } from '../intents/index.ts';
import { isBackedByCalls } from '../tools/call-claims.ts';
import type { Guard } from './guard.ts';

/** The claim that something was done, where no function has done it. */
export const claimGuard: Guard = {
  name: 'claim',
  look(text, { evidence }) {
    if (!evidence || !claimsAction(text)) return text;
    const { now, before } = evidence.called();
    if (isBackedByCalls(text, now, before)) return text;
    return {
      correction:
        'You have answered this before, but as if something had been done or passed on, and nothing has been beyond what results of functions say. If a function does it and was not called, call it now. Otherwise say honestly what was done and what you cannot do, and claim and promise nothing else.',
    };
  },
  instead: { phrase: 'notDone', reason: 'promise' },
};
