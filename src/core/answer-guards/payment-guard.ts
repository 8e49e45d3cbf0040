import { confirmsPayment } from '../intents/index.ts';
import { saysPaid, tellsOfPayment } from '../tools/paid-result.ts';
import type { Guard } from './guard.ts';

/** The claim that money has come, where no function and nobody of the business has said so: a picture proves nothing. */
export const paymentGuard: Guard = {
  name: 'payment',
  look(text, { evidence }) {
    if (!evidence || !confirmsPayment(text)) return text;
    const { now, before } = evidence.called();
    if ([...now, ...before].some(tellsOfPayment) || evidence.results().some(saysPaid)) return text;
    if (evidence.people().some(confirmsPayment)) return text;
    return {
      correction:
        'You have answered this before, but as if a payment had been received, and nothing that you know says so: neither a picture nor the customer’s word proves one. Say honestly that you cannot see payments, and that the business will check.',
    };
  },
  instead: { phrase: 'paymentUnseen', reason: 'payment' },
};
