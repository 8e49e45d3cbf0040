import type { WabotError } from '../../../core/plugin-api/failures.ts';
import type { Failure } from '../../google/failure.ts';
import {
  accountCases,
  errorOf,
  isFault,
  isRateLimit,
  isSwitchedOff,
  lineCases,
  type Asker,
  type GoogleFailureCase,
} from '../../google/google-error.ts';

/** In the order in which they are tried. */
const cases: readonly GoogleFailureCase[] = [
  {
    name: 'too-large',
    applies: ({ tooLarge }) => tooLarge === true,
    says: 'The Google document is far too large for a prompt',
    advice: () => ['Shorten it, or take large pictures out of it.'],
  },
  ...lineCases,
  {
    name: 'unavailable',
    applies: isFault,
    says: 'Google Docs has a fault at the moment',
    retryable: true,
  },
  {
    name: 'rate-limit',
    applies: isRateLimit,
    says: 'Google asks to slow down: the quota of reads is used up',
    retryable: true,
    advice: () => ['Set PROMPT_REFRESH to a longer time if this goes on.'],
  },
  ...accountCases,
  {
    name: 'api-disabled',
    applies: isSwitchedOff,
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

const rest: Omit<GoogleFailureCase, 'applies'> = {
  name: 'answer',
  says: 'Google sent something that is not a document',
  retryable: true,
};

/** What a failure means for the bot. Nothing that Google wrote gets into the error but a status, and no cause. */
export function toGoogleDocsError(failure: Failure, asker: Asker): WabotError {
  return errorOf('google-docs', cases, rest, failure, asker);
}
