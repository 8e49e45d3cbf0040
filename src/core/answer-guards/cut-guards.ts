import { wholeSentences } from '../split/sentences.ts';
import type { Guard, Objection } from './guard.ts';
import { isReadable } from './readable.ts';

/** A longer answer is of a model that no longer knows what it does, UTF-16 units: sixteen messages of the longest kind. */
const longestAnswer = 64_000;

const tooLong: Objection = {
  correction:
    'You have answered this before, but at such length that it was cut off. Answer in at most three short sentences.',
};

/** An answer that ends in the middle by a fault. */
export const brokenGuard: Guard = {
  name: 'broken',
  look: (text, { answer }) =>
    answer.finish === 'broken'
      ? { correction: 'Your answer to this broke off. Write it once more, whole.' }
      : text,
};

/** An answer without an end. */
export const lengthGuard: Guard = {
  name: 'cut',
  look: (text) => (text.length > longestAnswer ? tooLong : text),
};

/** An answer that was cut at the token limit: what is whole of it passes. */
export const cutGuard: Guard = {
  name: 'cut',
  look(text, { answer }) {
    if (answer.finish !== 'length') return text;
    const whole = wholeSentences(text);
    return isReadable(whole) ? whole : tooLong;
  },
};
