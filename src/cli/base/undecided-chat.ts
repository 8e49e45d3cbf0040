import { phoneIn } from '../../core/phone.ts';

/** Digits and nothing else, perhaps with the instance behind them: a phone, or the id of a chat. */
export const bare = /^\d{1,20}(?:#\d{1,20})?$/;

/** Whether what `--phone` holds is to be looked up: it may be a phone or an id, or a phone whose chat has an id of its own. */
export function isUndecided(value: unknown): value is string {
  return typeof value === 'string' && (bare.test(value) || phoneIn(value) !== undefined);
}
