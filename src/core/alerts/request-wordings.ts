import { requestLines } from '../requests/request-text.ts';
import { caseMark, ticketReply } from '../tickets/ticket-text.ts';
import type { Wordings } from './wording.ts';

/** What owners are told of requests; of one that was erased, nothing. */
export const requestWordings: Wordings = {
  request: (_, { words }, about) =>
    about && {
      title: `${caseMark(about.number)} ${words('A customer has left a request')}`,
      lines: requestLines(about, words),
      level: 'info',
      reply: ticketReply(words),
    },
  'request.refused': ({ values }, { words }, about) =>
    about && {
      title: `${caseMark(about.number)} ${words('A request is not taken; it is tried again for a day')}`,
      lines: [
        `${words('Not taken by')}: ${String(values?.['sinks'] ?? '')} (${String(values?.['reason'] ?? '')})`,
        words(String(values?.['advice'] ?? '')),
        words('What is wrong: wabot doctor'),
      ].filter((line) => line !== ''),
      level: 'problem',
    },
  'request.lost': ({ values }, { words }, about) =>
    about && {
      title: `${caseMark(about.number)} ${words('A request was not taken, and is no longer tried')}`,
      lines: [
        `${words('Not taken by')}: ${String(values?.['sinks'] ?? '')} (${String(values?.['reason'] ?? '')})`,
        ...requestLines(about, words),
        words('Once that is fixed: wabot requests resend'),
      ],
      level: 'problem',
    },
};
