import type { Failure } from './failure.ts';

/** Codes and types of services for money that is used up, lower case. */
const codes: ReadonlySet<string> = new Set([
  'insufficient_quota',
  'credit_balance_exhausted',
  'organization_spend_limit_exceeded',
  'project_spend_limit_exceeded',
  'organization_usage_limit_exceeded',
  'billing_hard_limit_reached',
  'billing_not_active',
  'exceeded_current_quota_error',
  'arrearage',
]);

/** Words for a balance that is used up, where no code says so. */
const words =
  /insufficient (?:account )?(?:balance|quota|credits?|funds)|out of credits|balance is too low|used (?:all|up) (?:\w+ ){0,2}credits|spending limit|\bkey limit exceeded|account is (?:suspended|in arrears)|недостаточно средств/i;

/** Under 429 Google says this of one minute's requests. */
const quota = /exceeded your current quota/i;

/** Statuses under which services say it; under others the words are about something else. */
const statuses: ReadonlySet<number | undefined> = new Set([400, 402, 403, 429]);

/** Whether the account's balance or its spending limit is used up: it does not pass by itself. */
export function isSpent({ status, code, type, text }: Failure): boolean {
  return (
    status === 402 ||
    codes.has(code) ||
    codes.has(type) ||
    (statuses.has(status) && saysSpent(text, status))
  );
}

/** Whether the text of a failure says that money is used up; `status` is undefined where none is known. */
export function saysSpent(text: string, status?: number): boolean {
  return words.test(text) || (status !== 429 && quota.test(text));
}
