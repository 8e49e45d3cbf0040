import {
  bookingSettings,
  businessTimeZone,
  hoursSettings,
  text,
  type ValuesOf,
} from '../../core/plugin-api/settings.ts';
import { redisSettings } from '../redis/settings.ts';

/** What every calendar is told: the plan, the business's days, and the place in which the journal is. */
export const calendarSettings = {
  ...redisSettings,
  journal: text('WABOT_JOURNAL', {
    summary: 'Where accepted messages and due replies are kept',
    default: 'sqlite',
    defaultWith: { env: 'REDIS_URL', value: 'redis' },
  }),
  file: bookingSettings.booking,
  hours: hoursSettings.hours,
  daysOff: hoursSettings.daysOff,
  timeZone: businessTimeZone,
};

/** The values of these settings. */
export type CalendarValues = ValuesOf<typeof calendarSettings>;
