/** Work within limits: a deadline, a pause before the next try, so many at once, and code of others that may hang or throw later. */
export { TimedOut, unlessAborted, within } from '../deadline.ts';
export { FairQueue, type Load } from '../fair-queue.ts';
export { Patience, type Patient } from '../patience.ts';
export { askedPause, backoff } from '../retry.ts';
export { Semaphore } from '../semaphore.ts';
