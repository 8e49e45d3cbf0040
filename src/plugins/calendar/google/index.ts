import { fine } from '../../../core/kinds/finding.ts';
import { definePlugin, type World } from '../../../core/kinds/plugin.ts';
import { SetupError } from '../../../core/plugin-api/failures.ts';
import { optionalText, type ValuesOf } from '../../../core/plugin-api/settings.ts';
import { plural } from '../../../core/plugin-api/texts.ts';
import { googleSettings } from '../../google/settings.ts';
import type { BookingPlan } from '../plan.ts';
import { calendarSettings } from '../settings.ts';
import type { GoogleCalendar } from './google-calendar.ts';

const settings = {
  ...calendarSettings,
  ...googleSettings,
  calendar: optionalText('GOOGLE_CALENDAR_ID', {
    summary:
      'Address of the Google calendar for bookings, where booking.yaml names none for its staff; shared with the service account',
    example: 'salon@group.calendar.google.com',
  }),
};

async function open(values: ValuesOf<typeof settings>, world: World): Promise<GoogleCalendar> {
  const { serviceAccount } = await import('../../google/service-account.ts');
  const account = await serviceAccount(values);
  if (!account)
    throw new SetupError('google.account', 'Google Calendar needs a service account', {
      suggestions: [
        'Set GOOGLE_APPLICATION_CREDENTIALS to its JSON key, and share the calendar with it.',
      ],
    });
  const { openPlan } = await import('../open-plan.ts');
  const { openLedger } = await import('../open-ledger.ts');
  const { EventsApi } = await import('./events-api.ts');
  const { EventPlaces } = await import('./event-places.ts');
  const { GoogleCalendar: Google } = await import('./google-calendar.ts');
  const opened = await openPlan(values);
  const calendars = calendarsOf(opened.plan, values.calendar);
  const calendarOf = (staff: string): string => calendars.get(staff) ?? '';
  const api = new EventsApi({ account, apiUrl: values.apiUrl, world });
  const places = new EventPlaces(api, calendarOf, values.timeZone);
  const ledger = await openLedger(values, world);
  return new Google({ ...opened, ledger, now: world.now, api, places, calendarOf, world });
}

/** The calendar of each of the staff. Throws a SetupError where two would share one, in which neither's time can be told. */
function calendarsOf({ staff }: BookingPlan, usual: string | undefined): Map<string, string> {
  const calendars = new Map(staff.map(({ name, calendar = usual }) => [name, calendar ?? '']));
  const ids = [...calendars.values()];
  if (ids.every(Boolean) && new Set(ids).size === ids.length) return calendars;
  throw new SetupError(
    'google.calendars',
    'Each of the staff needs a Google calendar of their own',
    {
      suggestions: [
        'Write `calendar:` with the address of a calendar for each of the staff in booking.yaml, or set GOOGLE_CALENDAR_ID if there is one person.',
      ],
    },
  );
}

export default definePlugin({
  kind: 'calendar',
  version: 1,
  name: 'google',
  summary:
    'Google Calendar, with a service account; each time is first reserved in the bot’s own store',
  settings,
  prefixes: ['GOOGLE_'],
  create: open,
  async check(values, world, signal) {
    const calendar = await open(values, world);
    try {
      const booked = await calendar.mine(undefined, signal);
      return [fine(`${plural(booked.length, 'booking')} ahead`)];
    } finally {
      await calendar.close();
    }
  },
});
