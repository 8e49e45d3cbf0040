import {
  certificateAdvice,
  certificateTrouble,
  saysOfCertificate,
  ServiceError,
  SetupError,
  type CertificateTrouble,
  type WabotError,
} from '../../../core/plugin-api/failures.ts';
import type { Failure } from './failure.ts';

/** How the document was asked for: as a service account, or as anyone who has the link. */
export type Asker = { email: string } | 'anyone';

/** One kind of failure: how it is recognised, and what is said about it. */
interface Case {
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
  (trouble): Case => ({
    name: 'certificate',
    applies: ({ status, network }) =>
      status === undefined && certificateTrouble(network) === trouble,
    says: `Google ${saysOfCertificate[trouble]}`,
    advice: () => [adviceOnCertificate(trouble)],
  }),
);

/** In the order in which they are tried. */
const cases: readonly Case[] = [
  ...certificateCases,
  {
    name: 'too-large',
    applies: ({ tooLarge }) => tooLarge === true,
    says: 'The Google document is far too large for a prompt',
    advice: () => ['Shorten it, or take large pictures out of it.'],
  },
  {
    name: 'unreachable',
    applies: ({ status }) => status === undefined,
    says: 'Google cannot be reached, or the connection was lost',
    retryable: true,
    advice: () => ['Check the internet connection, and HTTPS_PROXY if there is a proxy.'],
  },
  {
    name: 'unavailable',
    applies: ({ status = 0 }) => status >= 500 || status === 408,
    says: 'Google Docs has a fault at the moment',
    retryable: true,
  },
  {
    name: 'rate-limit',
    applies: ({ status, text }) =>
      status === 429 ||
      (status === 403 && /rateLimitExceeded|RATE_LIMIT_EXCEEDED|quotaExceeded/i.test(text)),
    says: 'Google asks to slow down: the quota of reads is used up',
    retryable: true,
    advice: () => ['Set PROMPT_REFRESH to a longer time if this goes on.'],
  },
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
  {
    name: 'api-disabled',
    applies: ({ status, text }) =>
      status === 403 &&
      /SERVICE_DISABLED|accessNotConfigured|has not been used in project/i.test(text),
    says: "The Google Docs API is switched off in the service account's project",
    advice: (
      _,
      { activationUrl = 'https://console.cloud.google.com/apis/library/docs.googleapis.com' },
    ) => [`Switch it on at ${activationUrl} and wait a few minutes.`],
  },
  {
    name: 'not-shared',
    applies: ({ status }) => status === 403,
    says: 'The Google document is not shared with the bot',
    advice: (asker) =>
      asker === 'anyone'
        ? [
            'Open the document, Share, General access: Anyone with the link, Viewer.',
            'Or keep it private: share it with a service account, and set GOOGLE_APPLICATION_CREDENTIALS to its JSON key.',
          ]
        : [`Open the document, Share, and add ${asker.email} as a Viewer.`],
  },
  {
    name: 'not-found',
    applies: ({ status }) => status === 404 || status === 410,
    says: 'There is no such Google document: it was deleted, or its id is wrong',
    advice: () => ['Copy the address of the document from the browser into GOOGLE_DOCS_ID.'],
  },
  {
    name: 'not-a-document',
    applies: ({ status }) => status === 400,
    says: 'This is not a Google document (but perhaps a Word file or a spreadsheet in Drive)',
    advice: () => [
      'Open it in Google Docs and choose File, Save as Google Docs; then copy the address of the new document into GOOGLE_DOCS_ID.',
    ],
  },
];

const rest: Omit<Case, 'applies'> = {
  name: 'answer',
  says: 'Google sent something that is not a document',
  retryable: true,
};

/** What a failure means for the bot. Nothing that Google wrote gets into the error but a status, and no cause. */
export function toGoogleDocsError(failure: Failure, asker: Asker): WabotError {
  const { name, says, retryable, advice } = cases.find(({ applies }) => applies(failure)) ?? rest;
  const { status, network, retryAfterMs } = failure;
  const label = status === undefined ? (network ?? '') : `HTTP ${status}`;
  const message = label === '' ? says : `${says} (${label})`;
  const suggestions = advice?.(asker, failure) ?? [];
  if (!retryable) return new SetupError(`google-docs.${name}`, message, { suggestions });
  return new ServiceError(`google-docs.${name}`, message, {
    suggestions,
    retryable,
    ...(status === undefined ? {} : { status }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
}
