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
    says: 'The tabs of the Google spreadsheet hold far too much',
    advice: () => [
      'Name the tabs that customers may be told of in GOOGLE_SHEETS_TABS, and move what is not for them elsewhere.',
    ],
  },
  ...lineCases,
  {
    name: 'unavailable',
    applies: isFault,
    says: 'Google Sheets has a fault at the moment',
    retryable: true,
  },
  {
    name: 'rate-limit',
    applies: isRateLimit,
    says: 'Google asks to slow down: the quota of reads is used up',
    retryable: true,
    advice: () => ['Set WABOT_KNOWLEDGE_REFRESH to a longer time if this goes on.'],
  },
  ...accountCases,
  {
    name: 'api-disabled',
    applies: isSwitchedOff,
    says: "The Google Sheets API is switched off in the service account's project",
    advice: (
      _,
      { activationUrl = 'https://console.cloud.google.com/apis/library/sheets.googleapis.com' },
    ) => [`Switch it on at ${activationUrl} and wait a few minutes.`],
  },
  {
    name: 'not-shared',
    applies: ({ status }) => status === 403,
    says: 'The Google spreadsheet is not shared with the bot',
    advice: (asker) =>
      asker === 'anyone'
        ? [
            'Open the spreadsheet, Share, General access: Anyone with the link, Viewer.',
            'Or keep it private: share it with a service account, and set GOOGLE_APPLICATION_CREDENTIALS to its JSON key.',
          ]
        : [`Open the spreadsheet, Share, and add ${asker.email} as a Viewer.`],
  },
  {
    name: 'not-found',
    applies: ({ status }) => status === 404 || status === 410,
    says: 'There is no such Google spreadsheet: it was deleted, or its id is wrong',
    advice: () => ['Copy the address of the spreadsheet from the browser into GOOGLE_SHEETS_ID.'],
  },
  {
    name: 'not-a-spreadsheet',
    applies: ({ status, text }) => status === 400 && /not supported for this document/i.test(text),
    says: 'This is not a Google spreadsheet (but perhaps an Excel file in Drive)',
    advice: () => [
      'Open it in Google Sheets and choose File, Save as Google Sheets; then copy the address of the new spreadsheet into GOOGLE_SHEETS_ID.',
    ],
  },
  {
    name: 'tab',
    applies: ({ status }) => status === 400,
    says: 'The Google spreadsheet has no such tab',
    advice: () => [
      'Copy the address of the tab from the browser into GOOGLE_SHEETS_ID: it has its number behind gid=.',
    ],
  },
];

const rest: Omit<GoogleFailureCase, 'applies'> = {
  name: 'answer',
  says: 'Google sent something that is not a spreadsheet',
  retryable: true,
};

/** Google has sent something that is no answer. */
export const noSpreadsheet: Failure = { status: 200, grant: '', text: '' };

/** To a stranger a private spreadsheet shows a page that asks who they are. */
export const onlyForSome: Failure = { status: 403, grant: '', text: '' };

/** What a failure means for the bot. Nothing that Google wrote gets into the error but a status, and no cause. */
export function sheetsError(failure: Failure, asker: Asker): WabotError {
  return errorOf('google-sheets', cases, rest, failure, asker);
}
