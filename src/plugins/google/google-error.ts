import {
  certificateAdvice,
  certificateTrouble,
  saysOfCertificate,
  ServiceError,
  SetupError,
  type CertificateTrouble,
  type WabotError,
} from '../../core/plugin-api/failures.ts';
import type { Failure } from './failure.ts';

/** How something was asked for: as a service account, or as anyone who has the link. */
export type Asker = { email: string } | 'anyone';

/** One kind of failure: how it is recognised, and what is said about it. */
export interface GoogleFailureCase {
  /** The end of the error's code: `setup.google-docs.<name>`, or `service.…` where it may pass by itself. */
  name: string;
  applies(failure: Failure): boolean;
  says: string;
  retryable?: true;
  advice?(asker: Asker, failure: Failure): string[];
}

const newKey =
  'Make a new JSON key for the service account (Google Cloud console: IAM, Service accounts, Keys) and put it into GOOGLE_APPLICATION_CREDENTIALS, or its private_key and client_email into GOOGLE_PRIVATE_KEY and GOOGLE_SERVICE_ACCOUNT.';

/** Google's own certificate is sound and its address fixed: what is amiss is this machine, or something on the way. */
function adviceOnCertificate(trouble: CertificateTrouble): string {
  if (trouble === 'untrusted' || trouble === 'outdated')
    return certificateAdvice(trouble, 'HTTPS_PROXY');
  return 'Something in between answers instead, such as a proxy or the login page of a network: check the connection and HTTPS_PROXY.';
}

const certificateCases = (Object.keys(saysOfCertificate) as CertificateTrouble[]).map(
  (trouble): GoogleFailureCase => ({
    name: 'certificate',
    applies: ({ status, network }) =>
      status === undefined && certificateTrouble(network) === trouble,
    says: `Google ${saysOfCertificate[trouble]}`,
    advice: () => [adviceOnCertificate(trouble)],
  }),
);

/** Where no answer came that could be read, whatever was asked for; these are tried after what is too large. */
export const lineCases: readonly GoogleFailureCase[] = [
  ...certificateCases,
  {
    name: 'unreachable',
    applies: ({ status, tooLarge }) => status === undefined && tooLarge !== true,
    says: 'Google cannot be reached, or the connection was lost',
    retryable: true,
    advice: () => ['Check the internet connection, and HTTPS_PROXY if there is a proxy.'],
  },
];

/** Where Google refuses the account itself, whatever was asked for. */
export const accountCases: readonly GoogleFailureCase[] = [
  {
    name: 'clock',
    applies: ({ grant, text }) =>
      grant === 'invalid_grant' && /\biat\b|\bexp\b|short-lived|time/i.test(text),
    says: "Google does not accept the time of this machine's clock",
    advice: () => [
      'Set the clock, and switch time synchronisation on (NTP): it must be right to a few minutes.',
    ],
  },
  {
    name: 'key',
    applies: ({ grant, status }) => grant !== '' || status === 401,
    says: 'Google does not accept the key of the service account: it was deleted, or belongs to another account',
    advice: () => [newKey],
  },
];

/** A fault on Google's side. */
export function isFault({ status = 0 }: Failure): boolean {
  return status >= 500 || status === 408;
}

/** A quota is used up. */
export function isRateLimit({ status, text }: Failure): boolean {
  return (
    status === 429 ||
    (status === 403 &&
      /rateLimitExceeded|RATE_LIMIT_EXCEEDED|RESOURCE_EXHAUSTED|quotaExceeded/i.test(text))
  );
}

/** The API is switched off in the project of the service account. */
export function isSwitchedOff({ status, text }: Failure): boolean {
  return (
    status === 403 &&
    /SERVICE_DISABLED|accessNotConfigured|has not been used in project/i.test(text)
  );
}

/** What a failure means by the first of these cases that applies. Nothing that Google wrote gets into the error but a status, and no cause. */
export function errorOf(
  service: string,
  cases: readonly GoogleFailureCase[],
  rest: Omit<GoogleFailureCase, 'applies'>,
  failure: Failure,
  asker: Asker,
): WabotError {
  const { name, says, retryable, advice } = cases.find(({ applies }) => applies(failure)) ?? rest;
  const { status, network, retryAfterMs } = failure;
  const label = status === undefined ? (network ?? '') : `HTTP ${status}`;
  const message = label === '' ? says : `${says} (${label})`;
  const suggestions = advice?.(asker, failure) ?? [];
  if (!retryable) return new SetupError(`${service}.${name}`, message, { suggestions });
  return new ServiceError(`${service}.${name}`, message, {
    suggestions,
    retryable,
    ...(status === undefined ? {} : { status }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
}
