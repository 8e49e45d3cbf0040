import { ServiceError } from '../../../core/plugin-api/failures.ts';
import type { EventsAnswer } from './events-api.ts';

const share =
  'Share the calendar with the service account ("Make changes to events") and put its address into booking.yaml or GOOGLE_CALENDAR_ID.';

/** What a failed call means. Nothing that Google wrote gets into the error but the status. */
export function calendarFailure(answered: EventsAnswer, what: 'read' | 'change'): ServiceError {
  const { status, body, retryAfterMs } = answered;
  if (status === undefined)
    return new ServiceError(
      'google.calendar',
      'Google Calendar cannot be reached, or the connection was lost',
      {
        retryable: true,
        outcomeUnknown: what === 'change' && !answered.neverLeft,
      },
    );
  const limited =
    status === 429 ||
    (status === 403 && /rateLimit|quotaExceeded/i.test(JSON.stringify(body ?? '')));
  const isFault = status >= 500 || status === 408;
  const wait = retryAfterMs === undefined ? {} : { retryAfterMs };
  if (limited || isFault)
    return new ServiceError(
      'google.calendar',
      `Google Calendar has a fault or asks to slow down (HTTP ${status})`,
      {
        retryable: true,
        status,
        outcomeUnknown: what === 'change' && isFault,
        ...wait,
      },
    );
  return new ServiceError('google.calendar', `Google Calendar refuses the call (HTTP ${status})`, {
    retryable: false,
    status,
    suggestions: [share],
  });
}
